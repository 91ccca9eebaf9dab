mod sample;

use std::path::Path;

use super::*;

#[test]
fn look() {
    let Ok(folder) = std::env::var("LOOK") else { return };
    let show = |name: &str, sweep: &Sweep| {
        for chart in draw_sweep(sweep).unwrap() {
            println!("{name}_{}: {}", chart.name, chart.title);
            std::fs::write(Path::new(&folder).join(format!("{name}_{}.png", chart.name)), chart.png().unwrap())
                .unwrap();
        }
    };
    let two = sample::factors(2);
    show("grid2", &sample::sweep(DesignKind::Grid, two.clone(), &sample::grid(&two, &[7, 6])));
    show("fine", &sample::sweep(DesignKind::Grid, two.clone(), &sample::grid(&two, &[40, 30])));
    let mut mixed = sample::factors(3);
    mixed[1] = sample::border_factor();
    show("mixed", &sample::sweep(DesignKind::Grid, mixed.clone(), &sample::grid(&mixed, &[5, 3, 3])));
    let one = sample::factors(1);
    show("one", &sample::sweep(DesignKind::Grid, one.clone(), &sample::grid(&one, &[11])));
    let policy = vec![sample::border_factor()];
    show("policy", &sample::sweep(DesignKind::Grid, policy.clone(), &sample::grid(&policy, &[3])));
    let mut many = sample::factors(40);
    many[2] = sample::border_factor();
    show("oat40", &sample::sweep(DesignKind::OneAtATime, many.clone(), &sample::one_at_a_time(&many)));
    show("mc40", &sample::sweep(DesignKind::LatinHypercube, many.clone(), &sample::random(&many, 3000)));
    let mut few = sample::factors(4);
    few[2] = sample::border_factor();
    show("lhs4", &sample::sweep(DesignKind::LatinHypercube, few.clone(), &sample::random(&few, 100)));
}

//! Charts of scenario discovery, of what is found in made-up tables.

use crate::chart::{Chart, draw_discovery, raster, sample};
use crate::explore::discovery::{Options, Target, discover};
use crate::random::Stream;
use crate::record::{Data, DataColumn, DiscoveryReport, Variable};

/// Columns that do not depend on each other, and a box among the first few of them.
pub(super) fn report(inputs: usize, long: bool, options: &Options) -> DiscoveryReport {
    let rows = 900;
    let mut stream = Stream::<f64>::new(1, "test", "charts", rows);
    let column = |column: usize, stream: &mut Stream<f64>| -> Vec<f64> {
        (0..rows).map(|row| stream.uniform(column, row)).collect()
    };
    let values: Vec<Vec<f64>> = (0..inputs).map(|index| column(index, &mut stream)).collect();
    let luck = column(inputs, &mut stream);
    let inside = |row: usize| values.iter().take(3).all(|own| own[row] > 0.4);
    let interest = (0..rows).map(|row| f64::from(luck[row] < if inside(row) { 0.85 } else { 0.08 })).collect();
    let name = |index: usize| match (long, index) {
        (true, _) => "Readiness of the garrison to hold out without relief, <b>in days</b>\u{0}".repeat(3),
        (_, 0) => "Russia: air support".into(),
        (_, 1) => "Türkiye: resolve".into(),
        (_, index) => format!("Input {index}"),
    };
    let mut columns: Vec<DataColumn> = values
        .iter()
        .enumerate()
        .map(|(index, own)| {
            let label = name(index);
            DataColumn::new(Variable { label, ..Variable::number(&format!("x{index}")) }, own.clone())
        })
        .collect();
    let scaled = columns.last_mut().unwrap();
    scaled.values.iter_mut().for_each(|value| *value = 1e6 * (*value - 0.3));
    let categories = ["open", "shut", "partly"].map(|word| if long { word.repeat(30) } else { word.into() }).to_vec();
    let border = Variable { label: "The border".into(), categories, ..Variable::number("border") };
    columns.push(DataColumn::new(border, (0..rows).map(|row| f64::from(row as u32 % 3)).collect()));
    let output = Variable { label: "The city falls by 5 March".into(), ..Variable::number("fall") };
    let data = Data { inputs: columns, outputs: vec![DataColumn::new(output, interest)] };
    let discovery = discover(&data, &Target::parse("fall").unwrap(), options).unwrap();
    DiscoveryReport { id: "0123456789ab".into(), provenance: sample::ensemble().provenance, discovery }
}

/// The charts, parsed, with every text on the slide.
fn drawn(report: &DiscoveryReport) -> Vec<Chart> {
    let charts = draw_discovery(report).unwrap();
    for chart in &charts {
        let bounds = raster::parse(&chart.svg).unwrap().root().abs_bounding_box();
        let fits = bounds.left() >= 0.0 && bounds.top() >= 0.0 && bounds.right() <= 1920.0 && bounds.bottom() <= 1080.0;
        assert!(fits, "{}: {bounds:?}", chart.name);
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("<b>"));
        if let Some(folder) = std::env::var_os("FLASHPOINT_CHARTS") {
            let name = format!("{}_{}.png", chart.name, report.discovery.inputs.len());
            std::fs::write(std::path::Path::new(&folder).join(name), chart.png().unwrap()).unwrap();
        }
    }
    charts
}

#[test]
fn the_trade_off_and_the_box_say_what_was_found() {
    let report = report(5, false, &Options { boxes: 1, ..Options::default() });
    let charts = drawn(&report);
    let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    assert_eq!(names, ["trade_off", "box"]);
    let found = &report.discovery.boxes[0];
    assert_eq!(found.restrictions.len(), 3);
    let percent = format!("{:.0}\u{2009}%", 100.0 * found.density.value);
    assert!(charts.iter().all(|chart| chart.title.contains(&percent)), "{}", charts[0].title);
    assert!(charts[0].title.starts_with("3 restrictions raise the share"));
    assert!(charts[1].svg.contains("Russia: air support") && charts[1].description.contains(&found.sentence));
}

#[test]
fn many_inputs_and_long_or_hostile_names_do_not_break_it() {
    let options = Options { level: None, halvings: 2, ..Options::default() };
    let charts = drawn(&report(40, true, &options));
    assert!(charts.iter().any(|chart| chart.svg.contains("more restrictions are in the table")));
    assert!(charts.iter().any(|chart| chart.name == "trade_off_2"));
}

#[test]
fn one_input_and_nothing_found_are_drawn_or_left_out() {
    assert_eq!(drawn(&report(1, false, &Options { boxes: 1, ..Options::default() })).len(), 2);
    assert!(drawn(&report(1, false, &Options { boxes: 0, ..Options::default() })).is_empty());
}

#[test]
fn figures_that_do_not_exist_are_left_out() {
    let mut report = report(4, false, &Options { boxes: 1, ..Options::default() });
    let found = &mut report.discovery.boxes[0];
    found.held_out.coverage.value = f64::NAN;
    found.density.interval = [f64::NAN; 2];
    found.trajectory[1].density = f64::NAN;
    report.discovery.sample = Default::default();
    drawn(&report);
}

//! Whole searches: known boxes are found, chance is not, and what is said is true.

use super::*;
use crate::random::Stream;
use crate::record::{DataColumn, PrunedTree, Restriction, Variable};

/// Independent uniform draws: `values[column][row]`.
fn uniforms(columns: usize, rows: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut stream = Stream::<f64>::new(seed, "test", "uniforms", rows.max(1));
    (0..columns).map(|column| (0..rows).map(|row| stream.uniform(column, row)).collect()).collect()
}

fn numbers(columns: Vec<Vec<f64>>) -> Vec<DataColumn> {
    let of = |(index, values)| DataColumn::new(Variable::number(&format!("x{index}")), values);
    columns.into_iter().enumerate().map(of).collect()
}

fn data(inputs: Vec<DataColumn>, interest: Vec<f64>) -> Data {
    Data { inputs, outputs: vec![DataColumn::new(Variable::number("y"), interest)] }
}

fn find(data: &Data, options: &Options) -> Discovery {
    discover(data, &Target::parse("y").unwrap(), options).unwrap()
}

/// 0 or 1 by a probability for each row.
fn coins(rows: usize, seed: u64, probability: impl Fn(usize) -> f64) -> Vec<f64> {
    let draws = uniforms(1, rows, seed ^ 0x5eed).remove(0);
    (0..rows).map(|row| f64::from(draws[row] < probability(row))).collect()
}

/// Whether a row is inside, from what the report says alone.
fn is_inside(data: &Data, restrictions: &[Restriction], row: usize) -> bool {
    restrictions.iter().all(|own| {
        let column = data.input(&own.input).unwrap();
        let value = column.values[row];
        let is_among = || own.categories.iter().any(|word| column.variable.category(value) == Some(word));
        own.low.is_none_or(|low| value >= low)
            && own.high.is_none_or(|high| value <= high)
            && (own.categories.is_empty() || is_among())
    })
}

#[test]
fn a_known_box_among_many_inputs_is_found() {
    let columns = uniforms(60, 1000, 1);
    let interest = coins(1000, 1, |row| if columns[7][row] > 0.6 && columns[33][row] < 0.45 { 0.9 } else { 0.06 });
    let found = find(&data(numbers(columns), interest), &Options::default());
    let first = &found.boxes[0];
    let names: Vec<&str> = first.restrictions.iter().map(|own| own.input.as_str()).collect();
    assert_eq!(names, ["x7", "x33"], "{}", first.sentence);
    assert!((first.restrictions[0].low.unwrap() - 0.6).abs() < 0.03 && first.restrictions[0].high.is_none());
    assert!((first.restrictions[1].high.unwrap() - 0.45).abs() < 0.03 && first.restrictions[1].low.is_none());
    assert!((first.density.value - 0.9).abs() < 0.06 && first.coverage.value > 0.7);
    assert!(first.tests.iter().all(|test| !test.kept || (test.p <= 0.05 && test.reproduced >= 0.5)));
    assert!((first.held_out.density.value - 0.9).abs() < 0.08 && first.held_out.optimism < 0.1);
    assert_eq!(found.boxes.len(), 1, "{:?}", found.boxes.iter().map(|own| &own.sentence).collect::<Vec<_>>());
}

#[test]
fn noise_yields_no_box() {
    let wrong = (0..40).filter(|&seed| {
        let columns = uniforms(30, 300, seed);
        let interest = coins(300, seed, |_| 0.25);
        let options = Options { halvings: 10, boxes: 1, ..Options::default() };
        let found = find(&data(numbers(columns), interest), &options);
        assert!(!found.boxes.is_empty() || found.notes.iter().any(|note| note.contains("nothing in these inputs")));
        !found.boxes.is_empty()
    });
    // At level 0.05 more than 5 of 40 have a chance of 1 in 70.
    assert!(wrong.count() <= 5);
}

#[test]
fn without_tests_noise_looks_like_a_box() {
    let columns = uniforms(30, 300, 3);
    let interest = coins(300, 3, |_| 0.25);
    let options = Options { level: None, boxes: 1, halvings: 10, ..Options::default() };
    let found = find(&data(numbers(columns), interest), &options);
    let first = &found.boxes[0];
    assert!(first.density.value > 0.45 && first.held_out.density.value < 0.33, "{:?}", first.held_out);
    assert!(first.held_out.optimism > 0.15);
    assert!(first.tests.iter().any(|test| test.kept && test.quasi_p < 0.05 && test.p > 0.5));
}

#[test]
fn several_boxes_are_found_and_measured_apart() {
    let columns = uniforms(5, 2000, 5);
    let (a, b) = (columns[0].clone(), columns[1].clone());
    let interest = coins(2000, 5, |row| if a[row] > 0.85 || b[row] < 0.1 { 0.95 } else { 0.05 });
    let data = data(numbers(columns), interest);
    let found = find(&data, &Options::default());
    assert_eq!(found.boxes.len(), 2);
    let inputs = |index: usize| found.boxes[index].restrictions.iter().map(|own| own.input.clone()).collect::<Vec<_>>();
    assert_eq!((inputs(0), inputs(1)), (vec!["x0".into()], vec!["x1".into()]));
    assert!(found.boxes[1].sentence.contains("of the runs outside the first box"));
    let outside = (0..2000).filter(|&row| !is_inside(&data, &found.boxes[0].restrictions, row));
    let second = outside.filter(|&row| is_inside(&data, &found.boxes[1].restrictions, row)).count();
    assert_eq!(second as u64, found.boxes[1].rows);
}

#[test]
fn the_numbers_of_a_sentence_are_those_of_the_table() {
    let columns = uniforms(8, 1500, 9);
    let (a, b) = (columns[2].clone(), columns[3].clone());
    let interest = coins(1500, 9, |row| if a[row] > 0.62 && b[row] < 0.38 { 0.75 } else { 0.12 });
    let words = Variable { categories: vec!["open".into(), "shut".into()], ..Variable::number("border") };
    let mut inputs = numbers(columns);
    inputs.push(DataColumn::new(words, (0..1500).map(|row| f64::from(row % 2)).collect()));
    let data = data(inputs, interest.clone());
    let found = find(&data, &Options { tree: true, ..Options::default() });
    let (first, leaves) = (&found.boxes[0], &found.tree.as_ref().unwrap().leaves);
    let said = leaves.iter().map(|leaf| (&leaf.sentence, &leaf.restrictions, leaf.rows, leaf.density, leaf.coverage));
    let all: f64 = interest.iter().sum();
    for (sentence, restrictions, rows, density, coverage) in
        said.chain([(&first.sentence, &first.restrictions, first.rows, first.density, first.coverage)])
    {
        let inside: Vec<usize> = (0..1500).filter(|&row| is_inside(&data, restrictions, row)).collect();
        let hits: f64 = inside.iter().map(|&row| interest[row]).sum();
        assert_eq!(inside.len() as u64, rows);
        assert_eq!((density.value, coverage.value), (hits / rows as f64, hits / all));
        let percent = |share: f64| {
            if share < 0.1 { format!("{:.1} %", 100.0 * share) } else { format!("{:.0} %", 100.0 * share) }
        };
        for part in [
            format!("comes true in {} of runs where", percent(hits / rows as f64)),
            format!("covers {} of all such runs", percent(hits / all)),
            format!("base share {}", percent(all / 1500.0)),
        ] {
            assert!(sentence.contains(&part), "{sentence} lacks {part}");
        }
        for end in restrictions.iter().flat_map(|own| [own.low, own.high]).flatten() {
            assert!(sentence.contains(&end.to_string()), "{sentence} lacks {end}");
            assert!(end.to_string().len() <= 6, "{end} is not round");
        }
    }
}

#[test]
fn categories_are_peeled_and_told() {
    let columns = uniforms(2, 1200, 4);
    let towns: Vec<f64> = (0..1200).map(|row| f64::from(row * 7 % 4)).collect();
    let interest = coins(1200, 4, |row| if towns[row] == 1.0 || towns[row] == 3.0 { 0.8 } else { 0.1 });
    let variable = Variable { categories: ["a", "b", "c", "d"].map(String::from).to_vec(), ..Variable::number("town") };
    let mut inputs = numbers(columns);
    inputs.push(DataColumn::new(variable, towns));
    let found = find(&data(inputs, interest), &Options { tree: true, ..Options::default() });
    assert_eq!(found.boxes[0].restrictions.len(), 1, "{}", found.boxes[0].sentence);
    assert_eq!(found.boxes[0].restrictions[0].categories, ["b", "d"]);
    assert!(found.boxes[0].sentence.contains("town is b or d"));
    let tree = found.tree.unwrap();
    assert_eq!(tree.leaves.len(), 2, "{:?}", tree.sequence);
    assert_eq!(tree.leaves[0].restrictions, found.boxes[0].restrictions);
    assert!(tree.skill > 0.3);
}

#[test]
fn a_tree_of_noise_is_its_root() {
    let found = find(
        &data(numbers(uniforms(20, 400, 8)), coins(400, 8, |_| 0.3)),
        &Options { boxes: 0, tree: true, ..Options::default() },
    );
    let tree = found.tree.unwrap();
    assert!(tree.leaves.is_empty() && found.boxes.is_empty());
    let is_descending =
        |pair: &[PrunedTree]| pair[0].leaves > pair[1].leaves && pair[0].complexity < pair[1].complexity;
    assert!(tree.sequence.windows(2).all(is_descending), "{:?}", tree.sequence);
    assert!(tree.sequence.len() > 3 && tree.sequence.last().unwrap().chosen && tree.skill.abs() < 1e-12);
}

#[test]
fn shares_weigh_rows() {
    let columns = uniforms(4, 500, 6);
    let interest: Vec<f64> = columns[1].iter().map(|&x| if x > 0.7 { 0.75 } else { 0.25 }).collect();
    let mut data = data(numbers(columns), interest);
    assert!(discover(&data, &Target::parse("y").unwrap(), &Options::default()).is_err(), "numbers are no shares");
    data.outputs[0].errors = vec![0.1; 500];
    let found = find(&data, &Options::default());
    assert!((found.boxes[0].density.value - 0.75).abs() < 0.02, "{}", found.boxes[0].sentence);
    assert!(found.notes.iter().any(|note| note.contains("means over replicates")));
}

#[test]
fn duplicates_constants_and_small_tables_are_no_trouble() {
    let steps: Vec<f64> = (0..90).map(|row| f64::from(row % 3)).collect();
    let interest: Vec<f64> = steps.iter().map(|&step| f64::from(step == 2.0)).collect();
    let inputs = vec![
        DataColumn::new(Variable::number("step"), steps.clone()),
        DataColumn::new(Variable::number("same"), steps),
        DataColumn::new(Variable::number("constant"), vec![4.0; 90]),
    ];
    let found = find(&data(inputs, interest), &Options { tree: true, ..Options::default() });
    assert_eq!((found.boxes[0].density.value, found.boxes[0].coverage.value), (1.0, 1.0));
    assert!(found.notes.iter().any(|note| note.contains("never vary")));
    for rows in 2..12 {
        let values: Vec<f64> = (0..rows).map(f64::from).collect();
        let interest = values.iter().map(|&value| f64::from(value == 0.0)).collect();
        let options = Options { tree: true, level: None, ..Options::default() };
        find(&data(numbers(vec![values.clone(), values]), interest), &options);
    }
}

#[test]
fn what_cannot_be_told_apart_is_refused() {
    let inputs = || numbers(uniforms(2, 20, 1));
    let refused = |data: &Data, options: &Options| discover(data, &Target::parse("y").unwrap(), options).unwrap_err();
    let plain = Options::default();
    assert_eq!(refused(&data(inputs(), vec![0.0; 20]), &plain), DiscoveryError::Uniform("no row is"));
    assert_eq!(refused(&data(inputs(), vec![1.0; 20]), &plain), DiscoveryError::Uniform("every row is"));
    assert_eq!(refused(&data(inputs(), vec![f64::NAN; 20]), &plain), DiscoveryError::NoRows);
    assert_eq!(refused(&data(Vec::new(), coins(20, 1, |_| 0.5)), &plain), DiscoveryError::NoInputs);
    assert_eq!(refused(&data(numbers(vec![vec![3.0; 20]]), coins(20, 1, |_| 0.5)), &plain), DiscoveryError::NoInputs);
    let fine = data(inputs(), coins(20, 1, |_| 0.5));
    let with = |change: fn(&mut Options)| {
        let mut options = Options::default();
        change(&mut options);
        refused(&fine, &options)
    };
    assert_eq!(with(|options| options.inputs = vec!["z".into()]), DiscoveryError::NoInput("z".into()));
    for change in [
        (|options| options.prim.peel = 0.5) as fn(&mut Options),
        |options| options.prim.paste = f64::NAN,
        |options| options.prim.least_mass = 1.0,
        |options| options.level = Some(0.0),
        |options| options.choice = Choice::Density(2.0),
    ] {
        assert!(matches!(with(change), DiscoveryError::Option(_)));
    }
}

#[test]
fn the_same_seed_gives_the_same_report_and_a_choice_is_followed() {
    let columns = uniforms(4, 600, 2);
    let interest = coins(600, 2, |row| if columns[0][row] > 0.5 { 0.4 + 0.5 * columns[0][row] } else { 0.1 });
    let data = data(numbers(columns), interest);
    let options = Options::default();
    // As text, because a figure that does not exist is NaN.
    assert!(format!("{:?}", find(&data, &options)) == format!("{:?}", find(&data, &options)));
    let dense = find(&data, &Options { choice: Choice::Density(0.75), ..Options::default() });
    let point = &dense.boxes[0].trajectory[dense.boxes[0].chosen];
    assert!(point.density >= 0.75);
    let number = find(&data, &Options { choice: Choice::Number(2), boxes: 1, ..Options::default() });
    assert_eq!(number.boxes[0].chosen, 2);
}

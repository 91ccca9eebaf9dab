//! What holds for the tables and spots of every chart, on every sample.

use std::collections::BTreeSet;

use crate::chart::theme::Area;
use crate::chart::{
    Cell, Chart, Column, Nearest, Plot, Spot, Table, comparison_sample, discovery_tests, draw_all, draw_comparison,
    draw_discovery, draw_scores, draw_sensitivity, draw_sweep, sample, sensitivity, sweep, tests,
};
use crate::explore::discovery::Options;

/// Every chart of every sample, with the sample's name.
fn everything() -> Vec<(String, Chart)> {
    let one = Options { boxes: 1, ..Options::default() };
    let many = Options { level: None, halvings: 2, ..Options::default() };
    let mut samples = vec![
        ("run", draw_all(&sample::ensemble())),
        ("overloaded", draw_all(&tests::overloaded())),
        ("sparse", draw_all(&tests::sparse())),
        ("scores", draw_scores(&sample::scores())),
        ("comparison", draw_comparison(&comparison_sample::comparison())),
        ("discovery", draw_discovery(&discovery_tests::report(5, false, &one))),
        ("discovery_ugly", draw_discovery(&discovery_tests::report(40, true, &many))),
        ("sensitivity", draw_sensitivity(&sensitivity::tests::report(1, 8))),
        ("sensitivity_many", draw_sensitivity(&sensitivity::tests::report(2, 40))),
    ];
    samples.extend(sweep::tests::zoo().iter().map(|(name, sweep)| (*name, draw_sweep(sweep))));
    samples.extend(sweep::tests::ugly().iter().map(|(name, sweep)| (*name, draw_sweep(sweep))));
    let named = |(name, charts): (&str, Result<Vec<Chart>, _>)| {
        charts.unwrap().into_iter().map(|chart| (name.to_string(), chart)).collect::<Vec<_>>()
    };
    samples.into_iter().flat_map(named).collect()
}

#[test]
#[ignore = "writes"]
fn dump() {
    let folder = std::env::var("DUMP").unwrap();
    for (index, (name, chart)) in everything().into_iter().enumerate() {
        std::fs::write(format!("{folder}/{index:03}_{name}_{}.svg", chart.name), &chart.svg).unwrap();
    }
}

/// A number of a text: its digits with their grouping and decimals, its unit if one is written with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Number {
    digits: String,
    unit: String,
}

/// Every number of a text.
fn numbers(text: &str) -> Vec<Number> {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let from = at;
        // Thin spaces group digits by three; points stand before decimals.
        while is_digit(at) || (matches!(letters.get(at), Some('\u{2009}' | '.')) && is_digit(at + 1)) {
            at += 1;
        }
        let digits = letters[from..at].iter().collect();
        let rest: String = letters[at..].iter().take(9).collect();
        let units = ["\u{2009}%", "\u{a0}million", "\u{a0}billion"];
        let unit = units.into_iter().find(|unit| rest.starts_with(unit)).unwrap_or_default();
        found.push(Number { digits, unit: unit.into() });
    }
    found
}

/// Every number of a table's cells, headings included.
fn of_table(table: &Table) -> BTreeSet<Number> {
    let headings = table.columns.iter().map(|column| &column.heading);
    let cells = table.rows.iter().flatten().map(|cell| &cell.text);
    headings.chain(cells).flat_map(|text| numbers(text)).collect()
}

#[test]
fn every_number_of_a_headline_stands_in_its_table() {
    for (sample, chart) in everything() {
        let table = of_table(&chart.table);
        for number in numbers(&chart.title) {
            // A range says a unit once: `1.1–1.5 million`.
            let stands = table
                .iter()
                .any(|own| own.digits == number.digits && (number.unit.is_empty() || own.unit == number.unit));
            assert!(stands, "{sample} {}: {number:?} of `{}` is not in {table:?}", chart.name, chart.title);
        }
    }
}

#[test]
fn a_number_that_the_table_lacks_is_found_out() {
    let text = "“Q” above 1.0\u{a0}million in 62\u{2009}% by 5 May 2020, 1\u{2009}234 or 0.5";
    let digits: Vec<String> = numbers(text).into_iter().map(|number| number.digits + &number.unit).collect();
    assert_eq!(digits, ["1.0\u{a0}million", "62\u{2009}%", "5", "2020", "1\u{2009}234", "0.5"]);
    let table =
        Table::new("", vec![Column::words("A")]).with_rows(vec![vec![Cell::words("62.5 or 11.0\u{a0}million")]]);
    assert!(of_table(&table).iter().all(|own| own.digits != "62" && own.digits != "1.0"));
}

#[test]
fn tables_are_whole() {
    for (sample, Chart { name, table, .. }) in everything() {
        assert!(!table.caption.is_empty() && !table.rows.is_empty(), "{sample} {name}");
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{sample} {name}");
        assert!(table.columns.iter().all(|column| !column.heading.is_empty()), "{sample} {name}");
        assert!(table.rows.iter().flatten().all(|cell| cell.sort.is_none_or(f64::is_finite)), "{sample} {name}");
        let texts = table.rows.iter().flatten().map(|cell| &cell.text);
        for text in texts.chain([&table.caption, &table.note]) {
            assert!(!text.contains("NaN") && !text.chars().any(char::is_control), "{sample} {name}: {text}");
        }
    }
}

#[test]
fn every_chart_answers_a_pointer_within_its_picture() {
    for (sample, chart) in everything() {
        assert!(!chart.plots.is_empty(), "{sample} {}", chart.name);
        for plot in &chart.plots {
            assert!(plot.left < plot.right && plot.top < plot.bottom, "{sample} {}: {plot:?}", chart.name);
            let room = |low: f64, at: f64, high: f64| (low - 1.0..=high + 1.0).contains(&at);
            for Spot { x, y, text } in &plot.spots {
                let is_inside = room(plot.left, *x, plot.right) && room(plot.top, *y, plot.bottom);
                assert!(is_inside, "{sample} {}: {x} {y} `{text}`", chart.name);
                assert!(!text.is_empty() && !text.contains("NaN") && !text.contains('\n'), "{sample} {}", chart.name);
            }
        }
        let spots: usize = chart.plots.iter().map(|plot| plot.spots.len()).sum();
        assert!(spots <= 3000, "{sample} {}: {spots} spots", chart.name);
    }
}

#[test]
fn bands_and_observations_stand_in_groups_of_their_own() {
    let charts = draw_all(&sample::ensemble()).unwrap();
    let groups = |name: &str, class: &str| {
        let chart = charts.iter().find(|chart| chart.name == name).unwrap();
        assert_eq!(chart.svg.matches("<g ").count(), chart.svg.matches("</g>").count(), "{name}");
        chart.svg.matches(&format!("<g class=\"{class}\">")).count()
    };
    assert_eq!(["band band-90", "band band-50", "observations"].map(|class| groups("displacement", class)), [1, 1, 1]);
    assert_eq!(["band band-90", "band band-50", "observations"].map(|class| groups("casualties", class)), [7, 7, 2]);
    assert_eq!(groups("control", "observations"), 2);
    assert_eq!(groups("timeline", "band band-90"), 0);
    assert!(charts.iter().all(|chart| !chart.svg.contains(&i32::MIN.to_string())));
}

#[test]
fn a_day_of_a_fan_says_what_is_drawn_there() {
    let charts = draw_all(&sample::ensemble()).unwrap();
    let chart = charts.iter().find(|chart| chart.name == "displacement").unwrap();
    let spots = &chart.plots[0].spots;
    assert_eq!(spots.len(), sample::DAYS);
    let plain = |text: &str| text.replace(['\u{2009}', '\u{a0}'], " ");
    let last = plain(&spots[sample::DAYS - 1].text);
    assert!(last.starts_with("5 May 2020: median 1.0 million; half of runs 840 000–1.2 million; 90 % "), "{last}");
    assert!(last.contains("660 000–1.5 million"), "{last}");
    let observed: Vec<String> =
        spots.iter().map(|spot| plain(&spot.text)).filter(|text| text.contains("; observed")).collect();
    assert_eq!(observed.len(), 5);
    assert!(observed[4].starts_with("4 Mar 2020") && observed[4].ends_with("observed 960 000 (860 000–1.1 million)"));
}

#[test]
fn tables_and_spots_are_written_for_a_page() {
    let plot = Plot::new(
        Area { left: 0.04, top: 0.0, right: 99.96, bottom: 50.0 },
        Nearest::Point,
        [Spot::new((1.26, 2.0), "a\nb\u{202e}"), Spot::new((f64::NAN, 1.0), "lost")],
    );
    let plot = serde_json::to_value(plot).unwrap();
    let expected = serde_json::json!({
        "left": 0.0, "top": 0.0, "right": 100.0, "bottom": 50.0, "by": "point",
        "spots": [{"x": 1.3, "y": 2.0, "text": "a b"}]
    });
    assert_eq!(plot, expected);
    let table = Table::new("Rows", vec![Column::numbers("n")]).with_rows(vec![vec![Cell::number("∞", f64::INFINITY)]]);
    let expected = serde_json::json!({
        "caption": "Rows", "columns": [{"heading": "n", "numeric": true}], "rows": [[{"text": "∞", "sort": null}]], "note": ""
    });
    assert_eq!(serde_json::to_value(table).unwrap(), expected);
}

//! What holds for every chart: it parses, says what the data say, escapes what users write, and never panics.

use proptest::prelude::*;

use crate::chart::{Chart, ChartError, draw_all, raster, sample};
use crate::record::{Ensemble, OutcomeTable, SeriesTable};

fn chart(charts: &[Chart], name: &str) -> Chart {
    charts.iter().find(|chart| chart.name == name).unwrap_or_else(|| panic!("no chart {name}")).clone()
}

/// Heading and text elements as a reader sees them.
fn texts(chart: &Chart) -> Vec<String> {
    chart
        .svg
        .split("<text")
        .skip(1)
        .filter_map(|part| Some(part.split_once('>')?.1.split_once("</text>")?.0.trim().to_string()))
        .collect()
}

#[test]
fn every_chart_is_drawn_and_parses_with_title_and_description() {
    let charts = draw_all(&sample::ensemble()).unwrap();
    let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    let expected = [
        "displacement",
        "exceedance",
        "stock",
        "flows",
        "map",
        "leverage",
        "leverage_balance_russia_turkiye",
        "casualties",
        "control",
        "questions",
        "timeline",
        "agreements",
        "levels",
        "ceasefires",
        "border",
    ];
    assert_eq!(names, expected);
    for chart in &charts {
        let tree = raster::parse(&chart.svg).unwrap();
        assert_eq!((tree.size().width(), tree.size().height()), (1920.0, 1080.0));
        assert!(chart.svg.contains("<title") && chart.svg.contains("<desc"), "{}", chart.name);
        assert!(!chart.title.is_empty() && chart.description.len() > 40);
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.name);
    }
}

#[test]
fn headlines_state_the_computed_numbers() {
    let charts = draw_all(&sample::ensemble()).unwrap();
    let says = |name: &str, words: &str| {
        // Thin and no-break spaces read as spaces.
        let title = chart(&charts, name).title.replace(['\u{2009}', '\u{a0}'], " ");
        assert!(title.contains(words), "{name}: {title}");
    };
    says("displacement", "About 1.0 million driven from home by 5 May 2020 (90 % of runs: 660 000–1.5 million)");
    says("exceedance", "at least 1.0 million in 43 % of runs");
    says("leverage", "Russia over Syria, 0.62 on 5 May 2020 (90 % of runs: 0.50–0.73)");
    says("leverage_balance_russia_turkiye", "favours Russia by 0.19 on 5 May 2020 (90 % of runs: 0.02–0.35)");
    says(
        "casualties",
        "Deaths by 5 May 2020: Opposition groups 2 000 (1 200–3 000), Syrian Arab Army 1 400 (900–2 200)",
    );
    says("control", "4 of 9 zones are in attackers’ hands in most runs by 5 May 2020; most open: Sarmin, 47 %");
    says("questions", "5 of 12 statements come true in most runs; history took the likelier answer in 7 of 9");
    says("timeline", "6 events happen in most runs, from “Maarat al-Numan captured” (28 Jan 2020)");
    says("agreements", "Moscow protocol signed in 71 % of runs");
    says("border", "320 000 on 5 May 2020");
}

/// Every text of a chart: left end, baseline, size and content.
fn placed(chart: &Chart) -> Vec<(f64, f64, f64, String)> {
    let number = |part: &str, name: &str| -> f64 {
        part.split_once(&format!("{name}=\"")).unwrap().1.split_once('"').unwrap().0.parse().unwrap()
    };
    let texts = chart.svg.split("<text").skip(1);
    texts
        .map(|part| {
            let (head, rest) = part.split_once('>').unwrap();
            let content = rest.split_once("</text>").unwrap().0.trim().to_string();
            (number(head, " x"), number(head, " y"), number(head, "font-size"), content)
        })
        .collect()
}

#[test]
fn names_of_events_never_run_into_each_other() {
    for count in [12, 9, 5, 2] {
        let mut ensemble = overloaded();
        ensemble.events.truncate(count);
        let chart = chart(&draw_all(&ensemble).unwrap(), "timeline");
        let all = placed(&chart);
        let left = all.iter().map(|text| text.0).fold(f64::INFINITY, f64::min);
        let header = all.iter().find(|text| text.3.contains("share of runs")).unwrap().1;
        let footer = all.iter().find(|text| text.3.contains("replicates")).unwrap().1;
        let names: Vec<&(f64, f64, f64, String)> =
            all.iter().filter(|text| text.0 == left && text.1 > header && text.1 < footer).collect();
        assert!(names.len() >= count, "{count}: {names:?}");
        for pair in names.windows(2) {
            assert!(pair[1].1 - pair[0].1 >= 1.1 * pair[0].2, "{count}: {pair:?}");
        }
    }
}

#[test]
fn dates_have_their_year_when_days_of_two_years_could_be_meant() {
    let mut ensemble = sample::ensemble();
    let text = texts(&chart(&draw_all(&ensemble).unwrap(), "timeline")).join("\n");
    assert!(text.contains("28 Jan\n") && !text.contains("28 Jan 2020\n"), "{text}");
    let long = 400;
    let padded: Vec<_> = ensemble.series.bands.chunks(ensemble.series.days).collect();
    let padded = padded.iter().flat_map(|days| days.iter().cycle().take(long)).copied().collect();
    (ensemble.series.bands, ensemble.series.days) = (padded, long);
    let charts = draw_all(&ensemble).unwrap();
    assert!(texts(&chart(&charts, "timeline")).join("\n").contains("28 Jan 2020\n"));
    assert!(texts(&chart(&charts, "control")).contains(&"3 Jan 2021".to_string()));
}

#[test]
fn the_footer_names_the_run_and_its_sources() {
    let charts = draw_all(&sample::ensemble()).unwrap();
    for chart in &charts {
        let all = texts(chart).join("\n");
        for needed in ["10\u{2009}000 replicates", "seed 1", "run 3fa9c2", "Flashpoint 0.1.0", "not forecasts"] {
            assert!(all.contains(needed), "{}: {needed}", chart.name);
        }
        assert_eq!(all.matches("EXERCISE · EXERCISE").count(), 2, "{}", chart.name);
    }
    assert!(texts(&chart(&charts, "displacement")).join("\n").contains("OCHA situation reports"));
}

#[test]
fn hostile_names_are_escaped_wherever_they_are_written() {
    let hostile = "</text></svg><script>alert('1')</script> \"&<!--]]>\u{0}\u{202e}\u{b}";
    let mut ensemble = sample::ensemble();
    ensemble.provenance.title = hostile.into();
    ensemble.provenance.marking = hostile.into();
    ensemble.provenance.run_id = hostile.into();
    ensemble.series.series.iter_mut().for_each(|info| info.label = hostile.into());
    ensemble.questions.iter_mut().for_each(|question| question.statement = hostile.into());
    ensemble.events.iter_mut().for_each(|event| event.event.label = hostile.into());
    ensemble.observations.iter_mut().for_each(|figure| figure.source = hostile.into());
    ensemble.outcomes.outcomes[0].label = hostile.into();
    ensemble.outcomes.outcomes[0].unit = hostile.into();
    let balance = ensemble.series.series.iter_mut().find(|info| info.id.ends_with("balance")).unwrap();
    balance.id = "leverage.../../<script>.\"x.balance".into();
    for chart in draw_all(&ensemble).unwrap() {
        raster::parse(&chart.svg).unwrap();
        assert!(!chart.svg.contains("<script") && !chart.svg.contains("<!--"), "{}", chart.name);
        assert!(chart.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{}", chart.name);
        assert_eq!(chart.svg.matches("</svg>").count(), 1);
    }
}

#[test]
fn the_same_ensemble_gives_the_same_bytes() {
    let ensemble = sample::ensemble();
    assert_eq!(draw_all(&ensemble).unwrap(), draw_all(&ensemble).unwrap());
}

#[test]
fn a_png_has_the_size_of_a_slide() {
    let png = chart(&draw_all(&sample::ensemble()).unwrap(), "agreements").png().unwrap();
    assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!(
        (png[16..20].to_vec(), png[20..24].to_vec()),
        (1920u32.to_be_bytes().to_vec(), 1080u32.to_be_bytes().to_vec())
    );
}

#[test]
fn questions_beyond_a_page_continue_on_the_next() {
    let mut ensemble = sample::ensemble();
    let more = ensemble.questions.clone();
    ensemble.questions.extend(more);
    let charts = draw_all(&ensemble).unwrap();
    assert!(chart(&charts, "questions_2").description.contains("page 2 of 2"));
}

#[test]
fn tables_that_contradict_their_headings_are_refused() {
    let mut ensemble = sample::ensemble();
    ensemble.series.bands.pop();
    assert_eq!(draw_all(&ensemble), Err(ChartError::Incomplete("series")));
    let mut ensemble = sample::ensemble();
    ensemble.outcomes.columns.clear();
    assert_eq!(draw_all(&ensemble), Err(ChartError::Incomplete("outcome")));
    let mut ensemble = sample::ensemble();
    ensemble.flows.flows[0].place = ensemble.geography.places.len();
    assert_eq!(draw_all(&ensemble), Err(ChartError::Incomplete("flow")));
}

#[test]
fn nothing_is_drawn_of_nothing() {
    let mut ensemble = sample::ensemble();
    ensemble.series = SeriesTable { days: 0, series: Vec::new(), bands: Vec::new(), ..ensemble.series };
    ensemble.outcomes = OutcomeTable { first_replicate: 0, outcomes: Vec::new(), columns: Vec::new() };
    ensemble.events.clear();
    ensemble.questions.clear();
    ensemble.flows = Default::default();
    assert_eq!(draw_all(&ensemble), Ok(Vec::new()));
}

/// The sample cut to some days, every number replaced by one value.
pub(super) fn degenerate(days: usize, value: f64) -> Ensemble {
    let mut ensemble = sample::ensemble();
    ensemble.series.days = days;
    ensemble.series.bands.truncate(ensemble.series.series.len() * days);
    for band in &mut ensemble.series.bands {
        (band.mean, band.quantiles) = (value, [value; 9]);
    }
    ensemble.outcomes.columns.iter_mut().flatten().for_each(|number| *number = value);
    let recorded = crate::record::FlowTable::days_of(days).len();
    ensemble.flows.days.truncate(recorded);
    ensemble.flows.days.iter_mut().zip(crate::record::FlowTable::days_of(days)).for_each(|(day, own)| *day = own);
    ensemble.flows.bands.truncate(ensemble.flows.flows.len() * recorded);
    for band in &mut ensemble.flows.bands {
        (band.mean, band.quantiles) = (value, [value; 9]);
    }
    ensemble.events.iter_mut().for_each(|event| (event.days, event.probability) = ([value; 5], value));
    ensemble.questions.iter_mut().for_each(|question| {
        (question.probability, question.interval, question.base_rate) = (value, [value; 2], Some(value))
    });
    ensemble.observations.iter_mut().for_each(|figure| (figure.value, figure.low, figure.high) = (value, value, value));
    ensemble
}

#[test]
fn degenerate_ensembles_give_charts_or_errors() {
    for days in [0, 1, 2, 157] {
        for value in [0.0, -0.0, 1.0, 0.5, -3.0, 1e308, -1e308, 5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for chart in draw_all(&degenerate(days, value)).unwrap() {
                assert!(raster::parse(&chart.svg).is_ok(), "{} of {value} over {days} days", chart.name);
            }
        }
    }
}

#[test]
fn no_replicates_give_no_exceedance_curve() {
    let mut ensemble = sample::ensemble();
    ensemble.outcomes.columns = vec![Vec::new()];
    assert!(draw_all(&ensemble).unwrap().iter().all(|chart| chart.name != "exceedance"));
    ensemble.outcomes.columns = vec![vec![f64::INFINITY; 5]];
    assert!(draw_all(&ensemble).unwrap().iter().all(|chart| chart.name != "exceedance"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_label_and_no_number_breaks_a_chart(label in "\\PC{0,60}|[ -~]{0,200}|.{0,20}", numbers in prop::collection::vec(prop::num::f64::ANY, 9), days in 1usize..40) {
        let mut ensemble = degenerate(days, 0.0);
        ensemble.series.series.iter_mut().for_each(|info| info.label = label.clone());
        ensemble.questions.iter_mut().for_each(|question| question.statement = label.clone());
        ensemble.geography.places.iter_mut().for_each(|place| place.label = label.clone());
        ensemble.geography.places[0].latitude = numbers[0];
        ensemble.geography.places[1].longitude = numbers[1];
        for (index, band) in ensemble.flows.bands.iter_mut().enumerate() {
            (band.mean, band.quantiles[4]) = (numbers[index % 9], numbers[(index + 1) % 9]);
        }
        ensemble.events.iter_mut().zip(numbers.iter().cycle()).for_each(|(event, &number)| (event.event.label, event.days[2], event.probability) = (label.clone(), number, number));
        ensemble.provenance.marking = label.clone();
        for (index, band) in ensemble.series.bands.iter_mut().enumerate() {
            band.quantiles[index % 9] = numbers[index % numbers.len()];
            band.mean = numbers[(index + 3) % numbers.len()];
        }
        for (index, value) in ensemble.outcomes.columns[0].iter_mut().enumerate() {
            *value = numbers[index % numbers.len()];
        }
        for chart in draw_all(&ensemble).unwrap() {
            prop_assert!(raster::parse(&chart.svg).is_ok(), "{}", chart.name);
        }
    }
}

/// The sample with everything long, much and rough: what a careless scenario makes of the charts.
pub(super) fn overloaded() -> Ensemble {
    let mut ensemble = sample::ensemble();
    let long = "with a name that nobody shortened when the scenario was written and reviewed";
    ensemble.provenance.marking = format!("OFFICIAL – SENSITIVE – {long} {long}");
    ensemble.provenance.title = format!("Idlib {long} {long} {long}");
    ensemble.provenance.failed = 17;
    ensemble.series.series.iter_mut().for_each(|info| info.label = format!("{} {long}", info.label));
    ensemble.geography.places.iter_mut().for_each(|place| place.label = format!("{} {long}", place.label));
    ensemble.events.iter_mut().for_each(|event| event.event.label = format!("{} {long}", event.event.label));
    let events = ensemble.events.clone();
    ensemble.events.extend(events);
    ensemble
        .questions
        .iter_mut()
        .for_each(|question| question.statement = format!("{} {long} {long}", question.statement));
    ensemble
        .observations
        .iter_mut()
        .enumerate()
        .for_each(|(index, figure)| figure.source = format!("Source {index} {long}"));
    ensemble.outcomes.outcomes[0].label = format!("{} {long}", ensemble.outcomes.outcomes[0].label);
    let tail = ensemble.outcomes.columns[0].len() / 3;
    ensemble.outcomes.columns[0][..tail].fill(f64::INFINITY);
    for (index, band) in ensemble.series.bands.iter_mut().enumerate() {
        let jump = if (index * 7919) % 13 < 4 { 1.3 } else { 0.9 };
        band.quantiles = band.quantiles.map(|quantile| quantile * jump);
    }
    ensemble
}

/// The sample cut to nine days, with two pairs, two actors, two questions and no marking.
pub(super) fn sparse() -> Ensemble {
    let mut ensemble = sample::ensemble();
    let (days, all) = (9, ensemble.series.days);
    let kept: Vec<usize> =
        [0, 1, 10, 12, 24, 25, 31, 32].into_iter().filter(|&index| index < ensemble.series.series.len()).collect();
    ensemble.series.bands = kept
        .iter()
        .flat_map(|index| ensemble.series.bands[index * all + 60..index * all + 60 + days].to_vec())
        .collect();
    ensemble.series.series = kept.iter().map(|&index| ensemble.series.series[index].clone()).collect();
    ensemble.series.days = days;
    let bands = ensemble.flows.bands.chunks(ensemble.flows.days.len());
    ensemble.flows.bands = bands.flat_map(|bands| bands[..2].to_vec()).collect();
    ensemble.flows.days.truncate(2);
    ensemble.questions.truncate(2);
    ensemble.events.truncate(2);
    ensemble.provenance.marking.clear();
    ensemble
}

#[test]
fn overloaded_charts_keep_every_text_on_the_slide() {
    for ensemble in [overloaded(), sparse(), sample::ensemble()] {
        for chart in draw_all(&ensemble).unwrap() {
            let bounds = raster::parse(&chart.svg).unwrap().root().abs_bounding_box();
            let is_inside =
                bounds.left() >= 0.0 && bounds.top() >= 0.0 && bounds.right() <= 1920.0 && bounds.bottom() <= 1080.0;
            assert!(is_inside, "{}: {bounds:?}", chart.name);
        }
    }
}

/// Writes charts for a person to look at: `cargo test -- --ignored write_pictures`.
#[test]
#[ignore = "writes pictures to the temporary folder for a person to look at"]
fn write_pictures() {
    for (name, ensemble) in [("sample", sample::ensemble()), ("overloaded", overloaded()), ("sparse", sparse())] {
        let folder = std::env::temp_dir().join("flashpoint-charts").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for chart in draw_all(&ensemble).unwrap() {
            std::fs::write(folder.join(format!("{}.svg", chart.name)), &chart.svg).unwrap();
            std::fs::write(folder.join(format!("{}.png", chart.name)), chart.png().unwrap()).unwrap();
        }
    }
}

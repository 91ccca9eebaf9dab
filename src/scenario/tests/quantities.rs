//! Quantities: how numbers are stated, and what may be wrong with them.

use insta::assert_snapshot;

use super::{GOOD, changed, loaded, messages, said};
use crate::quantity::{Distribution, Quantity, Status};

/// What the residents of the hills become when they are written so.
fn residents(written: &str) -> Quantity {
    let loaded = loaded(&changed("residents = 4e4", &format!("residents = {written}")));
    let file = loaded.file.as_ref().unwrap_or_else(|| panic!("{}", messages(&loaded)));
    file.zones.get("hills").unwrap().residents.value.clone()
}

/// What is said when the residents of the hills are written so.
fn complaint(written: &str) -> String {
    said("residents = 4e4", &format!("residents = {written}"))
}

#[test]
fn a_plain_number_is_a_judgement() {
    let expected = Quantity { range: [0.0, 1e9], ..Quantity::fixed(40_000.0, "persons", Status::Judgement, "") };
    assert_eq!(residents("40_000"), expected);
}

#[test]
fn a_plain_number_takes_the_provenance_of_its_table() {
    let file = loaded(GOOD).file.unwrap();
    let north = file.actors.get("north").unwrap();
    let expected = Quantity { range: [0.0, 1e7], ..Quantity::fixed(12.0, "deaths", Status::Fact, "report") };
    assert_eq!(north.deaths.value, expected);
    // So do those of a table inside it, unless they say otherwise.
    let choice = north.choice.as_ref().unwrap();
    assert_eq!(choice.cost_sensitivity.status, Status::Fact);
    assert_eq!((choice.stake.status, choice.stake.value.source.as_str()), (Status::Judgement, ""));
    assert_eq!(choice.reputation.status, Status::Judgement, "defaults of the format are nobody's facts");
}

#[test]
fn units_convert() {
    let quantity = residents("{ value = 40, low = 30, high = 50, dist = \"normal\", unit = \"thousand persons\" }");
    assert_eq!((quantity.value, quantity.unit.as_str()), (40_000.0, "persons"));
    assert_eq!(quantity.distribution, Distribution::Normal { low: 30_000.0, high: 50_000.0 });
}

#[test]
fn negative_zero_becomes_zero() {
    assert!(residents("-0.0").value.is_sign_positive());
}

#[test]
fn unit_of_another_kind() {
    assert_snapshot!(complaint("{ value = 40, unit = \"km\" }"), @r#"
    error[unit]: `zones.hills.residents` is measured in `persons`, not in `km`
      --> x.toml:69:34
       |
    69 | residents = { value = 40, unit = "km" }
       |                                  ^^^^
       |
       = help: accepted: "persons", "person", "people", "soldiers", "thousand persons", "thousand people", "million persons", "million people"
    "#);
}

#[test]
fn range_counts_after_conversion() {
    assert_snapshot!(complaint("{ value = 5000, unit = \"million persons\" }"), @r#"
    error[out-of-range]: `zones.hills.residents.value` must be between 0 and 1000000000 persons
      --> x.toml:69:23
       |
    69 | residents = { value = 5000, unit = "million persons" }
       |                       ^^^^ found 5000000000
       |
       = help: give a number not above 1000000000
    "#);
}

#[test]
fn range_without_a_distribution() {
    assert_snapshot!(complaint("{ value = 40, low = 30, high = 50 }"), @r#"
    error[distribution]: `zones.hills.residents` has a range, but no distribution
      --> x.toml:69:33
       |
    69 | residents = { value = 40, low = 30, high = 50 }
       |                                 ^^
       |
       = help: add `dist = "lognormal"`, or remove `low` and `high`; distributions: fixed, normal, lognormal, logit_normal, uniform, triangular
    "#);
}

#[test]
fn distribution_without_a_range() {
    assert_snapshot!(complaint("{ value = 40, dist = \"normal\", low = 30 }"), @r#"
    error[distribution]: `zones.hills.residents` needs both `low` and `high`
      --> x.toml:69:50
       |
    69 | residents = { value = 40, dist = "normal", low = 30 }
       |                                                  ^^
       |
       = help: add `high = …`
    "#);
}

#[test]
fn value_outside_its_range() {
    assert_snapshot!(complaint("{ value = 60, dist = \"uniform\", low = 30, high = 50 }"), @r#"
    error[distribution]: `zones.hills.residents` must have low ≤ value ≤ high
      --> x.toml:69:62
       |
    69 | residents = { value = 60, dist = "uniform", low = 30, high = 50 }
       |                                                              ^^ found 30 ≤ 60 ≤ 50
       |
       = help: correct the value, or the range so that it holds the value
    "#);
}

#[test]
fn lognormal_from_zero() {
    assert_snapshot!(complaint("{ value = 40, dist = \"lognormal\", low = 0, high = 50 }"), @r#"
    error[distribution]: `zones.hills.residents`: a lognormal distribution needs numbers above 0
      --> x.toml:69:53
       |
    69 | residents = { value = 40, dist = "lognormal", low = 0, high = 50 }
       |                                                     ^
       |
       = help: move this end, or take `uniform` or `triangular`, whose ends may be reached
    "#);
}

#[test]
fn logit_normal_up_to_one() {
    assert_snapshot!(said("cost_sensitivity = 1", "cost_sensitivity = { value = 0.5, dist = \"logit_normal\", low = 0.1, high = 1 }"), @r#"
    error[distribution]: `actors.north.choice.cost_sensitivity`: a logit_normal distribution needs numbers strictly between 0 and 1
      --> x.toml:27:76
       |
    27 | cost_sensitivity = { value = 0.5, dist = "logit_normal", low = 0.1, high = 1 }
       |                                                                            ^
       |
       = help: move this end, or take `uniform` or `triangular`, whose ends may be reached
    "#);
}

#[test]
fn unknown_distribution() {
    assert_snapshot!(complaint("{ value = 40, dist = \"log_normal\", low = 30, high = 50 }"), @r#"
    error[unknown-word]: `zones.hills.residents.dist` cannot be `log_normal`
      --> x.toml:69:34
       |
    69 | residents = { value = 40, dist = "log_normal", low = 30, high = 50 }
       |                                  ^^^^^^^^^^^^ expected one of `fixed`, `normal`, `lognormal`, `logit_normal`, `uniform`, `triangular`
       |
       = help: did you mean `lognormal`?
    "#);
}

#[test]
fn fact_without_a_source() {
    assert_snapshot!(complaint("{ value = 40, status = \"fact\" }"), @r#"
    error[fact-without-source]: a fact needs a source
      --> x.toml:69:36
       |
    69 | residents = { value = 40, status = "fact" }
       |                                    ^^^^^^
       |
       = help: add `source = "ID"` with an identifier under [sources], or make it a judgement
    "#);
}

#[test]
fn prior_without_a_source() {
    assert_snapshot!(complaint("{ value = 40, status = \"prior\" }"), @r#"
    warning[missing-source]: a figure of status `prior` should name a source
      --> x.toml:69:36
       |
    69 | residents = { value = 40, status = "prior" }
       |                                    ^^^^^^^
       |
       = help: add `source = "ID"` with an identifier under [sources], or make it a judgement
    "#);
}

#[test]
fn source_without_a_status() {
    assert_snapshot!(complaint("{ value = 40, source = \"report\" }"), @r#"
    warning[missing-status]: a source is named, but not what it gives
      --> x.toml:69:36
       |
    69 | residents = { value = 40, source = "report" }
       |                                    ^^^^^^^^ counts as a judgement
       |
       = help: add `status = "fact"`, `"prior"` or `"calibrated"`
    "#);
}

#[test]
fn unknown_source_among_several() {
    assert_snapshot!(complaint("{ value = 40, status = \"fact\", source = \"report, raport\" }"), @r#"
    error[unknown-reference]: there is no `raport` in [sources]
      --> x.toml:69:62
       |
    69 | residents = { value = 40, status = "fact", source = "report, raport" }
       |                                                              ^^^^^^
       |
       = help: did you mean `report`?
    "#);
}

#[test]
fn a_table_without_its_value() {
    assert_snapshot!(complaint("{ low = 40, hihg = 50 }"), @r#"
    error[missing-key]: `zones.hills.residents` lacks `value`
      --> x.toml:69:13
       |
    69 | residents = { low = 40, hihg = 50 }
       |             ^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add
               value = 1.0

    error[unknown-key]: unknown key `hihg` in `zones.hills.residents`
      --> x.toml:69:25
       |
    69 | residents = { low = 40, hihg = 50 }
       |                         ^^^^
       |
       = help: did you mean `high`?
    "#);
}

#[test]
fn a_word_is_no_quantity() {
    assert_snapshot!(complaint("\"many\""), @r#"
    error[wrong-kind]: `zones.hills.residents` must be a number or a table `{ value = …, … }`
      --> x.toml:69:13
       |
    69 | residents = "many"
       |             ^^^^^^ expected a number or a table `{ value = …, … }`, found a string
       |
       = help: write it with digits, without quotes: 0.25 or 1_000
    "#);
}

//! Mistakes in keys and values, each with its whole message.

use insta::assert_snapshot;

use super::{GOOD, changed, loaded, messages, said};

#[test]
fn the_good_scenario_is_good() {
    let loaded = loaded(GOOD);
    assert_eq!(messages(&loaded), "");
    assert!(loaded.file.is_some());
}

#[test]
fn unknown_and_missing_keys() {
    assert_snapshot!(said("full_gain = 20", "full_gian = 20"), @r#"
    error[unknown-key]: unknown key `full_gian` in `campaigns.drive`
      --> x.toml:41:1
       |
    41 | full_gian = 20
       | ^^^^^^^^^
       |
       = help: did you mean `full_gain`?
    "#);
}

#[test]
fn unknown_key_without_a_near_one_lists_the_known() {
    assert_snapshot!(said("name = \"The plain\"", "name = \"The plain\"\nclimate = 3"), @r#"
    error[unknown-key]: unknown key `climate` in `theatres.plain`
      --> x.toml:35:1
       |
    35 | climate = 3
       | ^^^^^^^
       |
       = help: known here: `name`, `season`, `status`, `source`
    "#);
}

#[test]
fn missing_table() {
    assert_snapshot!(messages(&loaded("schema = 1\n[actors]")), @r#"
    error[missing-key]: the scenario lacks `scenario`
     --> x.toml:1:1
      |
    1 | schema = 1
      | ^
      |
      = help: add
              [scenario]
    "#);
}

#[test]
fn number_in_quotes() {
    assert_snapshot!(said("length = 60", "length = \"60\""), @r#"
    error[wrong-kind]: `axes.road.length` must be a number
      --> x.toml:51:10
       |
    51 | length = "60"
       |          ^^^^ expected a number, found a string
       |
       = help: remove the quotes: 60
    "#);
}

#[test]
fn date_in_quotes() {
    assert_snapshot!(said("start = 2020-01-01", "start = \"2020-01-01\""), @r#"
    error[wrong-kind]: `scenario.start` must be a date
     --> x.toml:6:9
      |
    6 | start = "2020-01-01"
      |         ^^^^^^^^^^^^ expected a date, found a string
      |
      = help: remove the quotes: 2020-01-01
    "#);
}

#[test]
fn date_with_time() {
    assert_snapshot!(said("start = 2020-01-01", "start = 2020-01-01T10:00:00Z"), @r#"
    error[date]: times of day are not used: the model steps by days
     --> x.toml:6:9
      |
    6 | start = 2020-01-01T10:00:00Z
      |         ^^^^^^^^^^^^^^^^^^^^
      |
      = help: give a day alone, such as 2020-02-27
    "#);
}

#[test]
fn number_where_a_string_belongs() {
    assert_snapshot!(said("title = \"A report\"", "title = 7"), @r#"
    error[wrong-kind]: `sources.report.title` must be a string
      --> x.toml:11:9
       |
    11 | title = 7
       |         ^ expected a string, found a whole number
       |
       = help: put it in quotes: "7"
    "#);
}

#[test]
fn string_where_a_list_belongs() {
    let border = "[borders.b]\nname = \"B\"\nfrom = \"hills\"\nto = \"town\"\nhost = \"south\"\nopen = 0\nfull_pressure = 10\n\n[forces.army]";
    assert_snapshot!(said("[forces.army]", border), @r#"
    error[wrong-kind]: `borders.b.from` must be a list
      --> x.toml:75:8
       |
    75 | from = "hills"
       |        ^^^^^^^ expected a list, found a string
       |
       = help: put it in brackets: ["hills"]
    "#);
}

#[test]
fn double_brackets_where_single_ones_belong() {
    assert_snapshot!(said("[scenario]", "[[scenario]]"), @r#"
    error[wrong-kind]: `scenario` must be a table
     --> x.toml:3:1
      |
    3 | [[scenario]]
      | ^^^^^^^^^^^^ expected a table, found an array
      |
      = help: write the header in single brackets: [scenario]
    "#);
}

#[test]
fn single_brackets_where_double_ones_belong() {
    assert_snapshot!(said("[[events]]", "[events]"), @r#"
    error[wrong-kind]: `events` must be an array of tables
      --> x.toml:80:1
       |
    80 | [events]
       | ^^^^^^^^ expected an array of tables, found a table
       |
       = help: write the header in double brackets: [[events]]
    "#);
}

#[test]
fn whole_number_with_decimals() {
    assert_snapshot!(said("schema = 1", "schema = 1.0"), @r#"
    error[wrong-kind]: `schema` must be a whole number
     --> x.toml:1:10
      |
    1 | schema = 1.0
      |          ^^^ expected a whole number, found a number
      |
      = help: write it without decimals
    "#);
}

#[test]
fn version_from_the_future() {
    assert_snapshot!(said("schema = 1", "schema = 2"), @r#"
    error[out-of-range]: `schema` must be 1
     --> x.toml:1:10
      |
    1 | schema = 2
      |          ^ found 2
      |
      = help: write 1
    "#);
}

#[test]
fn out_of_range() {
    assert_snapshot!(said("latitude = 36", "latitude = 136"), @r#"
    error[out-of-range]: `zones.town.latitude` must be between -90 and 90
      --> x.toml:60:12
       |
    60 | latitude = 136
       |            ^^^ found 136
       |
       = help: give a number not above 90
    "#);
}

#[test]
fn numbers_that_are_none() {
    let text = changed("latitude = 36", "latitude = nan").replace("longitude = 37", "longitude = -inf");
    assert_snapshot!(messages(&loaded(&text)), @r#"
    error[number]: `nan` is not a finite number
      --> x.toml:60:12
       |
    60 | latitude = nan
       |            ^^^
       |
       = help: give a number, or leave out the key where it is optional

    error[number]: `-inf` is not a finite number
      --> x.toml:61:13
       |
    61 | longitude = -inf
       |             ^^^^
       |
       = help: give a number, or leave out the key where it is optional

    error[number]: `-inf` is not a finite number
      --> x.toml:71:13
       |
    71 | longitude = -inf
       |             ^^^^
       |
       = help: give a number, or leave out the key where it is optional
    "#);
}

#[test]
fn number_beyond_64_bits() {
    assert_snapshot!(said("length = 60", "length = 99999999999999999999"), @r#"
    error[number]: the whole number `99999999999999999999` is too large
      --> x.toml:51:10
       |
    51 | length = 99999999999999999999
       |          ^^^^^^^^^^^^^^^^^^^^
       |
       = help: write it with a decimal point or a power of ten, as in 1e20
    "#);
}

#[test]
fn unknown_word() {
    assert_snapshot!(said("start = \"proxy_surge\"", "start = \"proxy_srge\""), @r#"
    error[unknown-word]: `actors.north.choice.start` cannot be `proxy_srge`
      --> x.toml:23:9
       |
    23 | start = "proxy_srge"
       |         ^^^^^^^^^^^^ expected one of `calm`, `verbal`, `mobilisation`, `proxy_surge`, `limited_strike`, `sustained_operation`, `war`
       |
       = help: did you mean `proxy_surge`?
    "#);
}

#[test]
fn unknown_reference() {
    assert_snapshot!(said("defender = \"south\"", "defender = \"sourth\""), @r#"
    error[unknown-reference]: there is no `sourth` in [actors]
      --> x.toml:40:12
       |
    40 | defender = "sourth"
       |            ^^^^^^^^
       |
       = help: did you mean `south`?
    "#);
}

#[test]
fn reference_into_an_absent_table() {
    assert_snapshot!(said("length = 60", "length = 60\nbehind = { axis = \"road\", until = 1, weight = 1, gap = 0 }\npivot = \"x\""), @r#"
    error[same-axis]: an axis cannot lie behind itself
      --> x.toml:52:19
       |
    52 | behind = { axis = "road", until = 1, weight = 1, gap = 0 }
       |                   ^^^^^^
       |
       = help: name another axis, or remove `behind`

    error[unknown-reference]: there is no `x` in [zones]
      --> x.toml:53:9
       |
    53 | pivot = "x"
       |         ^^^
       |
       = help: known here: `hills`, `town`
    "#);
}

#[test]
fn identifiers() {
    assert_snapshot!(said("[sources.report]", "[sources.\"Human Rights Watch\"]\ntitle = \"X\"\n[sources.report]"), @r#"
    error[identifier]: `Human Rights Watch` cannot be an identifier
      --> x.toml:10:10
       |
    10 | [sources."Human Rights Watch"]
       |          ^^^^^^^^^^^^^^^^^^^^ use a to z, 0 to 9 and _, a letter first, at most 64
       |
       = help: write `human_rights_watch`
    "#);
}

#[test]
fn repeated_key_hides_nothing_else() {
    assert_snapshot!(said("latitude = 36", "latitude = 360\nlatitude = 36"), @r#"
    error[out-of-range]: `zones.town.latitude` must be between -90 and 90
      --> x.toml:60:12
       |
    60 | latitude = 360
       |            ^^^ found 360
       |
       = help: give a number not above 90

    error[duplicate-key]: this key or table is given twice
      --> x.toml:61:1
       |
    60 | latitude = 360
       | -------- first given here
    61 | latitude = 36
       | ^^^^^^^^ given a second time here
       |
       = help: remove one of the two, or give it another name
    "#);
}

#[test]
fn several_mistakes_of_syntax() {
    assert_snapshot!(said("title = \"A border war\"\nsummary = \"Two actors, one axis.\"", "title = A border war\nsummary = \"Two"), @r#"
    error[syntax]: TOML: this is no number, date, `true` or `false`
     --> x.toml:4:9
      |
    4 | title = A border war
      |         ^^^^^^^^^^^^
      |
      = help: if it is a text, put it in quotes

    error[syntax]: TOML: this text is not closed
     --> x.toml:5:15
      |
    5 | summary = "Two
      |               ^
      |
      = help: end it with the quotation mark it begins with
    "#);
}

#[test]
fn several_mistakes_in_the_order_of_the_file() {
    let text = changed("kind = \"state\"", "kind = \"empire\"")
        .replace("length = 60", "length = -1")
        .replace("end = 2020-03-31", "end = 31");
    assert_snapshot!(messages(&loaded(&text)), @r#"
    error[wrong-kind]: `scenario.end` must be a date
     --> x.toml:7:7
      |
    7 | end = 31
      |       ^^ expected a date, found a whole number
      |
      = help: write year-month-day without quotes: 2020-02-27

    error[unknown-word]: `actors.north.kind` cannot be `empire`
      --> x.toml:15:8
       |
    15 | kind = "empire"
       |        ^^^^^^^^ expected one of `state`, `armed_group`, `alliance`, `organisation`
       |
       = help: only these words have a meaning here

    error[out-of-range]: `axes.road.length` must be between 0.1 and 10000
      --> x.toml:51:10
       |
    51 | length = -1
       |          ^^ found -1
       |
       = help: give a number not below 0.1
    "#);
}

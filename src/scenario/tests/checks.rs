//! Checks across tables, each with its whole message.

use insta::assert_snapshot;

use super::{GOOD, changed, loaded, messages, said};
use crate::scenario::load_text;

#[test]
fn calendar() {
    assert_snapshot!(said("end = 2020-03-31", "end = 2019-03-31"), @r#"
    error[dates]: the scenario must end after it starts
     --> x.toml:7:7
      |
    6 | start = 2020-01-01
      |         ---------- start
    7 | end = 2019-03-31
      |       ^^^^^^^^^^ end
      |
      = help: correct the year, or exchange the two
    "#);
}

#[test]
fn too_long() {
    assert_snapshot!(said("end = 2020-03-31", "end = 2220-03-31"), @r#"
    error[dates]: the scenario runs for 73138 days, the most is 3660
     --> x.toml:7:7
      |
    7 | end = 2220-03-31
      |       ^^^^^^^^^^
      |
      = help: end it earlier: a scenario plays for ten years at most
    "#);
}

#[test]
fn origin_outside() {
    assert_snapshot!(said("origin = 2020-02-01", "origin = 2021-02-01"), @r#"
    error[outside-scenario]: the forecast origin lies outside the scenario
     --> x.toml:8:10
      |
    8 | origin = 2021-02-01
      |          ^^^^^^^^^^ the scenario runs from 2020-01-01 to 2020-03-31
      |
      = help: correct the date, or move `start` or `end` in [scenario]
    "#);
}

#[test]
fn question_before_its_origin() {
    assert_snapshot!(said("horizon = 2020-03-01", "horizon = 2020-01-05"), @r#"
    error[dates]: the question's horizon must come after its origin
      --> x.toml:92:11
       |
    92 | horizon = 2020-01-05
       |           ^^^^^^^^^^ the origin is 2020-02-01
       |
       = help: ask for a later day, or give the question an earlier `origin`
    "#);
}

#[test]
fn observation_outside_its_range() {
    assert_snapshot!(said("value = 50000", "value = 70000"), @r#"
    error[range]: an observation must have low ≤ value ≤ high
      --> x.toml:98:9
       |
    98 | value = 70000
       |         ^^^^^ found 40000 ≤ 70000 ≤ 60000
       |
       = help: correct the value, or widen the range
    "#);
}

#[test]
fn meeting() {
    let meeting = "[meetings.summit]\nname = \"Summit\"\nbetween = [\"north\", \"north\"]\nscheduled = [{ date = 2020-02-10, known = 2020-02-11 }, { date = 2020-02-10, known = 2020-02-05 }]\n\n[[events]]";
    assert_snapshot!(said("[[events]]", meeting), @r#"
    error[parties]: a meeting is between two different actors
      --> x.toml:82:12
       |
    82 | between = ["north", "north"]
       |            ^^^^^^^
       |
       = help: write `between = ["ONE", "OTHER"]`

    error[dates]: a meeting cannot become known after it was held
      --> x.toml:83:43
       |
    83 | scheduled = [{ date = 2020-02-10, known = 2020-02-11 }, { date = 2020-02-10, known = 2020-02-05 }]
       |                       ---------- held     ^^^^^^^^^^
       |
       = help: `known` is the day from which it was expected

    warning[hindsight]: this meeting was not on the calendar at the forecast origin
      --> x.toml:83:86
       |
    83 | scheduled = [{ date = 2020-02-10, known = 2020-02-11 }, { date = 2020-02-10, known = 2020-02-05 }]
       |                                                                                      ^^^^^^^^^^ the origin is 2020-02-01
       |
       = help: remove it, or move the origin
    "#);
}

#[test]
fn scripted_with_hindsight() {
    assert_snapshot!(said("on = 2020-01-20", "on = 2020-02-20"), @r#"
    error[hindsight]: an event after the forecast origin may be scripted only if it was known then
      --> x.toml:83:6
       |
    83 | on = 2020-02-20
       |      ^^^^^^^^^^ the origin is 2020-02-01
       |
       = help: give `known = DATE`, the day from which it was expected, or a hazard instead of the date
    "#);
    assert_snapshot!(said("on = 2020-01-20", "on = 2020-02-20\nknown = 2020-02-10"), @r#"
    error[hindsight]: an event after the forecast origin may be scripted only if it was known then
      --> x.toml:84:9
       |
    83 | on = 2020-02-20
       |      ---------- happens
    84 | known = 2020-02-10
       |         ^^^^^^^^^^ the origin is 2020-02-01
       |
       = help: give `known = DATE`, the day from which it was expected, or a hazard instead of the date
    "#);
    assert_eq!(said("on = 2020-01-20", "on = 2020-02-20\nknown = 2020-01-10"), "");
}

#[test]
fn triggers_of_events() {
    assert_snapshot!(said("on = 2020-01-20", "hazard = 0.1\non = 2020-01-20"), @r#"
    error[event]: an event has a date or a hazard, not both
      --> x.toml:83:10
       |
    83 | hazard = 0.1
       |          ^^^
    84 | on = 2020-01-20
       |      ----------
       |
       = help: remove one of the two
    "#);
    assert_snapshot!(said("on = 2020-01-20", "repeats = true"), @r#"
    error[event]: nothing sets off the event `snow`
      --> x.toml:81:6
       |
    81 | id = "snow"
       |      ^^^^^^
       |
       = help: give `on = DATE`, `hazard = NUMBER` (a day) or `when = "CONDITION"`
    "#);
}

#[test]
fn events_of_one_name() {
    assert_snapshot!(said("[outcomes.taken]", "[[events]]\nid = \"snow\"\nname = \"More\"\nwhen = \"day > 3\"\n\n[outcomes.taken]"), @r#"
    error[duplicate-id]: two events are called `snow`
      --> x.toml:87:6
       |
    81 | id = "snow"
       |      ------ the first
    ...
    87 | id = "snow"
       |      ^^^^^^ the second
       |
       = help: give one of them another `id`
    "#);
}

#[test]
fn effects() {
    assert_snapshot!(said("set = 0.5", "set = 0.5, add = 1"), @r#"
    error[effect]: an effect has exactly one of `set`, `add` and `scale`
      --> x.toml:84:63
       |
    84 | effects = [{ path = "theatres.plain.season", set = 0.5, add = 1 }]
       |                                                               ^
       |
       = help: keep one, and write further effects for the others
    "#);
    assert_snapshot!(said(", set = 0.5", ""), @r#"
    error[effect]: an effect has exactly one of `set`, `add` and `scale`
      --> x.toml:84:22
       |
    84 | effects = [{ path = "theatres.plain.season" }]
       |                      ^^^^^^^^^^^^^^^^^^^^^
       |
       = help: say how it changes: `set` to a value, `add` an amount or `scale` by a factor
    "#);
}

#[test]
fn effort_and_aim() {
    let text = changed("effort = { road = 1.0 }", "effort = { rod = 0 }")
        .replace("aim = { road = 25 }", "aim = { road = 61 }");
    assert_snapshot!(messages(&loaded(&text)), @r#"
    error[beyond-axis]: the aim lies beyond the end of its axis
      --> x.toml:43:16
       |
    43 | aim = { road = 61 }
       |                ^^ the axis ends at 60 km
    ...
    51 | length = 60
       |          -- its length
       |
       = help: correct the kilometre, or lengthen the axis

    error[unknown-axis]: `rod` is not an axis of the campaign `drive`
      --> x.toml:46:12
       |
    46 | effort = { rod = 0 }
       |            ^^^
       |
       = help: did you mean `road`?

    error[effort]: a phase needs effort on some axis
      --> x.toml:46:12
       |
    46 | effort = { rod = 0 }
       |            ^^^
       |
       = help: give one of the axes a share above 0
    "#);
}

#[test]
fn relations_to_oneself() {
    assert_snapshot!(said("defender = \"south\"", "defender = \"north\""), @r#"
    error[same-actor]: an actor cannot attack itself
      --> x.toml:40:12
       |
    39 | attacker = "north"
       |            -------
    40 | defender = "north"
       |            ^^^^^^^ the same as the other
       |
       = help: name two different actors
    "#);
}

#[test]
fn attacker_that_does_not_attack() {
    assert_snapshot!(said("attacker = \"north\"\ndefender = \"south\"", "attacker = \"south\"\ndefender = \"north\""), @r#"
    error[role]: `north` chooses as attacker in a campaign in which it does not attack
      --> x.toml:22:8
       |
    22 | role = "attacker"
       |        ^^^^^^^^^^
    ...
    39 | attacker = "south"
       |            ------- attacks
       |
       = help: write `role = "protector"`, or make it the campaign's attacker
    "#);
}

#[test]
fn rungs_out_of_order() {
    assert_snapshot!(said("lowest = \"calm\"", "lowest = \"war\""), @r#"
    error[rungs]: rungs must be in the order lowest ≤ start ≤ highest
      --> x.toml:23:9
       |
    23 | start = "proxy_surge"
       |         ^^^^^^^^^^^^^ start
    24 | lowest = "war"
       |          ----- lowest
    25 | highest = "war"
       |           ----- highest
       |
       = help: the ladder from its foot: calm, verbal, mobilisation, proxy_surge, limited_strike, sustained_operation, war
    "#);
}

#[test]
fn zones_off_their_axis() {
    let text = changed("from = 0\nto = 30\ntown = 12.5", "from = 30\nto = 20\ntown = 12.5")
        .replace("to = 60\ntown = 45", "to = 80\ntown = 90");
    assert_snapshot!(messages(&loaded(&text)), @r#"
    error[zone]: a zone must end beyond the kilometre at which it begins
      --> x.toml:57:6
       |
    56 | from = 30
       |        -- begin
    57 | to = 20
       |      ^^ end
       |
       = help: exchange `from` and `to`, or correct one

    error[beyond-axis]: the zone lies beyond the end of its axis
      --> x.toml:67:6
       |
    51 | length = 60
       |          -- its length
    ...
    67 | to = 80
       |      ^^ the axis ends at 60 km
       |
       = help: correct the kilometre, or lengthen the axis

    error[zone]: the town must lie inside its zone
      --> x.toml:68:8
       |
    68 | town = 90
       |        ^^ the zone reaches from 30 to 80 km
       |
       = help: correct `town`, or the zone's `from` and `to`
    "#);
}

#[test]
fn zones_without_an_axis() {
    assert_snapshot!(said("axis = \"road\"\nfrom = 0", "from = 0"), @r#"
    error[zone]: `from`, `to` and `town` are kilometres of an axis, and the zone has none
      --> x.toml:55:8
       |
    55 | from = 0
       |        ^
       |
       = help: add `axis = "ID"`, or remove them
    "#);
    assert_snapshot!(said("town = 12.5\n", ""), @r#"
    error[zone]: a zone on an axis needs `from`, `to` and `town`, in kilometres
      --> x.toml:55:8
       |
    55 | axis = "road"
       |        ^^^^^^
       |
       = help: add town
    "#);
}

#[test]
fn gaps_and_overlaps_are_warnings() {
    assert_snapshot!(said("from = 30", "from = 35"), @r#"
    warning[gap]: `Town` and `Hills` leave a gap on their axis
      --> x.toml:66:8
       |
    57 | to = 30
       |      -- ends
    ...
    66 | from = 35
       |        ^^ begins
       |
       = help: let each zone begin where the one before it ends
    "#);
    assert_snapshot!(said("from = 30", "from = 25"), @r#"
    warning[overlap]: `Town` and `Hills` overlap on their axis
      --> x.toml:66:8
       |
    57 | to = 30
       |      -- ends
    ...
    66 | from = 25
       |        ^^ begins
       |
       = help: let each zone begin where the one before it ends
    "#);
    assert!(loaded(&changed("from = 30", "from = 35")).file.is_some());
}

#[test]
fn nobody_takes_part() {
    let text =
        "schema = 1\nactors = {}\n[scenario]\ntitle = \"T\"\nsummary = \"S\"\nstart = 2020-01-01\nend = 2020-02-01";
    assert_snapshot!(messages(&loaded(text)), @r#"
    error[no-actors]: a scenario needs at least one actor
     |
     = help: add a table `[actors.ID]`
    "#);
}

#[test]
fn labels_in_the_file_and_in_an_override() {
    let loaded = load_text("x.toml", GOOD, &["axes.road.length=50".into()]);
    assert_snapshot!(messages(&loaded), @r#"
    error[beyond-axis]: the zone lies beyond the end of its axis
      --> x.toml:67:6
       |
    67 | to = 60
       |      ^^ the axis ends at 50 km
       |
      ::: --set:1:18
       |
     1 | axes.road.length=50
       |                  -- its length
       |
       = help: correct the kilometre, or lengthen the axis
    "#);
}

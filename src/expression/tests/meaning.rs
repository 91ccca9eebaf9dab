use super::{Idlib, formula, outcome};
use crate::expression::{Formula, Outcome, Type, functions};

#[test]
fn operators_group_by_precedence_and_from_the_left() {
    for (source, value) in [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("10 - 4 - 3", 3.0),
        ("12 / 2 / 3", 2.0),
        ("-2 * 3 - -4", -2.0),
        ("- - 2", 2.0),
        ("2*-3", -6.0),
        ("true or false and false", 1.0),
        ("not true or true", 1.0),
        ("not 1 > 2", 1.0),
        ("1 + 1 < 3 and 2 >= 2", 1.0),
        ("true == false or 1 != 2", 1.0),
        ("3_000_000 / 1e6 + 0.5", 3.5),
        ("2E-1 * 10", 2.0),
    ] {
        assert_eq!(formula(source, 0), value, "{source}");
    }
}

#[test]
fn functions_of_one_day_give_their_values() {
    for (source, value) in [
        ("if(1 > 2, 3, 4)", 4.0),
        ("if(true, false, true)", 0.0),
        ("min(3, 4) + max(3, 4)", 7.0),
        ("clamp(5, 0, 1) + clamp(-5, 0, 1) + clamp(0.5, 0, 1)", 1.5),
        ("clamp(5, 4, 2)", 2.0),
        ("abs(-3) + sqrt(16) + floor(2.9) + floor(-0.5)", 8.0),
        ("exp(0) + ln(1)", 1.0),
        ("day", 7.0),
        ("day(2020-03-06) - day(2019-12-01)", 96.0),
        ("day(2020-03-06)-1", 95.0),
        ("actors.syria.deaths_today", 7.0),
        ("zones.maarat.held and\n\tactors.turkiye.level >= 4", 0.0),
    ] {
        assert_eq!(formula(source, 7), value, "{source}");
    }
    assert_eq!(formula("zones.saraqib.held and actors.turkiye.level >= 3", 65), 1.0);
    assert_eq!(formula("zones.saraqib.held and actors.turkiye.level >= 3", 66), 0.0);
}

#[test]
fn operations_without_a_value_give_zero() {
    for source in [
        "1 / 0",
        "-1 / 0",
        "0 / 0",
        "sqrt(-1)",
        "ln(0)",
        "ln(-1)",
        "exp(1e9) * 1e300 * 1e300 * 0",
        "1e308 * 10 - 1e308 * 10",
        "1e308 * 10 / (1e308 * 10)",
    ] {
        assert_eq!(formula(source, 0), 0.0, "{source}");
    }
    assert_eq!(formula("1e308 * 10", 0), f64::INFINITY);
}

#[test]
fn aggregates_look_over_the_days_of_their_window() {
    for (source, value) in [
        ("zones.maarat.held and actors.turkiye.level >= 4", 0.0),
        ("at(displaced.cumulative, 2020-03-05)", 950_000.0),
        ("at(zones.maarat.held, 2020-01-09)", 1.0),
        ("at(zones.maarat.held, 2020-01-10)", 0.0),
        ("ever(zones.saraqib.held, 2019-12-01, 2020-03-06)", 1.0),
        ("ever(zones.saraqib.held, from 2020-02-05)", 0.0),
        ("ever(zones.saraqib.held, from 2020-02-04)", 1.0),
        ("ever(agreements.ceasefire.durable, to 2020-03-06)", 1.0),
        ("ever(agreements.ceasefire.durable, to 2020-03-04)", 0.0),
        ("ever(agreements.ceasefire.durable, to 2020-03-05)", 1.0),
        ("always(zones.maarat.held)", 0.0),
        ("always(zones.maarat.held, to 2020-01-09)", 1.0),
        ("always(zones.maarat.held, from 2019-12-05, to 2020-01-10)", 0.0),
        ("first_day(actors.turkiye.level >= 4)", 80.0),
        ("first_day(actors.turkiye.level >= 4, from 2020-03-01)", 91.0),
        ("first_day(actors.turkiye.level >= 5)", f64::INFINITY),
        ("first_day(actors.turkiye.level >= 5) <= day(2020-03-06)", 0.0),
        ("first_day(actors.turkiye.level >= 4) <= day(2020-03-06)", 1.0),
        ("first_day(false) - first_day(false)", 0.0),
        ("maximum(actors.turkiye.deaths_today) >= 30", 1.0),
        ("maximum(actors.turkiye.deaths_today, to 2020-02-26) >= 30", 0.0),
        ("minimum(leverage.russia.turkiye.balance)", -50.0),
        ("maximum(-displaced.cumulative, from 2019-12-02)", -10_000.0),
        ("total(actors.syria.deaths_today, 2020-02-21, 2020-03-05) / 14", 88.5),
        ("total(actors.syria.deaths_today, 2019-12-04, 2019-12-04)", 3.0),
        ("days(leverage.russia.turkiye.balance > 0)", 46.0),
        ("mean(actors.syria.deaths_today)", 48.0),
        ("mean(actors.syria.deaths_today, 2019-12-02, 2019-12-04)", 2.0),
        ("final(displaced.cumulative)", 960_000.0),
        ("displaced.cumulative", 960_000.0),
        ("final(day) + day", 192.0),
        ("maximum(day) - mean(day) * 2", 0.0),
        ("if(ever(zones.maarat.held), total(1), 0) + final(actors.turkiye.level)", 101.0),
    ] {
        assert_eq!(outcome(source), value, "{source}");
    }
}

#[test]
fn values_know_their_type() {
    let formula = |source| Formula::compile(source, &Idlib, None).unwrap().value_type();
    assert_eq!(formula("if(true, true, false)"), Type::Condition);
    assert_eq!(formula("if(true, 1, 0)"), Type::Number);
    let outcome = |source| Outcome::compile(source, &Idlib, None).unwrap().value_type();
    assert_eq!(outcome("at(zones.maarat.held, 2020-01-01)"), Type::Condition);
    assert_eq!(outcome("at(displaced.cumulative, 2020-01-01)"), Type::Number);
    assert_eq!(outcome("days(zones.maarat.held)"), Type::Number);
    assert!(Outcome::compile("days(zones.maarat.held) > 3", &Idlib, Some(Type::Condition)).is_ok());
}

/// The table is what the guide prints: every line of it must describe a call that compiles.
#[test]
fn every_listed_signature_is_a_call_that_compiles() {
    for function in functions() {
        let call = function
            .signature
            .replace("[, window]", ", from 2020-01-01")
            .replace("DATE", "2020-02-01")
            .replace("condition", "true")
            .replace("number", "1")
            .replace("value", "1");
        let call = ["low", "high", "x", "a", "b"].iter().fold(call, |call, name| {
            let call = call.replace(&format!("({name}"), "(1");
            call.replace(&format!(", {name}"), ", 1")
        });
        assert!(call.starts_with(&format!("{}(", function.name)), "{call}");
        let compiled = Outcome::compile(&call, &Idlib, None);
        assert!(compiled.is_ok(), "{call}: {compiled:?}");
        assert!(function.meaning.ends_with('.'), "{}", function.meaning);
    }
}

use super::{Idlib, mistakes};
use crate::expression::{ExpressionError, Outcome, Type};

/// The text a mistake points at, and its message.
fn shown<'a>(source: &'a str, errors: &[ExpressionError]) -> Vec<(&'a str, String)> {
    errors.iter().map(|error| (&source[error.span.clone()], error.message.clone())).collect()
}

fn assert_mistakes(source: &str, wanted: &[(&str, &str)]) {
    let wanted: Vec<_> = wanted.iter().map(|(text, message)| (*text, (*message).to_owned())).collect();
    assert_eq!(shown(source, &mistakes(source)), wanted, "{source}");
}

fn outcome_mistakes(source: &str) -> Vec<ExpressionError> {
    Outcome::compile(source, &Idlib, None).expect_err(source)
}

#[test]
fn writing_mistakes_point_at_the_first_wrong_token() {
    let (empty, early) = ("the expression is empty", "the expression ends too early");
    let misplaced = "this cannot stand here";
    assert_mistakes("", &[("", empty)]);
    assert_mistakes("  ", &[("", empty)]);
    assert_mistakes("1 +", &[("", early)]);
    assert_mistakes("(1 + 2", &[("", early)]);
    assert_mistakes("1 + * 2", &[("*", misplaced)]);
    assert_mistakes("1 2", &[("2", misplaced)]);
    assert_mistakes("(1))", &[(")", misplaced)]);
    assert_mistakes("max(1,, 2)", &[(",", misplaced)]);
    assert_mistakes("true AND false", &[("AND", misplaced)]);
    assert_mistakes("1 < 2 < 3", &[("<", "comparisons cannot be chained")]);
    assert_mistakes("to 5", &[("5", misplaced)]);
    assert_mistakes("zones. held", &[(".", "a name cannot end with `.`")]);
    assert_mistakes("2020-3-6", &[("2020-3-6", "this is not a date")]);
    assert_mistakes("12abc + 1", &[("12abc", "this is not a number")]);
    assert_mistakes("1.2.3", &[("1.2.3", "this is not a number")]);
    assert_mistakes("1e999", &[("1e999", "this number is too large")]);
    assert_mistakes("1 && 2", &[("&&", "`&&` has no meaning in an expression")]);
    assert_mistakes("a ≥ 2", &[("≥", "`≥` has no meaning in an expression")]);
    assert_mistakes("türkiye", &[("ü", "unexpected character `ü`")]);
}

#[test]
fn foreign_marks_are_translated() {
    for (source, hint) in [
        ("x = 1", "write `==` to compare"),
        ("x <> 1", "write `!=`"),
        ("30%", "write the share as a number: `0.3` for 30 %"),
        ("true or !false", "write `not`, or `!=` for \"is not equal to\""),
        ("true Or false", "`and`, `or` and `not` are written in small letters"),
        ("3,000", "a comma only separates the arguments of a function; digits are grouped by `_`"),
    ] {
        let hints: Vec<_> = mistakes(source).into_iter().map(|error| error.hint).collect();
        assert_eq!(hints, [Some(hint.to_owned())], "{source}");
    }
}

#[test]
fn all_unknown_names_and_wrong_types_are_reported_at_once() {
    let source = "zones.marat.held and actors.turkiye.level + zones.saraqib.held > 3 or maximun(nobody.knows)";
    let errors = mistakes(source);
    assert_eq!(
        shown(source, &errors),
        [
            ("zones.marat.held", "there is no `zones.marat.held`".to_owned()),
            ("zones.saraqib.held", "expected a number, found a condition".to_owned()),
            ("maximun", "there is no function `maximun`".to_owned()),
            ("nobody.knows", "there is no `nobody.knows`".to_owned()),
        ]
    );
    let hints: Vec<_> = errors.iter().map(|error| error.hint.as_deref()).collect();
    assert_eq!(
        hints,
        [
            Some("did you mean `zones.maarat.held`?"),
            Some("use a condition by itself, with `not` before it, or as a number: `if(condition, 1, 0)`"),
            Some("did you mean `maximum(number[, window])`?"),
            Some("names are written out from the table on, as in `zones.saraqib.held` or `displacement.current`"),
        ]
    );
}

#[test]
fn types_are_checked_at_the_operand() {
    assert_mistakes("not (1 + 2)", &[("1 + 2", "expected a condition, found a number")]);
    assert_mistakes("true and 1", &[("1", "expected a condition, found a number")]);
    assert_mistakes("1 == true", &[("true", "expected a number, found a condition")]);
    assert_mistakes(
        "if(1, 2, true)",
        &[("1", "expected a condition, found a number"), ("true", "expected a number, found a condition")],
    );
    assert_mistakes("day >= 2020-03-06", &[("2020-03-06", "expected a number, found a date")]);
    assert_mistakes("2020-03-06", &[("2020-03-06", "expected a number or a condition, found a date")]);
    assert_mistakes("from 2020-03-06", &[("from 2020-03-06", "expected a number or a condition, found a date")]);
    assert_mistakes("clamp(1, 2)", &[("clamp(1, 2)", "`clamp` takes 3 arguments, found 2")]);
    assert_mistakes("sqrt()", &[("sqrt()", "`sqrt` takes 1 argument, found 0")]);
    let number = Outcome::compile("1 + 1", &Idlib, Some(Type::Condition)).unwrap_err();
    assert_eq!(shown("1 + 1", &number), [("1 + 1", "expected a condition, found a number".to_owned())]);
    assert_eq!(number[0].expected.as_deref(), Some("a condition"));
}

#[test]
fn dates_must_exist_and_be_simulated() {
    assert_mistakes("day(2020-02-30)", &[("2020-02-30", "the calendar has no 2020-02-30")]);
    assert_mistakes("day(3)", &[("3", "expected a date, found a number")]);
    assert_mistakes("day(to 2020-02-01)", &[("to 2020-02-01", "`from` and `to` belong to a window of days")]);
    for (source, hint) in
        [("day(2019-11-30)", "it is 1 day before the first"), ("day(2020-03-16)", "it is 10 days after the last")]
    {
        let errors = mistakes(source);
        assert_eq!(errors[0].hint.as_deref(), Some(hint), "{source}");
        assert_eq!(errors[0].expected.as_deref(), Some("one of the 97 simulated days"), "{source}");
    }
}

#[test]
fn windows_must_say_which_days() {
    let unclear = "this does not say which days are meant";
    for (source, text, message) in [
        ("ever(true, 2020-01-01)", "2020-01-01", unclear),
        ("ever(true, to 2020-01-01, from 2020-01-02)", "to 2020-01-01, from 2020-01-02", unclear),
        ("ever(true, 2020-01-01, to 2020-01-02)", "2020-01-01, to 2020-01-02", unclear),
        ("ever(true, 2020-01-02, 2020-01-01)", "2020-01-02, 2020-01-01", "the window ends before it begins"),
        ("at(day, 5)", "5", "expected a date, found a number"),
        ("total(true)", "true", "expected a number, found a condition"),
        ("days(day)", "day", "expected a condition, found a number"),
    ] {
        assert_eq!(shown(source, &outcome_mistakes(source)), [(text, message.to_owned())], "{source}");
    }
    let both = "ever(true, 2019-01-01, 2021-01-01)";
    assert_eq!(outcome_mistakes(both).len(), 2);
}

#[test]
fn aggregates_stand_only_in_outcomes_and_not_in_each_other() {
    let message = "`ever` looks over the days of a run, which is not possible here";
    assert_mistakes("zones.maarat.held and ever(zones.saraqib.held)", &[("ever", message)]);
    for inner in
        ["ever(day > mean(day))", "ever(final(day) > 3)", "final(maximum(day))", "at(at(day, 2020-01-01), 2020-01-01)"]
    {
        let errors = outcome_mistakes(inner);
        assert_eq!(errors.len(), 1, "{inner}: {errors:?}");
        assert!(errors[0].message.ends_with("cannot look over the days of a value that itself looks over the days"));
    }
}

#[test]
fn excess_is_refused_without_exhausting_the_machine() {
    let cases = [
        (format!("{}1{}", "(".repeat(10_000), ")".repeat(10_000)), "the expression is longer than 4096 bytes"),
        (format!("{}1{}", "(".repeat(2_000), ")".repeat(2_000)), "the expression is nested more than 64 levels deep"),
        ("(".repeat(4_096), "the expression is nested more than 64 levels deep"),
        (format!("{}1", "-".repeat(4_000)), "the expression is nested more than 64 levels deep"),
        (format!("{}true", "not ".repeat(1_000)), "the expression is nested more than 64 levels deep"),
        (format!("{}1", "abs(".repeat(1_000)), "the expression is nested more than 64 levels deep"),
        (format!("1{}", "+1".repeat(1_000)), "the expression has more than 1000 parts"),
        (format!("{}1{}", "if(true,1,".repeat(50), ")".repeat(50)), "too many values wait for each other here"),
    ];
    for (source, message) in cases {
        assert_eq!(mistakes(&source)[0].message, message, "{:.20}", source);
    }
}

#[test]
fn large_expressions_within_the_limits_are_evaluated() {
    assert_eq!(super::formula(&format!("1{}", "+1".repeat(499)), 0), 500.0);
    assert_eq!(super::formula(&format!("{}1{}", "(".repeat(64), ")".repeat(64)), 0), 1.0);
    assert_eq!(super::formula(&format!("{}1{}", "if(true,1,".repeat(31), ")".repeat(31)), 0), 1.0);
    assert_eq!(super::formula(&format!("{}1{}", "1+(".repeat(60), ")".repeat(60)), 0), 61.0);
}

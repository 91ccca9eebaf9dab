use proptest::prelude::*;

use super::{Idlib, VARIABLES, formula, read};
use crate::expression::Outcome;
use crate::numeric::Real;

/// The same number and the same condition, as text and as values worked out beside the language.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) number: (String, f64),
    pub(super) condition: (String, bool),
}

const DAY: usize = 37;

fn leaf() -> impl Strategy<Value = Pair> {
    let number = prop_oneof![
        (0_u32..8_000).prop_map(|eighths| f64::from(eighths) / 8.0).prop_map(|value| (format!("{value}"), value)),
        (3_usize..8).prop_map(|index| (VARIABLES[index].0.to_owned(), VARIABLES[index].2(DAY))),
        Just(("day".to_owned(), DAY as f64)),
    ];
    let condition = prop_oneof![
        any::<bool>().prop_map(|truth| (truth.to_string(), truth)),
        (0_usize..3).prop_map(|index| (VARIABLES[index].0.to_owned(), VARIABLES[index].2(DAY) > 0.5)),
    ];
    (number, condition).prop_map(|(number, condition)| Pair { number, condition })
}

fn or_zero(value: f64, exists: bool) -> f64 {
    if exists && !value.is_nan() { value } else { 0.0 }
}

fn number(choice: u8, [a, b, c]: [&Pair; 3]) -> (String, f64) {
    let ((s, x), (t, y), (u, z)) = (&a.number, &b.number, &c.number);
    let (x, y, z) = (*x, *y, *z);
    match choice % 13 {
        0 => (format!("({s} + {t})"), or_zero(x + y, true)),
        1 => (format!("({s} - {t})"), or_zero(x - y, true)),
        2 => (format!("{s} * {t}"), or_zero(x * y, true)),
        3 => (format!("({s}) / ({t})"), or_zero(x / y, y != 0.0)),
        4 => (format!("-{s}"), -x),
        5 => (format!("min({s}, {t})"), if x < y { x } else { y }),
        6 => (format!("max({s}, {t})"), if x > y { x } else { y }),
        7 => (format!("abs({s})"), if x < 0.0 { -x } else { x }),
        8 => (format!("sqrt({s})"), if x > 0.0 { x.sqrt() } else { 0.0 }),
        9 => (format!("ln({s})"), if x > 0.0 { Real::ln(x) } else { 0.0 }),
        10 => (format!("exp({s})"), Real::exp(x)),
        11 if y <= z => (
            format!("clamp({s}, {t}, {u})"),
            if x < y {
                y
            } else if x > z {
                z
            } else {
                x
            },
        ),
        _ => (format!("if({}, {s}, {t})", c.condition.0), if c.condition.1 { x } else { y }),
    }
}

fn condition(choice: u8, [a, b]: [&Pair; 2]) -> (String, bool) {
    let ((s, x), (t, y)) = (&a.number, &b.number);
    let ((p, f), (q, g)) = (&a.condition, &b.condition);
    match choice % 9 {
        0 => (format!("({s} < {t})"), x < y),
        1 => (format!("({s} <= {t})"), x <= y),
        2 => (format!("({s} > {t})"), x > y),
        3 => (format!("({s} >= {t})"), x >= y),
        4 => (format!("({s} == {t})"), x == y),
        5 => (format!("({p} != {q})"), f != g),
        6 => (format!("({p} and {q})"), *f && *g),
        7 => (format!("({p} or {q})"), *f || *g),
        _ => (format!("(not {p})"), !*f),
    }
}

pub(super) fn pair() -> impl Strategy<Value = Pair> {
    leaf().prop_recursive(4, 48, 3, |inner| {
        (any::<(u8, u8)>(), inner.clone(), inner.clone(), inner).prop_map(|((first, second), a, b, c)| {
            let (text, value) = number(first, [&a, &b, &c]);
            Pair { number: (format!("({text})"), value), condition: condition(second, [&a, &b]) }
        })
    })
}

/// Text that looks like the language more often than random characters do.
fn almost() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "1",
        "0",
        "1e308",
        "2.5",
        "true",
        "false",
        "day",
        "day(",
        "2020-01-01",
        "2020-13-45",
        "2020-1-1",
        "from",
        "to",
        "not",
        "and",
        "or",
        "-",
        "+",
        "*",
        "/",
        "<",
        "<=",
        "==",
        "(",
        ")",
        ")",
        ",",
        ",",
        "if(",
        "ever(",
        "at(",
        "mean(",
        "first_day(",
        "final(",
        "min(",
        "clamp(",
        "ln(",
        "sqrt(",
        "zones.maarat.held",
        "displaced.cumulative",
        "nobody",
        "ü",
        ".",
        "&&",
        "\n",
    ]);
    prop::collection::vec(words, 0..24).prop_map(|words| words.join(" "))
}

/// Neither compiling nor evaluating may panic; mistakes must point into the text; values must not be NaN.
fn survives(source: &str) -> Result<(), TestCaseError> {
    let errors = match Outcome::compile(source, &Idlib, None) {
        Ok(outcome) => {
            let mut accumulators = vec![0.0; outcome.accumulators()];
            outcome.start(&mut accumulators);
            (0..=96).for_each(|day| outcome.update(&mut accumulators, read(day), day));
            let value: f64 = outcome.finish(&accumulators, read(96));
            prop_assert!(!value.is_nan(), "{source} is NaN");
            Vec::new()
        }
        Err(errors) => {
            prop_assert!(!errors.is_empty());
            errors
        }
    };
    for error in errors {
        prop_assert!(source.get(error.span.clone()).is_some(), "{source}: {error:?}");
    }
    prop_assert_eq!(Outcome::compile(source, &Idlib, None), Outcome::compile(source, &Idlib, None));
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_compiled_or_refused(source in any::<String>()) {
        survives(&source)?;
    }

    #[test]
    fn any_sequence_of_words_is_compiled_or_refused(source in almost()) {
        survives(&source)?;
    }

    #[test]
    fn formulas_mean_what_they_say(pair in pair()) {
        let (text, value) = &pair.number;
        prop_assume!(text.len() <= 4096);
        prop_assert_eq!(formula(text, DAY), *value, "{}", text);
        let (text, truth) = &pair.condition;
        prop_assert_eq!(formula(text, DAY), super::truth(*truth), "{}", text);
    }
}

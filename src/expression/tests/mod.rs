//! A model of eight variables whose course over 97 days is known, and what expressions over it must mean.

mod arbitrary;
mod lanes;
mod meaning;
mod mistakes;

use jiff::civil::Date;

use crate::expression::{ExpressionError, Formula, Names, Outcome, Type};
use crate::numeric::Real;

/// The model's variables: name, type, and value at the end of a day.
type Variable = (&'static str, Type, fn(usize) -> f64);

fn truth(condition: bool) -> f64 {
    if condition { 1.0 } else { 0.0 }
}

const VARIABLES: [Variable; 8] = [
    ("zones.maarat.held", Type::Condition, |day| truth(day < 40)),
    ("zones.saraqib.held", Type::Condition, |day| truth(day < 66)),
    ("agreements.ceasefire.durable", Type::Condition, |day| truth(day >= 95)),
    ("actors.turkiye.level", Type::Number, |day| (day / 20) as f64),
    ("actors.turkiye.deaths_today", Type::Number, |day| if day == 88 { 33.0 } else { 0.0 }),
    ("actors.syria.deaths_today", Type::Number, |day| day as f64),
    ("displaced.cumulative", Type::Number, |day| 10_000.0 * day as f64),
    ("leverage.russia.turkiye.balance", Type::Number, |day| day as f64 - 50.0),
];

/// The names of that model, which starts on 1 December 2019 and ends on 6 March 2020.
struct Idlib;

impl Names for Idlib {
    type Variable = usize;

    fn resolve(&self, path: &str) -> Option<(usize, Type)> {
        let index = VARIABLES.iter().position(|(name, ..)| *name == path)?;
        Some((index, VARIABLES[index].1))
    }

    fn nearest(&self, path: &str) -> Option<String> {
        let (name, ..) = VARIABLES.iter().min_by_key(|(name, ..)| strsim::levenshtein(name, path))?;
        (strsim::levenshtein(name, path) <= 3).then(|| (*name).to_owned())
    }

    fn day_of(&self, year: i32, month: u8, day: u8) -> Option<i64> {
        let start = Date::new(2019, 12, 1).ok()?;
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(i64::from((date - start).get_days()))
    }

    fn last_day(&self) -> i64 {
        96
    }
}

fn read<R: Real>(day: usize) -> impl Fn(usize) -> R {
    move |variable| R::splat(VARIABLES[variable].2(day))
}

/// The outcome over the whole course.
fn outcome(source: &str) -> f64 {
    let outcome = Outcome::compile(source, &Idlib, None).unwrap_or_else(|errors| panic!("{source}: {errors:?}"));
    let mut accumulators = vec![f64::NAN; outcome.accumulators()];
    outcome.start(&mut accumulators);
    for day in 0..=96 {
        outcome.update(&mut accumulators, read(day), day);
    }
    outcome.finish(&accumulators, read(96))
}

/// The formula on one day.
fn formula(source: &str, day: usize) -> f64 {
    let formula = Formula::compile(source, &Idlib, None).unwrap_or_else(|errors| panic!("{source}: {errors:?}"));
    formula.evaluate(read(day), day)
}

/// The mistakes of a formula of any type.
fn mistakes(source: &str) -> Vec<ExpressionError> {
    Formula::compile(source, &Idlib, None).expect_err(source)
}

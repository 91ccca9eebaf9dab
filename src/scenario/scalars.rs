//! Specifications of numbers, days, and `true` or `false`.

use serde_json::{Value as Json, json};

use crate::quantity::Date;
use crate::scenario::combinators::Defaulted;
use crate::scenario::decode::Decoder;
use crate::scenario::entries::At;
use crate::scenario::node::{Node, Place, Value};
use crate::scenario::spec::{Example, Form, Spec};

/// A whole number.
pub struct Integer {
    low: i64,
    high: i64,
}

/// A whole number from `low` to `high`.
pub fn integer(low: i64, high: i64) -> Integer {
    Integer { low, high }
}

impl Form for Integer {
    fn schema(&self) -> Json {
        json!({ "type": "integer", "minimum": self.low, "maximum": self.high })
    }

    fn example(&self) -> Example {
        Example::Value(self.low.to_string())
    }
}

impl Spec for Integer {
    type Output = At<i64>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<i64>> {
        let Value::Integer(value) = node.value else {
            let help = match &node.value {
                Value::Float(_) => Some("write it without decimals".into()),
                Value::String(text) if text.trim().parse::<i64>().is_ok() => {
                    Some(format!("remove the quotes: {}", text.trim()))
                }
                _ => Some(format!("write a number such as {}", self.low)),
            };
            decoder.wrong_kind(node, "a whole number", help);
            return None;
        };
        if (self.low..=self.high).contains(&value) {
            return Some(At::new(value, &node.place));
        }
        let range =
            if self.low == self.high { self.low.to_string() } else { format!("from {} to {}", self.low, self.high) };
        decoder.error(
            "out-of-range",
            &node.place,
            format!("`{}` must be {range}", decoder.path()),
            format!("found {value}"),
            Some(format!("write {range}").replace("write from", "write a number from")),
        );
        None
    }
}

/// A number.
pub struct Number {
    low: f64,
    high: f64,
}

/// A number from `low` to `high`.
pub fn number(low: f64, high: f64) -> Number {
    Number { low, high }
}

impl Number {
    /// The number, `default` when absent.
    pub fn or(self, default: f64) -> Defaulted<Number> {
        Defaulted::new(self, Some(json!(default)), move |place| At::new(default, place))
    }
}

impl Form for Number {
    fn schema(&self) -> Json {
        range_schema(self.low, self.high)
    }

    fn example(&self) -> Example {
        Example::Value(format!("{:?}", example_number(self.low, self.high)))
    }
}

impl Spec for Number {
    type Output = At<f64>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<f64>> {
        let value = float(node, "a number", decoder)?;
        if !(self.low..=self.high).contains(&value) {
            out_of_range(value, self.low, self.high, "", &node.place, decoder);
            return None;
        }
        Some(At::new(value, &node.place))
    }
}

/// JSON Schema of a number in a range; the largest numbers stand for no bound.
pub fn range_schema(low: f64, high: f64) -> Json {
    let mut schema = json!({ "type": "number" });
    if low > f64::MIN {
        schema["minimum"] = json!(low);
    }
    if high < f64::MAX {
        schema["maximum"] = json!(high);
    }
    schema
}

/// A number in the range that looks like one.
pub fn example_number(low: f64, high: f64) -> f64 {
    1.0_f64.clamp(low.min(high), high)
}

/// The number of a node; `None` after reporting that it is none. `expected` says what it must be.
pub fn float(node: &Node, expected: &str, decoder: &mut Decoder<'_>) -> Option<f64> {
    match &node.value {
        Value::Float(value) => Some(*value),
        Value::Integer(value) => Some(*value as f64),
        Value::String(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
            decoder.wrong_kind(node, expected, Some(format!("remove the quotes: {}", text.trim())));
            None
        }
        Value::Table(table)
            if let Some(Node { value: Value::Integer(_) | Value::Float(_), place }) = table.get("value") =>
        {
            let number = decoder.sources.slice(place.source, &place.span);
            decoder.wrong_kind(
                node,
                expected,
                Some(format!("no distribution is possible here, write the number alone: {number}")),
            );
            None
        }
        _ => {
            decoder.wrong_kind(node, expected, Some("write it with digits, without quotes: 0.25 or 1_000".into()));
            None
        }
    }
}

/// Reports a number outside its range, in `unit`.
pub fn out_of_range(value: f64, low: f64, high: f64, unit: &str, place: &Place, decoder: &mut Decoder<'_>) {
    let message = format!("`{}` must be between {low} and {high}{}", decoder.path(), unit_after_number(unit));
    let help = match unit {
        "1" if high == 1.0 && value > 1.0 && value <= 100.0 => {
            format!(
                "a share of {value} % is written {} or `{{ value = {value}, unit = \"%\" }}`",
                (value * 1e10).round() / 1e12
            )
        }
        _ if value < low => format!("give a number not below {low}"),
        _ => format!("give a number not above {high}"),
    };
    decoder.error("out-of-range", place, message, format!("found {}", shown(value)), Some(help));
}

/// A unit as messages put it after a number, with a space before it: ` km`, ` per day`; nothing for ratios.
pub fn unit_after_number(unit: &str) -> String {
    match unit {
        "" | "1" => String::new(),
        unit => format!(" {}", unit.replace("1/", "per ")),
    }
}

/// A number as messages show it: very large and very small ones by their exponent.
pub fn shown(value: f64) -> String {
    if value != 0.0 && !(1e-6..1e15).contains(&value.abs()) { format!("{value:e}") } else { value.to_string() }
}

/// `true` or `false`.
pub struct Boolean;

/// `true` or `false`.
pub fn boolean() -> Boolean {
    Boolean
}

impl Boolean {
    /// The same, with a default.
    pub fn or(self, default: bool) -> Defaulted<Boolean> {
        Defaulted::new(self, Some(json!(default)), move |place| At::new(default, place))
    }
}

impl Form for Boolean {
    fn schema(&self) -> Json {
        json!({ "type": "boolean" })
    }

    fn example(&self) -> Example {
        Example::Value("true".into())
    }
}

impl Spec for Boolean {
    type Output = At<bool>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<bool>> {
        if let Value::Boolean(value) = node.value {
            return Some(At::new(value, &node.place));
        }
        let quoted = matches!(&node.value, Value::String(text) if text == "true" || text == "false");
        let help = if quoted { "remove the quotes" } else { "write `true` or `false`" };
        decoder.wrong_kind(node, "`true` or `false`", Some(help.into()));
        None
    }
}

/// A day.
pub struct Day;

/// A day: `2020-02-27`, without quotes.
pub fn date() -> Day {
    Day
}

impl Form for Day {
    fn schema(&self) -> Json {
        json!({ "type": "string", "format": "date" })
    }

    fn example(&self) -> Example {
        Example::Value("2020-02-27".into())
    }
}

impl Spec for Day {
    type Output = At<Date>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<Date>> {
        if let Value::Date(date) = node.value {
            return Some(At::new(date, &node.place));
        }
        let help = match &node.value {
            Value::String(text) if text.parse::<Date>().is_ok() => {
                format!("remove the quotes: {text}")
            }
            _ => "write year-month-day without quotes: 2020-02-27".into(),
        };
        decoder.wrong_kind(node, "a date", Some(help));
        None
    }
}

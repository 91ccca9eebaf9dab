//! Specification of quantities: a plain number, or a table with distribution, unit, status, source and note.

use serde_json::{Value as Json, json};

use crate::diagnostic::quoted;
use crate::quantity::{Distribution, Quantity, Status};
use crate::scenario::combinators::Defaulted;
use crate::scenario::containers::structure_schema;
use crate::scenario::decode::Decoder;
use crate::scenario::entries::At;
use crate::scenario::node::{Node, Place, Table, Value};
use crate::scenario::provenance::{Provenance, STATUS_WORDS};
use crate::scenario::scalars::{
    example_number, float, number, out_of_range, range_schema, text, word,
};
use crate::scenario::spec::{Example, Form, Spec};
use crate::scenario::units::{accepted, conversion};

/// Words for distributions.
const DISTRIBUTIONS: [&str; 6] = [
    "fixed",
    "normal",
    "lognormal",
    "logit_normal",
    "uniform",
    "triangular",
];

crate::scenario::spec::table! {
    /// A number with all that is known about it.
    pub struct Statement {
        /// The central value: the median, or the mode of a triangular distribution.
        value: At<f64> = number(f64::MIN, f64::MAX),
        /// Shape of the uncertainty. `low` and `high` bound the central 80 % of `normal`, `lognormal` and `logit_normal`, and all of `uniform` and `triangular`.
        dist: Option<At<String>> = word(&DISTRIBUTIONS).optional(),
        /// Lower end.
        low: Option<At<f64>> = number(f64::MIN, f64::MAX).optional(),
        /// Upper end.
        high: Option<At<f64>> = number(f64::MIN, f64::MAX).optional(),
        /// Unit the numbers are written in.
        unit: Option<At<String>> = text().optional(),
        /// How it is known.
        status: Option<At<String>> = word(&STATUS_WORDS).optional(),
        /// Identifiers under [sources], separated by commas.
        source: Option<At<String>> = text().optional(),
        /// A remark for the reader.
        note: Option<At<String>> = text().optional(),
    }
}

/// A quantity in a unit and a range.
pub struct QuantityIn {
    unit: &'static str,
    low: f64,
    high: f64,
}

/// A quantity in `unit` whose every value lies from `low` to `high`. The empty unit keeps what the file says, to be
/// checked where the quantity is used.
pub fn quantity(unit: &'static str, low: f64, high: f64) -> QuantityIn {
    QuantityIn { unit, low, high }
}

impl QuantityIn {
    /// The same, with a fixed value, a judgement of the format, when absent.
    pub fn or(self, default: f64) -> Defaulted<QuantityIn> {
        let unit = self.unit;
        let make = move |place: &Place| {
            At::new(Quantity::fixed(default, unit, Status::Judgement, ""), place)
        };
        Defaulted::new(self, Some(json!(default)), make)
    }

    /// A number without more: known as its table says. One given by `--set` is the user's judgement.
    fn plain(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<Quantity>> {
        let value = float(node, "a number or a table `{ value = …, … }`", decoder)?;
        if !(self.low..=self.high).contains(&value) {
            out_of_range(value, self.low, self.high, self.unit, &node.place, decoder);
            return None;
        }
        let known = if node.place.source == decoder.file {
            decoder.provenance.clone()
        } else {
            Provenance::default()
        };
        Some(At::new(
            self.known(value, Distribution::Fixed, self.unit, known),
            &node.place,
        ))
    }

    fn known(
        &self,
        value: f64,
        distribution: Distribution,
        unit: &str,
        provenance: Provenance,
    ) -> Quantity {
        let status = provenance
            .status
            .map_or(Status::Judgement, |status| status.value);
        let source = provenance
            .source
            .map_or(String::new(), |source| source.value);
        Quantity {
            value,
            distribution,
            unit: unit.into(),
            status,
            source,
            note: String::new(),
        }
    }

    fn stated(
        &self,
        table: &Table,
        node: &Node,
        decoder: &mut Decoder<'_>,
    ) -> Option<At<Quantity>> {
        let statement: Option<Statement> = decoder.structure(node);
        // A wrong word for the status has been reported with the table's other keys.
        let known = statement.as_ref().map(|_| Provenance::own(table, decoder));
        let (statement, known) = (statement?, known?);
        let known = known.or(&decoder.provenance);
        known.check(decoder);
        let scale = self.scale(&statement, decoder)?;
        let in_range = self.check_range(&statement, scale, decoder);
        let distribution = distribution(&statement, scale, decoder)?;
        let unit = if self.unit.is_empty() {
            statement
                .unit
                .as_ref()
                .map_or("", |unit| unit.value.as_str())
        } else {
            self.unit
        };
        let mut quantity = self.known(scale(statement.value.value), distribution, unit, known);
        quantity.note = statement.note.map_or(String::new(), |note| note.value);
        in_range.then(|| At::new(quantity, &node.place))
    }

    /// Conversion from the unit written to the format's.
    fn scale(
        &self,
        statement: &Statement,
        decoder: &mut Decoder<'_>,
    ) -> Option<impl Fn(f64) -> f64 + Copy + use<>> {
        let written = statement
            .unit
            .as_ref()
            .map_or(self.unit, |unit| unit.value.trim());
        let expected = if self.unit.is_empty() {
            written
        } else {
            self.unit
        };
        if let Some((up, down)) = conversion(written, expected) {
            return Some(move |value: f64| value * up / down);
        }
        if let Some(unit) = &statement.unit {
            let units: Vec<String> = accepted(self.unit)
                .iter()
                .map(|unit| format!("\"{unit}\""))
                .collect();
            let message = format!(
                "`{}` is measured in {}, not in {}",
                decoder.path(),
                unit_name(self.unit),
                quoted(&unit.value)
            );
            let place = Place {
                source: unit.source,
                span: unit.span.clone(),
            };
            decoder.error(
                "unit",
                &place,
                message,
                "",
                Some(format!("accepted: {}", units.join(", "))),
            );
        }
        None
    }

    fn check_range(
        &self,
        statement: &Statement,
        scale: impl Fn(f64) -> f64,
        decoder: &mut Decoder<'_>,
    ) -> bool {
        let numbers = [
            ("value", Some(&statement.value)),
            ("low", statement.low.as_ref()),
            ("high", statement.high.as_ref()),
        ];
        let mut fine = true;
        for (name, at) in numbers
            .into_iter()
            .filter_map(|(name, at)| at.map(|at| (name, at)))
        {
            let value = scale(at.value);
            if !(self.low..=self.high).contains(&value) {
                let place = Place {
                    source: at.source,
                    span: at.span.clone(),
                };
                decoder.inside(name, |decoder| {
                    out_of_range(value, self.low, self.high, self.unit, &place, decoder)
                });
                fine = false;
            }
        }
        fine
    }
}

fn unit_name(unit: &str) -> String {
    if unit == "1" {
        "shares or plain ratios (\"1\")".into()
    } else {
        format!("`{unit}`")
    }
}

impl Form for QuantityIn {
    fn schema(&self) -> Json {
        json!({ "oneOf": [range_schema(self.low, self.high), { "$ref": "#/definitions/quantity" }], "$comment": format!("Unit: {}", self.unit) })
    }

    fn example(&self) -> Example {
        Example::Value(format!("{:?}", example_number(self.low, self.high)))
    }

    fn takes_provenance(&self) -> bool {
        true
    }
}

impl Spec for QuantityIn {
    type Output = At<Quantity>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<Quantity>> {
        match &node.value {
            Value::Table(table) => self.stated(table, node, decoder),
            _ => self.plain(node, decoder),
        }
    }
}

/// JSON Schema of the table form.
pub fn statement_schema() -> Json {
    structure_schema::<Statement>()
}

/// The distribution of a statement, its ends converted by `scale`; `None` after reporting why there is none.
fn distribution(
    statement: &Statement,
    scale: impl Fn(f64) -> f64,
    decoder: &mut Decoder<'_>,
) -> Option<Distribution> {
    let word = statement.dist.as_ref().map(|word| word.value.as_str());
    let (low, high) = match (&statement.low, &statement.high) {
        (Some(low), Some(high)) => (low, high),
        (None, None) if matches!(word, None | Some("fixed")) => return Some(Distribution::Fixed),
        _ => return incomplete(statement, decoder),
    };
    if low.value > statement.value.value || statement.value.value > high.value {
        return disordered(statement, low, high, decoder);
    }
    let Some(distribution) = shape(word, scale(low.value), scale(high.value)) else {
        return unstated(statement, low, high, decoder);
    };
    supported(distribution, statement, decoder).then_some(distribution)
}

/// The distribution with this name and these ends.
fn shape(word: Option<&str>, low: f64, high: f64) -> Option<Distribution> {
    Some(match word? {
        "normal" => Distribution::Normal { low, high },
        "lognormal" => Distribution::LogNormal { low, high },
        "logit_normal" => Distribution::LogitNormal { low, high },
        "uniform" => Distribution::Uniform { low, high },
        "triangular" => Distribution::Triangular { low, high },
        _ => return None,
    })
}

/// Reports one end without the other, or a distribution without ends.
fn incomplete(statement: &Statement, decoder: &mut Decoder<'_>) -> Option<Distribution> {
    let given = statement.dist.as_ref().map(|at| at.label("")).into_iter();
    let given = given
        .chain(statement.low.as_ref().map(|at| at.label("")))
        .chain(statement.high.as_ref().map(|at| at.label("")));
    let label = given.last().unwrap_or_else(|| statement.value.label(""));
    let place = Place {
        source: label.source,
        span: label.span,
    };
    decoder.error(
        "distribution",
        &place,
        format!("`{}` needs both `low` and `high`", decoder.path()),
        "",
        None,
    );
    None
}

/// Reports ends that do not hold the value between them.
fn disordered(
    statement: &Statement,
    low: &At<f64>,
    high: &At<f64>,
    decoder: &mut Decoder<'_>,
) -> Option<Distribution> {
    let at = if low.value > statement.value.value {
        low
    } else {
        high
    };
    let place = Place {
        source: at.source,
        span: at.span.clone(),
    };
    let found = format!(
        "found {} ≤ {} ≤ {}",
        low.value, statement.value.value, high.value
    );
    decoder.error(
        "distribution",
        &place,
        format!("`{}` must have low ≤ value ≤ high", decoder.path()),
        found,
        None,
    );
    None
}

/// Reports a range of which the file does not say what it is.
fn unstated(
    statement: &Statement,
    low: &At<f64>,
    high: &At<f64>,
    decoder: &mut Decoder<'_>,
) -> Option<Distribution> {
    let at = statement
        .dist
        .as_ref()
        .map_or_else(|| low.label(""), |dist| dist.label(""));
    let place = Place {
        source: at.source,
        span: at.span,
    };
    let shape = match () {
        _ if low.value > 0.0 && high.value < 1.0 => "logit_normal",
        _ if low.value > 0.0 => "lognormal",
        _ => "normal",
    };
    let message = match statement.dist {
        None => format!("`{}` has a range, but no distribution", decoder.path()),
        Some(_) => format!("`{}` is fixed, and has a range", decoder.path()),
    };
    let help = format!(
        "add `dist = \"{shape}\"`, or remove `low` and `high`; distributions: {}",
        DISTRIBUTIONS.join(", ")
    );
    decoder.error("distribution", &place, message, "", Some(help));
    None
}

/// Reports ends on which the distribution is not defined.
fn supported(distribution: Distribution, statement: &Statement, decoder: &mut Decoder<'_>) -> bool {
    let problem = match distribution {
        Distribution::LogNormal { low, .. } if low <= 0.0 => {
            "a lognormal distribution needs numbers above 0"
        }
        Distribution::LogitNormal { low, high } if low <= 0.0 || high >= 1.0 => {
            "a logit_normal distribution needs numbers strictly between 0 and 1"
        }
        _ => return true,
    };
    if let Some(dist) = &statement.dist {
        let place = Place {
            source: dist.source,
            span: dist.span.clone(),
        };
        decoder.error(
            "distribution",
            &place,
            format!("`{}`: {problem}", decoder.path()),
            "",
            None,
        );
    }
    false
}

//! Specification of quantities: a plain number, or a table with distribution, unit, status, source and note.

use serde_json::{Value as Json, json};

use crate::diagnostic::{nearest, quoted};
use crate::quantity::{Distribution, Quantity, Status};
use crate::scenario::combinators::Defaulted;
use crate::scenario::containers::structure_schema;
use crate::scenario::decode::Decoder;
use crate::scenario::distributions::{DISTRIBUTIONS, distribution};
use crate::scenario::entries::At;
use crate::scenario::node::{Node, Place, Table, Value};
use crate::scenario::provenance::{Provenance, STATUS_WORDS};
use crate::scenario::scalars::{example_number, float, number, out_of_range, range_schema};
use crate::scenario::spec::{Example, Form, Spec};
use crate::scenario::strings::{text, word};
use crate::scenario::units::{accepted, conversion};

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
        let (unit, range) = (self.unit, [self.low, self.high]);
        let fixed = move || Quantity { range, ..Quantity::fixed(default, unit, Status::Judgement, "") };
        let make = move |place: &Place| At::new(fixed(), place);
        Defaulted::new(self, Some(json!(default)), make)
    }

    /// A number without more: known as its table says.
    fn plain(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<Quantity>> {
        let value = float(node, "a number or a table `{ value = …, … }`", decoder)?;
        if !(self.low..=self.high).contains(&value) {
            out_of_range(value, self.low, self.high, self.unit, &node.place, decoder);
            return None;
        }
        let known = inherited(node, decoder);
        Some(At::new(self.known(value, Distribution::Fixed, self.unit, known), &node.place))
    }

    fn known(&self, value: f64, distribution: Distribution, unit: &str, provenance: Provenance) -> Quantity {
        let status = provenance.status.map_or(Status::Judgement, |status| status.value);
        let source = provenance.source.map_or(String::new(), |source| source.value);
        Quantity {
            value,
            distribution,
            unit: unit.into(),
            status,
            source,
            note: String::new(),
            range: [self.low, self.high],
        }
    }

    fn stated(&self, table: &Table, node: &Node, decoder: &mut Decoder<'_>) -> Option<At<Quantity>> {
        let statement: Option<Statement> = decoder.structure(node);
        // A wrong word for the status has been reported with the table's other keys.
        let known = statement.as_ref().map(|_| Provenance::own(table, decoder));
        let (statement, known) = (statement?, known?);
        let known = known.or(&inherited(node, decoder));
        known.check(decoder);
        let scale = self.scale(&statement, decoder)?;
        let in_range = self.check_range(&statement, scale, decoder);
        let distribution = distribution(&statement, scale, decoder)?;
        let unit = if self.unit.is_empty() {
            statement.unit.as_ref().map_or("", |unit| unit.value.as_str())
        } else {
            self.unit
        };
        let mut quantity = self.known(scale(statement.value.value), distribution, unit, known);
        quantity.note = statement.note.map_or(String::new(), |note| note.value);
        in_range.then(|| At::new(quantity, &node.place))
    }

    /// Conversion from the unit written to the format's.
    fn scale(&self, statement: &Statement, decoder: &mut Decoder<'_>) -> Option<impl Fn(f64) -> f64 + Copy + use<>> {
        let written = statement.unit.as_ref().map_or(self.unit, |unit| unit.value.trim());
        let expected = if self.unit.is_empty() { written } else { self.unit };
        if let Some((up, down)) = conversion(written, expected) {
            return Some(move |value: f64| value * up / down);
        }
        if let Some(unit) = &statement.unit {
            let units: Vec<String> = accepted(self.unit).iter().map(|unit| format!("\"{unit}\"")).collect();
            let message =
                format!("`{}` is measured in {}, not in {}", decoder.path(), unit_name(self.unit), quoted(&unit.value));
            let place = Place { source: unit.source, span: unit.span.clone() };
            let near = nearest(&unit.value, accepted(self.unit))
                .map_or(String::new(), |near| format!("did you mean \"{near}\"? "));
            decoder.error("unit", &place, message, "", Some(format!("{near}accepted: {}", units.join(", "))));
        }
        None
    }

    fn check_range(&self, statement: &Statement, scale: impl Fn(f64) -> f64, decoder: &mut Decoder<'_>) -> bool {
        let numbers =
            [("value", Some(&statement.value)), ("low", statement.low.as_ref()), ("high", statement.high.as_ref())];
        let mut fine = true;
        for (name, at) in numbers.into_iter().filter_map(|(name, at)| at.map(|at| (name, at))) {
            let value = scale(at.value);
            if !(self.low..=self.high).contains(&value) {
                let place = Place { source: at.source, span: at.span.clone() };
                decoder.inside(name, |decoder| out_of_range(value, self.low, self.high, self.unit, &place, decoder));
                fine = false;
            }
        }
        fine
    }
}

/// What the table around a quantity says of it in the quantity's own file; nothing when it was given by a lever or by
/// `--set`, as a judgement.
fn inherited(node: &Node, decoder: &Decoder<'_>) -> Provenance {
    decoder.provenance.of(node.place.source)
}

fn unit_name(unit: &str) -> String {
    if unit == "1" { "shares or plain ratios (\"1\")".into() } else { format!("`{unit}`") }
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

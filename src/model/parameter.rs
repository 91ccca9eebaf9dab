//! Parameters: every uncertain number of a model, by dotted path, sampled once per replicate.

use crate::quantity::{Distribution, Quantity, Status};

/// Position of a quantity in [`Quantities`] and of its sampled value in a replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Parameter(pub u32);

impl Parameter {
    /// Position as an index.
    #[inline(always)]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A parameter of a mechanism: what the code declares, once, with its default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Definition {
    /// Mechanism: `attrition`.
    pub group: &'static str,
    /// Name: `lethality`.
    pub name: &'static str,
    /// Default central value.
    pub value: f64,
    /// Default uncertainty.
    pub distribution: Distribution,
    /// Unit.
    pub unit: &'static str,
    /// Least and greatest value that makes sense.
    pub bounds: [f64; 2],
    /// How the default is known.
    pub status: Status,
    /// Citation or reason of the default.
    pub source: &'static str,
    /// What it is.
    pub meaning: &'static str,
}

impl Definition {
    /// Dotted path: `parameters.attrition.lethality`.
    pub fn path(&self) -> String {
        format!("parameters.{}.{}", self.group, self.name)
    }

    /// The default as a quantity.
    pub fn default_quantity(&self) -> Quantity {
        Quantity {
            value: self.value,
            distribution: self.distribution,
            unit: self.unit.into(),
            status: self.status,
            source: self.source.into(),
            note: String::new(),
            range: self.bounds,
        }
    }
}

/// Every quantity of a model, in the order of its parameters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantities {
    entries: Vec<(String, Quantity)>,
}

impl Quantities {
    /// Adds a quantity under its path and returns its parameter.
    pub fn add(&mut self, path: String, quantity: Quantity) -> Parameter {
        self.entries.push((path, quantity));
        Parameter((self.entries.len() - 1) as u32)
    }

    /// The parameter with this path.
    pub fn find(&self, path: &str) -> Option<Parameter> {
        self.entries.iter().position(|(known, _)| known == path).map(|index| Parameter(index as u32))
    }

    /// Paths and quantities in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Quantity)> {
        self.entries.iter().map(|(path, quantity)| (path.as_str(), quantity))
    }

    /// Path and quantity at a position.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<(&str, &Quantity)> {
        self.entries.get(index).map(|(path, quantity)| (path.as_str(), quantity))
    }

    /// Number of quantities.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

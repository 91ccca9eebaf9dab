//! Texts of a column as numbers.

use std::collections::BTreeMap;

/// Most different texts of one column; more are no categories.
const MOST: usize = 100_000;

/// The different texts of a column, numbered as they come and in the end in their order.
#[derive(Default)]
pub(super) struct Categories {
    numbers: BTreeMap<String, u32>,
}

impl Categories {
    /// The number of a text, for now in order of appearance; `None` when there are too many texts.
    pub(super) fn number(&mut self, text: &str) -> Option<f64> {
        if let Some(&number) = self.numbers.get(text) {
            return Some(f64::from(number));
        }
        let number = self.numbers.len();
        if number >= MOST {
            return None;
        }
        self.numbers.insert(text.to_string(), number as u32);
        Some(number as f64)
    }

    /// The texts in their order; `values` are renumbered to it.
    pub(super) fn sort(self, values: &mut [f64]) -> Vec<String> {
        let mut place = vec![0.0; self.numbers.len()];
        for (sorted, &number) in self.numbers.values().enumerate() {
            place[number as usize] = sorted as f64;
        }
        for value in values.iter_mut().filter(|value| !value.is_nan()) {
            *value = place.get(*value as usize).copied().unwrap_or(f64::NAN);
        }
        self.numbers.into_keys().collect()
    }
}

/// Why a column with too many different texts cannot be used.
pub(super) fn too_many() -> String {
    format!("has more than {MOST} different texts, which are no categories")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbered_in_their_order_whatever_comes_first() {
        let mut categories = Categories::default();
        let mut values: Vec<f64> =
            ["open", "closed", "open", "ajar"].map(|text| categories.number(text).unwrap()).into();
        values.push(f64::NAN);
        assert_eq!(categories.sort(&mut values), ["ajar", "closed", "open"]);
        assert_eq!(values[..4], [2.0, 1.0, 2.0, 0.0]);
        assert!(values[4].is_nan());
    }

    #[test]
    fn there_is_an_end_to_categories() {
        let mut categories = Categories::default();
        assert!((0..MOST).all(|text| categories.number(&text.to_string()).is_some()));
        assert!(categories.number("7").is_some() && categories.number("one more").is_none());
    }
}

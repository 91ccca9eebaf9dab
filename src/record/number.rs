//! Numbers in JSON, which knows no infinities: they are written as the words `"inf"`, `"-inf"` and `"nan"`.
//!
//! Used with `#[serde(with = "number")]` on every field whose number may be infinite ("never") or missing.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number as JSON holds it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum JsonNumber {
    Finite(f64),
    Word(Word),
}

/// The numbers JSON has no literal for.
#[derive(Serialize, Deserialize)]
pub(super) enum Word {
    #[serde(rename = "inf")]
    Infinity,
    #[serde(rename = "-inf")]
    NegativeInfinity,
    #[serde(rename = "nan")]
    NotANumber,
}

/// What can be written as one or more JSON numbers.
pub(super) trait Numeric: Sized {
    type Json: Serialize + DeserializeOwned;
    fn to_json(&self) -> Self::Json;
    /// `None` when the JSON holds the wrong number of numbers.
    fn from_json(json: Self::Json) -> Option<Self>;
}

impl Numeric for f64 {
    type Json = JsonNumber;

    fn to_json(&self) -> JsonNumber {
        if self.is_finite() {
            JsonNumber::Finite(*self)
        } else if self.is_nan() {
            JsonNumber::Word(Word::NotANumber)
        } else if *self > 0.0 {
            JsonNumber::Word(Word::Infinity)
        } else {
            JsonNumber::Word(Word::NegativeInfinity)
        }
    }

    fn from_json(json: JsonNumber) -> Option<f64> {
        Some(match json {
            JsonNumber::Finite(number) => number,
            JsonNumber::Word(Word::Infinity) => f64::INFINITY,
            JsonNumber::Word(Word::NegativeInfinity) => f64::NEG_INFINITY,
            JsonNumber::Word(Word::NotANumber) => f64::NAN,
        })
    }
}

impl<const N: usize> Numeric for [f64; N] {
    type Json = Vec<JsonNumber>;

    fn to_json(&self) -> Vec<JsonNumber> {
        self.iter().map(Numeric::to_json).collect()
    }

    fn from_json(json: Vec<JsonNumber>) -> Option<[f64; N]> {
        let numbers: Option<Vec<f64>> = json.into_iter().map(f64::from_json).collect();
        numbers?.try_into().ok()
    }
}

impl Numeric for Option<f64> {
    type Json = Option<JsonNumber>;

    fn to_json(&self) -> Option<JsonNumber> {
        self.as_ref().map(Numeric::to_json)
    }

    fn from_json(json: Option<JsonNumber>) -> Option<Option<f64>> {
        Some(json.and_then(f64::from_json))
    }
}

/// Writes a number, an array of numbers or an optional number.
pub(super) fn serialize<T: Numeric, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.to_json().serialize(serializer)
}

/// Reads what [`serialize`] wrote.
pub(super) fn deserialize<'de, T: Numeric, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = T::Json::deserialize(deserializer)?;
    T::from_json(json).ok_or_else(|| D::Error::custom("wrong number of numbers"))
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    struct Numbers {
        #[serde(with = "super")]
        one: f64,
        #[serde(with = "super")]
        four: [f64; 4],
        #[serde(with = "super")]
        perhaps: Option<f64>,
    }

    #[test]
    fn infinities_and_gaps_survive() {
        let numbers = Numbers { one: f64::INFINITY, four: [1.5, f64::NEG_INFINITY, f64::NAN, -0.0], perhaps: None };
        let text = serde_json::to_string(&numbers).unwrap();
        assert_eq!(text, r#"{"one":"inf","four":[1.5,"-inf","nan",-0.0],"perhaps":null}"#);
        let read: Numbers = serde_json::from_str(&text).unwrap();
        assert_eq!(read.one, f64::INFINITY);
        assert_eq!(read.four[..2], [1.5, f64::NEG_INFINITY]);
        assert!(read.four[2].is_nan() && read.four[3].is_sign_negative());
        assert_eq!(read.perhaps, None);
    }

    #[test]
    fn what_is_no_number_is_an_error() {
        for text in [
            r#"{"one":"never","four":[1,2,3,4],"perhaps":1}"#,
            r#"{"one":1,"four":[1,2,3],"perhaps":1}"#,
            r#"{"one":1,"four":[1,2,3,4]}"#,
        ] {
            assert!(serde_json::from_str::<Numbers>(text).is_err(), "{text}");
        }
    }
}

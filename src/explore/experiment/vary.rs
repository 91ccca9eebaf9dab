//! What is to vary, as somebody asks for it.

use std::str::FromStr;

use thiserror::Error;

use crate::diagnostic::quoted;

/// Why a text does not say what is to vary.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct VaryError {
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl VaryError {
    fn new(message: String, help: impl Into<String>) -> VaryError {
        VaryError { message, help: help.into() }
    }
}

/// Something of a scenario that is to vary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vary {
    /// What a dotted path leads to.
    Path {
        /// The path, as `--set` takes it.
        path: String,
        /// The values it takes.
        values: VaryValues,
    },
    /// A lever.
    Lever {
        /// Its identifier.
        id: String,
        /// The options it takes; all of them when empty.
        options: Vec<String>,
    },
    /// Every quantity that the scenario gives a distribution.
    AllUncertain,
}

/// The word for every uncertain quantity.
const ALL: &str = "all";

impl FromStr for Vary {
    type Err = VaryError;

    /// Reads `PATH=LOW..HIGH`, `PATH=A,B,C`, `PATH` (as the scenario states it), or `all`.
    fn from_str(text: &str) -> Result<Vary, VaryError> {
        let Some((path, values)) = text.split_once('=') else {
            return Ok(match text.trim() {
                ALL => Vary::AllUncertain,
                "" => return Err(VaryError::new("nothing is said to vary".into(), VARY_HELP)),
                path => Vary::Path { path: path.into(), values: VaryValues::AsStated },
            });
        };
        let path = path.trim();
        if path.is_empty() {
            return Err(VaryError::new("the path is empty".into(), VARY_HELP));
        }
        let values = match values.split_once("..") {
            Some((low, high)) => VaryValues::Between(part(low, path)?, part(high, path)?),
            None => VaryValues::Listed(several(values, path)?),
        };
        Ok(Vary::Path { path: path.into(), values })
    }
}

/// How to say what is to vary.
const VARY_HELP: &str = "write PATH=LOW..HIGH, PATH=A,B,C, PATH for the scenario's own distribution, or all";

fn part(text: &str, path: &str) -> Result<String, VaryError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(VaryError::new(format!("a value of {} is missing", quoted(path)), VARY_HELP));
    }
    Ok(text.into())
}

/// At least two values.
fn several(text: &str, path: &str) -> Result<Vec<String>, VaryError> {
    let values = text.split(',').map(|value| part(value, path)).collect::<Result<Vec<String>, _>>()?;
    match &values[..] {
        [only] => {
            let message = format!("{} has only one value to take", quoted(path));
            Err(VaryError::new(message, format!("set it: `--set {path}={only}`; or give more values, or LOW..HIGH")))
        }
        _ => Ok(values),
    }
}

impl Vary {
    /// Reads `ID`, a lever with all its options, or `ID=A,B` with some; `None` for `ID=A`, which varies nothing.
    ///
    /// # Errors
    /// When a part is empty.
    pub fn lever(text: &str) -> Result<Option<Vary>, VaryError> {
        let (id, options) = text.split_once('=').map_or((text, None), |(id, options)| (id, Some(options)));
        let id = part(id, "lever")?;
        let options = match options {
            None => Vec::new(),
            Some(options) => options.split(',').map(|option| part(option, &id)).collect::<Result<Vec<_>, _>>()?,
        };
        Ok((options.len() != 1).then_some(Vary::Lever { id, options }))
    }

    /// The path, where it is one.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Vary::Path { path, .. } => Some(path.trim()),
            _ => None,
        }
    }
}

/// The values that something takes; they are read as `--set` reads them, in the unit of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaryValues {
    /// These.
    Listed(Vec<String>),
    /// Any number between two.
    Between(String, String),
    /// Those of the distribution that the scenario gives it.
    AsStated,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vary(text: &str) -> Vary {
        text.parse().unwrap()
    }

    #[test]
    fn ranges_lists_paths_and_levers_are_told_apart() {
        let path = |values| Vary::Path { path: "a.b".into(), values };
        assert_eq!(vary("a.b = 1 .. 2.5"), path(VaryValues::Between("1".into(), "2.5".into())));
        assert_eq!(vary("a.b=1,2"), path(VaryValues::Listed(vec!["1".into(), "2".into()])));
        assert_eq!(vary("a.b"), path(VaryValues::AsStated));
        assert_eq!(vary("all"), Vary::AllUncertain);
        let lever =
            |options: &[&str]| Vary::Lever { id: "x".into(), options: options.iter().map(|&o| o.into()).collect() };
        assert_eq!(Vary::lever("x"), Ok(Some(lever(&[]))));
        assert_eq!(Vary::lever("x=a, b"), Ok(Some(lever(&["a", "b"]))));
        assert_eq!(Vary::lever("x=a"), Ok(None));
    }

    #[test]
    fn what_says_nothing_is_an_error_with_advice() {
        for text in ["", "=1,2", "a.b=", "a.b=1..", "a.b=..2", "a.b=1,,2"] {
            let error = text.parse::<Vary>().unwrap_err();
            assert!(!error.help.is_empty(), "{text}");
        }
        assert!("a.b=3".parse::<Vary>().unwrap_err().help.contains("--set a.b=3"));
        assert!(Vary::lever("").is_err() && Vary::lever("x=a,").is_err());
    }
}

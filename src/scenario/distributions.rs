//! The distribution that a quantity's table states, and what may be wrong with it.

use crate::quantity::Distribution;
use crate::scenario::decode::Decoder;
use crate::scenario::entries::At;
use crate::scenario::node::Place;
use crate::scenario::quantities::Statement;

/// Words for distributions.
pub const DISTRIBUTIONS: [&str; 6] = ["fixed", "normal", "lognormal", "logit_normal", "uniform", "triangular"];

/// The distribution of a statement, its ends converted by `scale`; `None` after reporting why there is none.
pub fn distribution(
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
    let place = Place { source: label.source, span: label.span };
    let help = match (&statement.low, &statement.high) {
        (None, None) => "add both, or remove `dist`",
        (None, _) => "add `low = …`",
        _ => "add `high = …`",
    };
    let message = format!("`{}` needs both `low` and `high`", decoder.path());
    decoder.error("distribution", &place, message, "", Some(help.into()));
    None
}

/// Reports ends that do not hold the value between them.
fn disordered(statement: &Statement, low: &At<f64>, high: &At<f64>, decoder: &mut Decoder<'_>) -> Option<Distribution> {
    let at = if low.value > statement.value.value { low } else { high };
    let place = Place { source: at.source, span: at.span.clone() };
    let found = format!("found {} ≤ {} ≤ {}", low.value, statement.value.value, high.value);
    let help = if low.value > high.value {
        "exchange `low` and `high`"
    } else {
        "correct the value, or the range so that it holds the value"
    };
    let message = format!("`{}` must have low ≤ value ≤ high", decoder.path());
    decoder.error("distribution", &place, message, found, Some(help.into()));
    None
}

/// Reports a range of which the file does not say what it is.
fn unstated(statement: &Statement, low: &At<f64>, high: &At<f64>, decoder: &mut Decoder<'_>) -> Option<Distribution> {
    let at = statement.dist.as_ref().map_or_else(|| low.label(""), |dist| dist.label(""));
    let place = Place { source: at.source, span: at.span };
    let shape = match () {
        _ if low.value > 0.0 && high.value < 1.0 => "logit_normal",
        _ if low.value > 0.0 => "lognormal",
        _ => "normal",
    };
    let message = match statement.dist {
        None => format!("`{}` has a range, but no distribution", decoder.path()),
        Some(_) => format!("`{}` is fixed, and has a range", decoder.path()),
    };
    let help =
        format!("add `dist = \"{shape}\"`, or remove `low` and `high`; distributions: {}", DISTRIBUTIONS.join(", "));
    decoder.error("distribution", &place, message, "", Some(help));
    None
}

/// Reports ends on which the distribution is not defined.
fn supported(distribution: Distribution, statement: &Statement, decoder: &mut Decoder<'_>) -> bool {
    let problem = match distribution {
        Distribution::LogNormal { low, .. } if low <= 0.0 => "a lognormal distribution needs numbers above 0",
        Distribution::LogitNormal { low, high } if low <= 0.0 || high >= 1.0 => {
            "a logit_normal distribution needs numbers strictly between 0 and 1"
        }
        _ => return true,
    };
    // The end that is wrong: where it is not the lower one, it is the upper.
    let end = statement.low.as_ref().filter(|low| low.value <= 0.0).or(statement.high.as_ref());
    if let Some(end) = end {
        let place = Place { source: end.source, span: end.span.clone() };
        let help = "move this end, or take `uniform` or `triangular`, whose ends may be reached";
        decoder.error("distribution", &place, format!("`{}`: {problem}", decoder.path()), "", Some(help.into()));
    }
    false
}

//! "Did you mean": the known name closest to one that is not known.

use crate::diagnostic::quoted;

/// Longer names than this are not compared: they are no typing mistakes, and comparing costs their length squared.
const LONGEST: usize = 80;

/// Longest list of names worth reading in a message.
const MOST_LISTED: usize = 40;

/// The candidate with the fewest edits from `name`, if a typing mistake may explain it: at most a third of the
/// letters differ.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let allowed = |candidate: &str| (name.chars().count().max(candidate.chars().count()) / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(edits, candidate)| *edits <= allowed(candidate))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// What to do about an unknown name: use the nearest one, or one of all, when they are few enough to read.
pub fn suggestion<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(nearest) = nearest(name, candidates.clone()) {
        return Some(format!("did you mean `{nearest}`?"));
    }
    let all: Vec<String> = candidates.into_iter().take(MOST_LISTED + 1).map(quoted).collect();
    (!all.is_empty() && all.len() <= MOST_LISTED).then(|| format!("known here: {}", all.join(", ")))
}

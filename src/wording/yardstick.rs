//! Words of estimative probability, by one of two published yardsticks.
//!
//! Bands of ICD 203 share their end-points; here each end belongs to the band farther from even chances, so that 20 % is
//! very unlikely and 80 % very likely. PHIA's bands leave gaps on purpose; a probability in a gap is said to lie between
//! its neighbours. Below 1 % and above 99 %, where ICD 203 has no words, none are made up.
//!
//! Sources: Intelligence Community Directive 203, Analytic Standards (2015), p. 3; Professional Head of Intelligence
//! Assessment (UK), Probability Yardstick (2018).

use serde::Serialize;

/// A published set of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Yardstick {
    /// Intelligence Community Directive 203 of the United States.
    #[default]
    Icd203,
    /// Professional Head of Intelligence Assessment of the United Kingdom.
    Phia,
}

/// A word with the probabilities it stands for.
struct Term {
    word: &'static str,
    low: f64,
    high: f64,
    /// Whether the ends belong to it.
    ends: [bool; 2],
}

const fn term(word: &'static str, low: f64, high: f64, ends: [bool; 2]) -> Term {
    Term { word, low, high, ends }
}

const ICD_203: [Term; 7] = [
    term("almost no chance", 0.01, 0.05, [true, true]),
    term("very unlikely", 0.05, 0.20, [false, true]),
    term("unlikely", 0.20, 0.45, [false, true]),
    term("roughly even chance", 0.45, 0.55, [false, false]),
    term("likely", 0.55, 0.80, [true, false]),
    term("very likely", 0.80, 0.95, [true, false]),
    term("almost certain", 0.95, 0.99, [true, true]),
];

const PHIA: [Term; 7] = [
    term("remote chance", 0.0, 0.05, [true, true]),
    term("highly unlikely", 0.10, 0.20, [true, true]),
    term("unlikely", 0.25, 0.35, [true, true]),
    term("realistic possibility", 0.40, 0.50, [true, false]),
    term("likely", 0.55, 0.75, [true, true]),
    term("highly likely", 0.80, 0.90, [true, true]),
    term("almost certain", 0.95, 1.0, [true, true]),
];

impl Term {
    fn holds(&self, probability: f64) -> bool {
        let above = probability > self.low || self.ends[0] && probability == self.low;
        let below = probability < self.high || self.ends[1] && probability == self.high;
        above && below
    }
}

/// What a yardstick says of a probability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Likelihood {
    /// The word or words: `likely`, `between unlikely and realistic possibility`.
    pub words: String,
    /// What the interval of the estimate makes of them: that it reaches into other words; empty when it does not.
    pub straddles: String,
}

impl Yardstick {
    /// Every yardstick with its word on the command line.
    pub const WORDS: [(&'static str, Yardstick); 2] = [("icd203", Yardstick::Icd203), ("phia", Yardstick::Phia)];

    /// The yardstick of this word.
    pub fn of_word(word: &str) -> Option<Yardstick> {
        Yardstick::WORDS.into_iter().find(|(known, _)| *known == word).map(|(_, yardstick)| yardstick)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Yardstick::Icd203 => "ICD 203",
            Yardstick::Phia => "the UK PHIA yardstick",
        }
    }

    /// Words and ends, and the rule for ends and gaps: `likely 55–80 %`.
    pub fn key(self) -> String {
        let terms: Vec<String> = self
            .terms()
            .iter()
            .map(|term| format!("{} {:.0}–{:.0}\u{a0}%", term.word, 100.0 * term.low, 100.0 * term.high))
            .collect();
        let rule = match self {
            Yardstick::Icd203 => "an end shared by two words belongs to the one farther from even chances",
            Yardstick::Phia => "a probability in a gap lies between two words",
        };
        format!("{}; {rule}", terms.join(", "))
    }

    fn terms(self) -> &'static [Term; 7] {
        match self {
            Yardstick::Icd203 => &ICD_203,
            Yardstick::Phia => &PHIA,
        }
    }

    /// The words for a probability that is known within an interval. None when it is no number from 0 to 1.
    pub fn likelihood(self, probability: f64, interval: [f64; 2]) -> Option<Likelihood> {
        if !(0.0..=1.0).contains(&probability) {
            return None;
        }
        let words = self.words(probability);
        let ends = interval.map(|end| if end.is_nan() { probability } else { end.clamp(0.0, 1.0) });
        let others: Vec<String> = ends.into_iter().map(|end| self.words(end)).filter(|other| *other != words).collect();
        let straddles = match others.as_slice() {
            [] => String::new(),
            [one, other] if one != other => format!("the interval reaches from “{one}” to “{other}”"),
            [one, ..] => format!("the interval reaches into “{one}”"),
        };
        Some(Likelihood { words, straddles })
    }

    /// The word that holds a probability, or the two that it lies between.
    fn words(self, probability: f64) -> String {
        let terms = self.terms();
        if let Some(term) = terms.iter().find(|term| term.holds(probability)) {
            return term.word.into();
        }
        let below = terms.iter().rfind(|term| term.low < probability);
        let above = terms.iter().find(|term| term.high > probability);
        match (below, above) {
            (Some(below), Some(above)) => format!("between {} and {}", below.word, above.word),
            (None, _) => "below the yardstick’s lowest word".into(),
            (_, None) => "above the yardstick’s highest word".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(yardstick: Yardstick, percent: f64) -> String {
        yardstick.likelihood(percent / 100.0, [f64::NAN; 2]).unwrap().words
    }

    #[test]
    fn ends_of_icd_203_belong_to_the_word_farther_from_even_chances() {
        let cases = [
            (0.0, "below the yardstick’s lowest word"),
            (0.99, "below the yardstick’s lowest word"),
            (1.0, "almost no chance"),
            (5.0, "almost no chance"),
            (5.01, "very unlikely"),
            (20.0, "very unlikely"),
            (20.01, "unlikely"),
            (45.0, "unlikely"),
            (45.01, "roughly even chance"),
            (54.99, "roughly even chance"),
            (55.0, "likely"),
            (79.99, "likely"),
            (80.0, "very likely"),
            (95.0, "almost certain"),
            (99.0, "almost certain"),
            (99.01, "above the yardstick’s highest word"),
            (100.0, "above the yardstick’s highest word"),
        ];
        for (percent, expected) in cases {
            assert_eq!(words(Yardstick::Icd203, percent), expected, "{percent} %");
        }
    }

    #[test]
    fn gaps_of_phia_lie_between_two_words() {
        let cases = [
            (0.0, "remote chance"),
            (5.0, "remote chance"),
            (7.0, "between remote chance and highly unlikely"),
            (10.0, "highly unlikely"),
            (20.0, "highly unlikely"),
            (22.0, "between highly unlikely and unlikely"),
            (25.0, "unlikely"),
            (35.0, "unlikely"),
            (37.0, "between unlikely and realistic possibility"),
            (40.0, "realistic possibility"),
            (49.99, "realistic possibility"),
            (50.0, "between realistic possibility and likely"),
            (54.0, "between realistic possibility and likely"),
            (55.0, "likely"),
            (75.0, "likely"),
            (77.0, "between likely and highly likely"),
            (90.0, "highly likely"),
            (92.0, "between highly likely and almost certain"),
            (95.0, "almost certain"),
            (100.0, "almost certain"),
        ];
        for (percent, expected) in cases {
            assert_eq!(words(Yardstick::Phia, percent), expected, "{percent} %");
        }
    }

    #[test]
    fn an_interval_that_straddles_a_boundary_is_said_to() {
        let straddles = |yardstick: Yardstick, probability, interval| {
            yardstick.likelihood(probability, interval).unwrap().straddles
        };
        assert_eq!(straddles(Yardstick::Icd203, 0.60, [0.58, 0.62]), "");
        assert_eq!(straddles(Yardstick::Icd203, 0.56, [0.54, 0.58]), "the interval reaches into “roughly even chance”");
        assert_eq!(
            straddles(Yardstick::Icd203, 0.50, [0.40, 0.60]),
            "the interval reaches from “unlikely” to “likely”"
        );
        assert_eq!(straddles(Yardstick::Phia, 0.36, [0.34, 0.37]), "the interval reaches into “unlikely”");
        assert_eq!(Yardstick::Icd203.likelihood(f64::NAN, [0.0, 1.0]), None);
        assert_eq!(Yardstick::Icd203.likelihood(1.2, [0.0, 1.0]), None);
    }

    #[test]
    fn the_key_names_every_word() {
        for (_, yardstick) in Yardstick::WORDS {
            assert!(yardstick.terms().iter().all(|term| yardstick.key().contains(term.word)));
        }
        assert!(Yardstick::Icd203.key().starts_with("almost no chance 1–5\u{a0}%, very unlikely 5–20\u{a0}%"));
    }
}

//! One outcome of a sweep with what its charts ask of it.

use crate::chart::font::{self, Weight};
use crate::chart::frame::{self, Headline};
use crate::chart::number::{self, Style};
use crate::chart::theme::{Colour, DEEP_BLUE, HEADLINE, SUBHEADLINE};
use crate::chart::{Cell, Column};
use crate::record::{DataColumn, Estimate, OutcomeInfo, OutcomeKind, Sweep, SweepFactor, Variable};
use crate::statistics::wilson_interval;

/// 97.5 % quantile of the standard normal distribution.
const NORMAL_975: f64 = 1.959_963_984_540_054;
/// How a sweep says that its points met different replicates.
const INDEPENDENT: &str = "independent";
/// Light end of the sequential scale; both ends and all between stay ordered in grey.
const LIGHT: Colour = Colour(0xE4, 0xEE, 0xF7);
/// Its middle.
const MIDDLE: Colour = Colour(0x3B, 0x8C, 0xC4);
/// Widths in a headline of the outcome's name and of a factor's, tried until the headline fits into two lines.
const NAME_WIDTHS: [(f64, f64); 10] = [
    (1500.0, 1100.0),
    (1500.0, 700.0),
    (1150.0, 700.0),
    (1150.0, 520.0),
    (850.0, 520.0),
    (850.0, 420.0),
    (750.0, 380.0),
    (680.0, 350.0),
    (600.0, 300.0),
    (400.0, 240.0),
];
/// Widest name of the outcome in the line below the headline.
const MEASURE_WIDTH: f64 = 1000.0;

/// One outcome of a sweep.
pub struct View<'s> {
    /// The sweep.
    pub sweep: &'s Sweep,
    /// The outcome.
    pub outcome: &'s OutcomeInfo,
    /// Its column.
    pub column: &'s DataColumn,
    /// Rows in which it is finite.
    pub rows: Vec<usize>,
    /// Positions of the factors that vary among these rows.
    pub factors: Vec<usize>,
    /// Outcomes without charts.
    pub left_out: usize,
}

impl<'s> View<'s> {
    /// The outcome at a position.
    pub fn new(sweep: &'s Sweep, outcome: usize, left_out: usize) -> View<'s> {
        let column = &sweep.data.outputs[outcome];
        let rows: Vec<usize> = (0..column.values.len()).filter(|&row| column.values[row].is_finite()).collect();
        let varies = |values: &[f64]| rows.iter().any(|&row| values[row] != values[rows[0]]);
        let usable = |values: &[f64]| rows.iter().all(|&row| values[row].is_finite());
        let factors = sweep.data.inputs.iter().enumerate();
        let factors = factors.filter(|(_, input)| usable(&input.values) && varies(&input.values));
        let factors = factors.map(|(index, _)| index).collect();
        View { sweep, outcome: &sweep.outcomes[outcome], column, rows, factors, left_out }
    }

    /// The outcome in a row.
    pub fn value(&self, row: usize) -> f64 {
        self.column.values[row]
    }

    /// A factor's value in a row.
    pub fn input(&self, factor: usize, row: usize) -> f64 {
        self.sweep.data.inputs[factor].values[row]
    }

    /// A factor.
    pub fn factor(&self, factor: usize) -> &'s SweepFactor {
        &self.sweep.factors[factor]
    }

    /// Whether it is a probability.
    pub fn is_condition(&self) -> bool {
        self.outcome.kind == OutcomeKind::Condition
    }

    /// How its values are written.
    pub fn style(&self) -> Style {
        if self.is_condition() { Style::Percent } else { Style::of_unit(&self.outcome.unit) }
    }

    /// A value of it in words.
    pub fn written(&self, value: f64) -> String {
        match self.style() {
            Style::Plain => significant(value),
            style => number::prose(value, style),
        }
    }

    /// An estimate with its interval in words.
    pub fn with_interval(&self, of: Estimate) -> String {
        let [low, high] = of.interval.map(|end| self.written(end));
        format!("{} (95\u{2009}% interval {low} to {high})", self.written(of.value))
    }

    /// An estimate and its interval as cells of a table.
    pub fn cells(&self, of: Estimate) -> [Cell; 3] {
        [of.value, of.interval[0], of.interval[1]].map(|value| Cell::number(self.written(value), value))
    }

    /// A factor's value with its unit as a cell of a table.
    pub fn level_cell(&self, factor: usize, value: f64) -> Cell {
        let variable = &self.factor(factor).variable;
        let text = level_with_unit(variable, value);
        if variable.is_categorical() { Cell::words(text) } else { Cell::number(text, value) }
    }

    /// The mean of some rows and its 95 % interval from the Monte Carlo errors alone.
    ///
    /// Points that meet the same replicates err together: the error of their mean is taken as the mean of their errors,
    /// which is its upper bound. For a probability the interval is Wilson's, for as many replicates as are independent.
    pub fn estimate(&self, rows: &[usize]) -> Estimate {
        let count = rows.len() as f64;
        let value = rows.iter().map(|&row| self.value(row)).sum::<f64>() / count;
        let is_independent = self.sweep.draws == INDEPENDENT;
        let replicates =
            self.sweep.provenance.replicates.saturating_mul(if is_independent { rows.len() as u64 } else { 1 });
        if self.is_condition() && replicates > 0 {
            let successes = (value.clamp(0.0, 1.0) * replicates as f64).round() as u64;
            return Estimate { value, interval: wilson_interval(successes, replicates) };
        }
        let error =
            |row: &usize| self.column.errors.get(*row).copied().filter(|error| error.is_finite()).unwrap_or(0.0);
        let sum = match is_independent {
            true => rows.iter().map(error).map(|error| error * error).sum::<f64>().sqrt(),
            false => rows.iter().map(error).sum::<f64>(),
        };
        let half = NORMAL_975 * sum / count;
        Estimate { value, interval: [value - half, value + half] }
    }

    /// A headline whose names are drawn no longer than leaves room for its numbers.
    pub fn headline(&self, told: impl Fn(&Names<'_>) -> String) -> Headline {
        let written = |(outcome, factor)| told(&Names { view: self, outcome, factor });
        let mut headlines = NAME_WIDTHS.into_iter().map(written);
        let drawn =
            headlines.find(|text| frame::fits(text)).unwrap_or_else(|| written(NAME_WIDTHS[NAME_WIDTHS.len() - 1]));
        Headline { in_full: written((f64::INFINITY, f64::INFINITY)), drawn }
    }

    /// The outcome's name; a statement without its full stop, for it stands within sentences.
    pub fn label(&self) -> &str {
        let label = if self.outcome.label.is_empty() { &self.outcome.id } else { &self.outcome.label };
        if self.is_condition() { label.trim_end_matches('.') } else { label }
    }

    /// What the outcome's numbers are, for the line below the headline.
    pub fn measure(&self) -> String {
        // A longer name would push what follows it off the end.
        let label = font::shorten(self.label(), SUBHEADLINE, Weight::Regular, MEASURE_WIDTH);
        match (self.is_condition(), self.outcome.unit.as_str()) {
            (true, _) => format!("Share of runs in which “{label}” comes true"),
            (false, "" | "1") => format!("{label} (mean of the runs)"),
            (false, unit) => format!("{label} (mean of the runs, {unit})"),
        }
    }

    /// Notes on what is not shown, each a sentence after a space.
    pub fn notes(&self) -> String {
        let lost = self.column.values.len() - self.rows.len();
        let mut notes = String::new();
        if lost > 0 {
            let points = if lost == 1 { "point has" } else { "points have" };
            notes += &format!(" {} {points} no finite mean.", number::grouped(lost as f64));
        }
        if self.left_out > 0 {
            let others = if self.left_out == 1 { "outcome is" } else { "outcomes are" };
            notes += &format!(" {} other {others} only in the table.", number::grouped(self.left_out as f64));
        }
        notes
    }

    /// What the numbers rest on.
    pub fn counted(&self) -> String {
        let points = number::grouped(self.column.values.len() as f64);
        let noun = if self.column.values.len() == 1 { "point" } else { "points" };
        let replicates = number::grouped(self.sweep.provenance.replicates as f64);
        format!("{points} {noun} ({}) of {replicates} replicates each", self.sweep.design.word())
    }

    /// A chart's file stem.
    pub fn file(&self, kind: &str) -> String {
        let allowed = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' };
        format!("{kind}_{}", self.outcome.id.chars().take(60).map(allowed).collect::<String>())
    }
}

/// How a headline names things, each no wider than there is room for.
pub struct Names<'v> {
    view: &'v View<'v>,
    outcome: f64,
    factor: f64,
}

impl Names<'_> {
    /// The outcome: a question in quotes.
    pub fn outcome(&self) -> String {
        let name = font::shorten(self.view.label(), HEADLINE, Weight::Bold, self.outcome);
        if self.view.is_condition() { format!("“{name}”") } else { name }
    }

    /// A factor.
    pub fn factor(&self, factor: usize) -> String {
        font::shorten(title(&self.view.factor(factor).variable), HEADLINE, Weight::Bold, self.factor)
    }

    /// A factor's value as a headline says it.
    pub fn level(&self, factor: usize, value: f64) -> String {
        font::shorten(&level(&self.view.factor(factor).variable, value), HEADLINE, Weight::Bold, self.factor)
    }
}

/// A factor's value as words: the name of a category, else up to three significant digits.
pub fn level(variable: &Variable, value: f64) -> String {
    match variable.category(value) {
        // Options of levers are known by identifiers.
        Some(category) => category.replace('_', " "),
        None => significant(value),
    }
}

/// A factor's value with its unit.
pub fn level_with_unit(variable: &Variable, value: f64) -> String {
    match variable.unit.as_str() {
        "" | "1" => level(variable, value),
        _ if variable.is_categorical() => level(variable, value),
        unit => format!("{}\u{a0}{unit}", level(variable, value)),
    }
}

/// Headings of [`View::cells`].
pub fn estimate_columns(heading: &str) -> [Column; 3] {
    [heading, "95\u{2009}% low", "95\u{2009}% high"].map(Column::numbers)
}

/// A factor's name.
pub fn title(variable: &Variable) -> &str {
    if variable.label.is_empty() { &variable.id } else { &variable.label }
}

/// A factor's name with its unit, for an axis.
pub fn axis_title(variable: &Variable) -> String {
    match variable.unit.as_str() {
        "" | "1" => title(variable).to_string(),
        _ if variable.is_categorical() => title(variable).to_string(),
        unit => format!("{} ({unit})", title(variable)),
    }
}

/// A value found between others, to a hundredth of the range in which it was looked for.
pub fn rounded(value: f64, [low, high]: [f64; 2]) -> f64 {
    let step = number::power_of_ten((high - low).abs() / 50.0);
    if step.is_finite() && step > 0.0 && value.is_finite() { (value / step).round() * step } else { value }
}

/// A number with up to three significant digits, without trailing zeros; whole ones of thousands.
pub fn significant(value: f64) -> String {
    let size = value.abs();
    if size >= 1e6 || (size > 0.0 && size < 1e-4) || !size.is_finite() {
        return if size >= 1e6 {
            number::prose(value, Style::Count)
        } else {
            format!("{value:.1e}").replace('-', "−")
        };
    }
    if size >= 1000.0 {
        return number::grouped(value);
    }
    let (mut decimals, mut bound) = (2, 1.0);
    while bound > size && size > 0.0 && decimals < 7 {
        (decimals, bound) = (decimals + 1, bound / 10.0);
    }
    while size >= bound * 10.0 && decimals > 0 {
        (decimals, bound) = (decimals - 1, bound * 10.0);
    }
    let text = number::decimal(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

/// The colour at a share of the sequential scale.
pub fn shade(share: f64) -> Colour {
    if share < 0.5 { LIGHT.towards(MIDDLE, share * 2.0) } else { MIDDLE.towards(DEEP_BLUE, share * 2.0 - 1.0) }
}

/// Whether text on that colour must be white.
pub fn is_dark(share: f64) -> bool {
    share > 0.42
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[test]
    fn levels_are_written_with_the_digits_that_matter() {
        let cases = [
            (0.0, "0"),
            (0.25, "0.25"),
            (0.123_456, "0.123"),
            (0.001_236, "0.00124"),
            (12.0, "12"),
            (3.172_59, "3.17"),
            (-45.67, "−45.7"),
            (12_345.6, "12\u{2009}346"),
            (2_500_000.0, "2.5\u{a0}million"),
            (0.000_012, "1.2e−5"),
            (0.166_666, "0.167"),
        ];
        for (value, text) in cases {
            assert_eq!(significant(value), text, "{value}");
        }
    }

    #[test]
    fn what_lies_between_is_rounded_to_its_range() {
        assert!((rounded(0.144_37, [0.0, 1.0]) - 0.14).abs() < 1e-12);
        assert_eq!(rounded(79_213.0, [40_000.0, 120_000.0]), 79_000.0);
        assert_eq!(rounded(3.0, [3.0, 3.0]), 3.0);
        assert!(rounded(f64::NAN, [0.0, 1.0]).is_nan());
    }

    #[test]
    fn the_scale_darkens_all_the_way() {
        let grey = |Colour(r, g, b): Colour| 0.2126 * f64::from(r) + 0.7152 * f64::from(g) + 0.0722 * f64::from(b);
        let greys: Vec<f64> = (0..=20).map(|step| grey(shade(f64::from(step) / 20.0))).collect();
        assert!(greys.windows(2).all(|pair| pair[0] - pair[1] > 4.0), "{greys:?}");
    }
}

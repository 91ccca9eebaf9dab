//! Numbers as a scenario states them: a value or a distribution, with unit, status and source; and dates.

use jiff::civil::Date as CivilDate;
use jiff::{SpanRelativeTo, ToSpan, Unit};

use crate::numeric::Real;

/// A calendar date (proleptic Gregorian), the engine's day boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(CivilDate);

impl Date {
    /// The date of a year, month (1–12) and day of month; `None` when the calendar has no such date.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let year = i16::try_from(year).ok()?;
        let month = i8::try_from(month).ok()?;
        let day = i8::try_from(day).ok()?;
        CivilDate::new(year, month, day).ok().map(Date)
    }

    /// Whole days from `start` to `self`, negative when `self` is earlier.
    pub fn days_since(self, start: Date) -> i64 {
        let days =
            start.0.until((Unit::Day, self.0)).map(|span| span.total((Unit::Day, SpanRelativeTo::days_are_24_hours())));
        match days {
            Ok(Ok(days)) => days as i64,
            _ => 0,
        }
    }

    /// The date `days` later (or earlier); stays at the calendar's end instead of overflowing.
    pub fn plus_days(self, days: i64) -> Date {
        Date(self.0.saturating_add(days.clamp(-7_000_000, 7_000_000).days()))
    }

    /// The last day of this date's month.
    pub fn end_of_month(self) -> Date {
        Date(self.0.last_of_month())
    }

    /// Year, month and day of month.
    pub fn parts(self) -> (i32, u8, u8) {
        (i32::from(self.0.year()), self.0.month() as u8, self.0.day() as u8)
    }

    /// Day of month and English month name in short, as chart axes print it: `27 Feb`.
    pub fn short(self) -> String {
        self.0.strftime("%-d %b").to_string()
    }

    /// Day, short month and year: `27 Feb 2020`.
    pub fn long(self) -> String {
        self.0.strftime("%-d %b %Y").to_string()
    }

    /// Days since 1 January 1970, as Parquet's DATE stores it.
    pub fn unix_days(self) -> i32 {
        self.days_since(Date(CivilDate::constant(1970, 1, 1))) as i32
    }

    /// The inverse of [`Date::unix_days`].
    pub fn from_unix_days(days: i32) -> Date {
        Date(CivilDate::constant(1970, 1, 1)).plus_days(i64::from(days))
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl std::str::FromStr for Date {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Date, jiff::Error> {
        text.parse().map(Date)
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// How a quantity is known. Every number of a scenario carries one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Read in the source it names.
    Fact,
    /// A range taken from literature or earlier cases.
    Prior,
    /// Set by comparing results with observations.
    Calibrated,
    /// Somebody's considered opinion, without a source.
    Judgement,
}

impl Status {
    /// Every status with the word a scenario file uses for it.
    pub const WORDS: [(&'static str, Status); 4] = [
        ("fact", Status::Fact),
        ("prior", Status::Prior),
        ("calibrated", Status::Calibrated),
        ("judgement", Status::Judgement),
    ];

    /// The word a scenario file uses.
    pub fn word(self) -> &'static str {
        Status::WORDS[self as usize].0
    }
}

/// What is uncertain about a quantity. `low` and `high` are the bounds of the central 80 % for `Normal`,
/// `LogNormal` and `LogitNormal`, whose two sides may differ, and the ends of the range for the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Known, or held.
    Fixed,
    /// Two-piece normal about the value (the median).
    Normal {
        /// 10 % quantile.
        low: f64,
        /// 90 % quantile.
        high: f64,
    },
    /// Two-piece log-normal about the value (the median); all positive.
    LogNormal {
        /// 10 % quantile.
        low: f64,
        /// 90 % quantile.
        high: f64,
    },
    /// Two-piece logit-normal about the value (the median); all strictly between 0 and 1.
    LogitNormal {
        /// 10 % quantile.
        low: f64,
        /// 90 % quantile.
        high: f64,
    },
    /// Equally likely between the ends.
    Uniform {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// Triangular between the ends with its mode at the value.
    Triangular {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
}

impl Distribution {
    /// The two numbers that state it; `None` when fixed.
    pub fn ends(self) -> Option<(f64, f64)> {
        match self {
            Distribution::Fixed => None,
            Distribution::Normal { low, high }
            | Distribution::LogNormal { low, high }
            | Distribution::LogitNormal { low, high }
            | Distribution::Uniform { low, high }
            | Distribution::Triangular { low, high } => Some((low, high)),
        }
    }

    /// The word a scenario file uses.
    pub fn word(self) -> &'static str {
        match self {
            Distribution::Fixed => "fixed",
            Distribution::Normal { .. } => "normal",
            Distribution::LogNormal { .. } => "lognormal",
            Distribution::LogitNormal { .. } => "logit_normal",
            Distribution::Uniform { .. } => "uniform",
            Distribution::Triangular { .. } => "triangular",
        }
    }
}

/// A number with all that is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The central value: the median or mode of the distribution.
    pub value: f64,
    /// Its uncertainty.
    pub distribution: Distribution,
    /// Unit as written in the file and the tables: `persons`, `km/day`, `1`.
    pub unit: String,
    /// How it is known.
    pub status: Status,
    /// Identifiers of `[sources]`, or a citation for the built-in defaults; empty for a judgement.
    pub source: String,
    /// A remark for the reader.
    pub note: String,
    /// Least and greatest value that makes sense; a sampled value beyond them is held at the nearer one.
    pub range: [f64; 2],
}

/// 90 % quantile of the standard normal distribution.
const NORMAL_90: f64 = 1.281_551_565_544_600_4;

impl Quantity {
    /// A number that is held at one value.
    pub fn fixed(value: f64, unit: &str, status: Status, source: &str) -> Quantity {
        Quantity {
            value,
            distribution: Distribution::Fixed,
            unit: unit.into(),
            status,
            source: source.into(),
            note: String::new(),
            range: [f64::NEG_INFINITY, f64::INFINITY],
        }
    }

    /// The quantity's value at cumulative probability `u` in (0, 1): its quantile function, increasing in `u`.
    #[inline(always)]
    pub fn quantile<R: Real>(&self, u: R) -> R {
        self.unbounded(u).clamp(self.range[0], self.range[1])
    }

    #[inline(always)]
    fn unbounded<R: Real>(&self, u: R) -> R {
        let median = R::splat(self.value);
        match self.distribution {
            Distribution::Fixed => median,
            Distribution::Uniform { low, high } => R::splat(low) + u * (high - low),
            Distribution::Triangular { low, high } => triangular(self.value, low, high, u),
            Distribution::Normal { low, high } => two_piece(median, R::splat(low), R::splat(high), u),
            Distribution::LogNormal { low, high } => {
                two_piece(median.ln(), R::splat(low).ln(), R::splat(high).ln(), u).exp()
            }
            Distribution::LogitNormal { low, high } => {
                two_piece(median.logit(), R::splat(low).logit(), R::splat(high).logit(), u).logistic()
            }
        }
    }
}

/// Quantile of the two-piece normal distribution with the given median, 10 % and 90 % quantiles.
#[inline(always)]
fn two_piece<R: Real>(median: R, low: R, high: R, u: R) -> R {
    let z = u.normal_quantile() * (1.0 / NORMAL_90);
    let spread = R::select(z.lt(R::splat(0.0)), median - low, high - median);
    median + z * spread
}

/// Quantile of the triangular distribution.
#[inline(always)]
fn triangular<R: Real>(mode: f64, low: f64, high: f64, u: R) -> R {
    let width = high - low;
    let turn = if width > 0.0 { (mode - low) / width } else { 0.5 };
    let rising = R::splat(low) + (u * (width * (mode - low))).max(R::splat(0.0)).sqrt();
    let falling = R::splat(high) - ((R::splat(1.0) - u) * (width * (high - mode))).max(R::splat(0.0)).sqrt();
    R::select(u.lt(R::splat(turn)), rising, falling)
}

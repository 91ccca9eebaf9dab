//! What a sensitivity analysis leaves: how much an outcome depends on each input, and on chance.

use serde::{Deserialize, Serialize};

use crate::record::{Estimate, Provenance, Variable, number};

/// How stable the order of factors is, and in which order they come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// The factors from the most to the least important.
    pub factors: Vec<RankedFactor>,
    /// How far two resamples' orders differ, weighted by importance: the 95th percentile over pairs of resamples of the
    /// statistic of Sarrazin, Pianosi & Wagener (2016).
    #[serde(with = "number")]
    pub instability: f64,
    /// Whether it is below one: the order of the factors that matter would be the same in another sample.
    pub stable: bool,
}

/// The rank of one factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankedFactor {
    /// The factor.
    pub factor: String,
    /// The index it is ranked by.
    #[serde(with = "number")]
    pub importance: f64,
    /// Its 95 % range of ranks over resamples, from one.
    pub ranks: [usize; 2],
}

/// Elementary effects of a factor: changes of the outcome over the whole range of the factor (Morris 1991).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElementaryEffects {
    /// The factor.
    pub factor: String,
    /// Mean effect: whether raising the factor raises the outcome.
    pub mu: Estimate,
    /// Mean size of the effect (Campolongo et al. 2007): how much the factor matters.
    pub mu_star: Estimate,
    /// Standard deviation of the effect: whether it depends on where the factor and the others are.
    pub sigma: Estimate,
}

/// Screening by elementary effects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    /// Trajectories used.
    pub trajectories: usize,
    /// Trajectories left out because a point has no result.
    pub dropped: usize,
    /// The effects, in the order of the inputs.
    pub factors: Vec<ElementaryEffects>,
    /// The order by `mu_star`.
    pub ranking: Ranking,
}

/// Sobol' indices of a factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SobolIndex {
    /// The factor.
    pub factor: String,
    /// Share of the variance that goes when the factor is known, by itself.
    pub first: Estimate,
    /// Share of the variance that stays when all other factors are known: alone and with others.
    pub total: Estimate,
}

/// Sobol' index of a pair of factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SobolPair {
    /// The factors.
    pub factors: [String; 2],
    /// Share of the variance that is their interaction, without what each does alone.
    pub index: Estimate,
}

/// Variance-based indices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SobolIndices {
    /// Base points used.
    pub points: usize,
    /// Base points left out because a point of their block has no result.
    pub dropped: usize,
    /// Variance of the outcome over the base points.
    #[serde(with = "number")]
    pub variance: f64,
    /// The indices, in the order of the inputs.
    pub factors: Vec<SobolIndex>,
    /// Pairs, where the design has them.
    pub pairs: Vec<SobolPair>,
    /// Sum of the first-order indices: what factors do by themselves; the rest is interaction.
    pub sum_of_first: Estimate,
    /// The order by the total index.
    pub ranking: Ranking,
}

/// PAWN indices of a factor: distances between the distribution of the outcome and that with the factor in one slice of
/// its range (Pianosi & Wagener 2018).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pawn {
    /// Median over slices.
    pub median: Estimate,
    /// Mean over slices.
    pub mean: Estimate,
    /// Maximum over slices.
    pub maximum: Estimate,
    /// 95 % of inputs without influence have a median below this.
    #[serde(with = "number")]
    pub threshold: f64,
}

/// Regression and rank measures of a factor. A factor of more than two categories has sizes without a sign.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regression {
    /// Standardised regression coefficient.
    pub coefficient: Estimate,
    /// The same on ranks.
    pub rank_coefficient: Estimate,
    /// Partial correlation: with the linear effect of all other inputs removed.
    pub partial: Estimate,
    /// The same on ranks.
    pub partial_rank: Estimate,
    /// Spearman's rank correlation.
    pub spearman: Estimate,
}

/// What a table says of a factor, whatever its design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GivenFactor {
    /// The factor.
    pub factor: String,
    /// Whether it takes at least two values; every index is NaN where it does not.
    pub varies: bool,
    /// Classes its values were put into.
    pub classes: usize,
    /// First-order index from classes, without the bias of counting chance between classes as influence.
    pub first_order: Estimate,
    /// The same with that bias, as Plischke et al. (2013) and SALib have it.
    #[serde(with = "number")]
    pub first_order_plug_in: f64,
    /// PAWN indices.
    pub pawn: Pawn,
    /// Borgonovo's delta, its bias reduced: half the mean distance between the density of the outcome and that with the
    /// factor in one class.
    pub delta: Estimate,
    /// The same with its bias.
    #[serde(with = "number")]
    pub delta_plug_in: f64,
    /// 95 % of inputs without influence have a biased delta below this.
    #[serde(with = "number")]
    pub delta_threshold: f64,
    /// Regression and rank measures.
    pub regression: Regression,
}

/// Measures from any table of inputs and outputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GivenData {
    /// Rows used.
    pub rows: usize,
    /// Rows left out because a value is missing or infinite.
    pub dropped: usize,
    /// Share of the variance that a linear regression on all inputs explains.
    pub r_squared: Estimate,
    /// The same on ranks.
    pub rank_r_squared: Estimate,
    /// The factors, in the order of the inputs.
    pub factors: Vec<GivenFactor>,
    /// The order by the median PAWN index.
    pub ranking: Ranking,
}

/// A share of a variance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VarianceShare {
    /// The unbiased estimate of the component, in the square of the outcome's unit; may be negative.
    #[serde(with = "number")]
    pub component: f64,
    /// Its share of the variance; a negative component counts as none.
    pub share: Estimate,
}

/// Knowledge against chance: the variance of an outcome over points and replicates, by what it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChanceShares {
    /// Points used.
    pub points: usize,
    /// Points left out because a replicate has no value.
    pub dropped: usize,
    /// Replicates of each, the same draws at every point.
    pub replicates: usize,
    /// The variance of one replicate at an unknown point.
    #[serde(with = "number")]
    pub variance: f64,
    /// From what is not known: the points differ in the mean over chance.
    pub knowledge: VarianceShare,
    /// From chance: the draws differ in the mean over points.
    pub chance: VarianceShare,
    /// From their interplay: what the same draw does depends on the point.
    pub interplay: VarianceShare,
}

/// What is said of one outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeSensitivity {
    /// The outcome.
    pub outcome: Variable,
    /// The summary, sentences.
    pub sentences: Vec<String>,
    /// Why an analysis is missing.
    pub problems: Vec<String>,
    /// Elementary effects.
    pub screening: Option<Screening>,
    /// Sobol' indices.
    pub sobol: Option<SobolIndices>,
    /// Measures from the table as it is.
    pub given: Option<GivenData>,
    /// Knowledge against chance.
    pub chance: Option<ChanceShares>,
}

/// A sensitivity analysis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SensitivityReport {
    /// Short identifier: a hash of the table or scenario and of the options.
    pub id: String,
    /// What produced the table.
    pub provenance: Provenance,
    /// What was analysed, and how: one sentence each.
    pub notes: Vec<String>,
    /// Every factor that an analysis names.
    pub factors: Vec<Variable>,
    /// The outcomes.
    pub outcomes: Vec<OutcomeSensitivity>,
}

impl SensitivityReport {
    /// The name of a factor for people.
    pub fn label<'a>(&'a self, factor: &'a str) -> &'a str {
        let found = self.factors.iter().find(|variable| variable.id == factor && !variable.label.is_empty());
        found.map_or(factor, |variable| &variable.label)
    }
}

impl GivenFactor {
    /// Whether it moves the distribution of the outcome more than 95 % of inputs without influence do, by PAWN or by delta.
    pub fn is_influential(&self) -> bool {
        self.pawn.median.value > self.pawn.threshold || self.delta_plug_in > self.delta_threshold
    }
}

impl OutcomeSensitivity {
    /// Whether no analysis could be made of it.
    pub fn is_empty(&self) -> bool {
        self.screening.is_none() && self.sobol.is_none() && self.given.is_none() && self.chance.is_none()
    }
}

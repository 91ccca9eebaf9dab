//! Signalling: beliefs, red lines, signals, alliances and demands.

use crate::expression::Formula;
use crate::model::entity::Name;
use crate::model::parameter::Parameter;
use crate::model::table::{ActorId, AllianceId, BeliefId, ChooserId};
use crate::model::variable::Slot;

/// What makes something begin: a daily hazard, a condition, or a hazard while a condition holds; never without either.
#[derive(Clone, Debug)]
pub struct Onset {
    /// Condition under which it may begin; at any time when absent.
    pub when: Option<Formula<Slot>>,
    /// Daily hazard; at once when the condition holds, when absent.
    pub hazard: Option<Parameter>,
    /// Factor on the hazard.
    pub factor: Option<Formula<Slot>>,
}

/// Others' belief that an actor is resolved.
#[derive(Clone, Debug)]
pub struct Belief {
    /// How it is called; after its actor when it is a chooser's reputation.
    pub name: Name,
    /// The actor believed to be resolved.
    pub about: ActorId,
    /// That actor's choice, if what it does on the ladder is seen here.
    pub chooser: Option<ChooserId>,
    /// Belief on day 0 (p).
    pub prior: Parameter,
    /// Weight of the record of day 0, in challenges (w).
    pub weight: Parameter,
    /// What a threat rests on beside resolve; a chooser's reputation has none, and no credibility.
    pub backing: Option<Backing>,
}

/// What the credibility of a threat rests on beside the resolve of who makes it.
#[derive(Clone, Debug)]
pub struct Backing {
    /// Capability on the spot, 0 to 1.
    pub capability: Parameter,
    /// Interest at stake, 0 to 1.
    pub interest: Formula<Slot>,
}

/// A line that must not be crossed.
#[derive(Clone, Debug)]
pub struct RedLine {
    /// How it is called.
    pub name: Name,
    /// Who draws it.
    pub issuer: ActorId,
    /// Whom it warns.
    pub addressee: ActorId,
    /// The belief that gives it credibility.
    pub belief: BeliefId,
    /// What it covers, in words.
    pub scope: String,
    /// Whether it is public on day 0.
    pub published: bool,
    /// When it is published.
    pub publication: Onset,
    /// Alliance whose answered request publishes it.
    pub on_request: Option<AllianceId>,
    /// How much of the fighting is at the line.
    pub exposure: Formula<Slot>,
    /// The issuer's interest inside the scope.
    pub interest: Parameter,
    /// How near the addressee's next gain is to what the line protects.
    pub deterrence: Option<Formula<Slot>>,
}

/// A costly act that tells of its sender's resolve.
#[derive(Clone, Debug)]
pub struct Signal {
    /// How it is called.
    pub name: Name,
    /// Who sends it.
    pub sender: ActorId,
    /// The belief it moves.
    pub belief: BeliefId,
    /// Whether it is sent in another theatre than the belief's.
    pub elsewhere: bool,
    /// When it is sent.
    pub onset: Onset,
    /// Likelihood ratio.
    pub likelihood_ratio: Parameter,
    /// Probability that it is understood as meant; certain when absent.
    pub attribution: Option<Formula<Slot>>,
    /// Fighters it kills.
    pub deaths: Parameter,
    /// Whose fighters.
    pub victim: Option<ActorId>,
    /// Whether it is sent once at most.
    pub once: bool,
    /// Whether it was sent before day 0.
    pub sent: bool,
}

/// What an ally has promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obligation {
    /// To fight.
    Defence,
    /// To send troops or weapons.
    Deployment,
    /// To consult and to declare.
    Consultation,
}

/// A promise of help, and the request that may come.
#[derive(Clone, Debug)]
pub struct Alliance {
    /// How it is called.
    pub name: Name,
    /// Who has promised.
    pub ally: ActorId,
    /// To whom.
    pub beneficiary: ActorId,
    /// What was promised.
    pub obligation: Obligation,
    /// How far the case lies inside the promise, 0 to 1.
    pub scope: Formula<Slot>,
    /// The ally's own interest, 0 to 1.
    pub interest: Formula<Slot>,
    /// What helping costs the ally.
    pub cost: Parameter,
    /// What the ally holds against the beneficiary.
    pub grievance: Parameter,
    /// How public the promise is.
    pub public: Parameter,
    /// Greatest probability of being honoured.
    pub cap: Parameter,
    /// Mean time to an answer, days.
    pub answer: Parameter,
    /// When help is requested.
    pub request: Onset,
    /// Whether it has been requested before day 0.
    pub requested: bool,
    /// The belief about the ally that its answer moves.
    pub belief: Option<BeliefId>,
}

/// A demand that its target may comply with.
#[derive(Clone, Debug)]
pub struct Demand {
    /// How it is called.
    pub name: Name,
    /// Who makes it.
    pub issuer: ActorId,
    /// Who must comply.
    pub target: ActorId,
    /// The target's belief about the issuer.
    pub belief: BeliefId,
    /// When it stands.
    pub when: Formula<Slot>,
    /// What the threat would do to the target, 0 to 1.
    pub damage: Formula<Slot>,
    /// What complying costs the target, 0 to 1.
    pub stake: Formula<Slot>,
    /// How far the target can comply without losing face, 0 to 1.
    pub offramp: Formula<Slot>,
    /// How public the demand is.
    pub public: Parameter,
}

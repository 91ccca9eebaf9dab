//! Tables of what actors believe of one another and say to one another: beliefs, red lines, signals, alliances, demands.

use crate::quantity::Quantity;
use crate::scenario::spec::{At, Spec, boolean, condition, formula, list, quantity, reference, text, word};

crate::scenario::spec::table! {
    /// What others believe of an actor's resolve. An actor with a choice has a reputation of its own besides.
    pub struct Belief {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// The actor whose resolve it is about.
        about: At<String> = reference("actors"),
        /// Who believes it.
        held_by: Vec<At<String>> = list(reference("actors")),
        /// Theatre it concerns; signals from another one count less. Every theatre when absent.
        theatre: Option<At<String>> = reference("theatres").optional(),
        /// Belief on day 0 that the actor is resolved.
        prior: At<Quantity> = quantity("1", 0.01, 0.99).or(0.42),
        /// Weight of that belief, in challenges met or not met.
        weight: At<Quantity> = quantity("1", 0.1, 1000.0).or(6.0),
        /// What the actor could do on the spot: 0 nothing, 1 all that it threatens.
        capability: At<Quantity> = quantity("1", 0.0, 1.0),
        /// The actor's interest at stake, 0 to 1, as an expression over the state.
        interest: At<String> = formula(),
    }
}

crate::scenario::spec::table! {
    /// A line that its issuer says must not be crossed.
    pub struct RedLine {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Who draws it.
        issuer: At<String> = reference("actors"),
        /// Whom it warns.
        addressee: At<String> = reference("actors"),
        /// Belief in the issuer's resolve that gives it credibility.
        belief: At<String> = reference("beliefs"),
        /// What it covers, in words.
        scope: At<String> = text(),
        /// Whether it is public on day 0; it then moves no belief any more.
        published: At<bool> = boolean().or(false),
        /// Condition: by itself, it is published when this holds; with a hazard, the hazard acts while this holds.
        when: Option<At<String>> = condition().optional(),
        /// Daily hazard of being published.
        hazard: Option<At<Quantity>> = quantity("1/day", 0.0, 10.0).optional(),
        /// Alliance whose request, on the day it is answered, publishes it.
        on_request: Option<At<String>> = reference("alliances").optional(),
        /// How much of the fighting is at the line, 0 to 1 and more, as an expression over the state.
        exposure: At<String> = formula(),
        /// The issuer's interest inside the scope.
        interest: At<Quantity> = quantity("1", 0.0, 1.0).or(0.95),
        /// How near the addressee's next gain is to what the line protects, 0 to 1, as an expression over the state.
        deterrence: Option<At<String>> = formula().optional(),
    }
}

crate::scenario::spec::table! {
    /// A costly act that tells others of its sender's resolve.
    pub struct Signal {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Who sends it.
        sender: At<String> = reference("actors"),
        /// Belief in the sender's resolve that it moves.
        belief: At<String> = reference("beliefs"),
        /// Theatre it is sent in; that of the belief when absent.
        theatre: Option<At<String>> = reference("theatres").optional(),
        /// Daily hazard of being sent.
        hazard: At<Quantity> = quantity("1/day", 0.0, 10.0),
        /// Factor on the hazard, as an expression over the state; 1 when absent.
        factor: Option<At<String>> = formula().optional(),
        /// How much likelier a resolved actor sends it than an irresolute one.
        likelihood_ratio: At<Quantity> = quantity("1", 1.0, 100.0),
        /// Probability that it is understood as meant, 0 to 1, as an expression over the state; 1 when absent.
        attribution: Option<At<String>> = formula().optional(),
        /// Fighters it kills.
        deaths: At<Quantity> = quantity("deaths", 0.0, 1e6).or(0.0),
        /// Whose fighters.
        victim: Option<At<String>> = reference("actors").optional(),
        /// Whether it is sent once at most.
        once: At<bool> = boolean().or(true),
        /// Whether it was sent before day 0; it then moves no belief any more.
        sent: At<bool> = boolean().or(false),
    }
}

crate::scenario::spec::table! {
    /// A promise of help, and the request for it that may come.
    pub struct Alliance {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Who has promised help.
        ally: At<String> = reference("actors"),
        /// To whom.
        beneficiary: At<String> = reference("actors"),
        /// What was promised: `defence` (to fight), `deployment` (to send troops or weapons) or `consultation`.
        obligation: At<String> = word(&["defence", "deployment", "consultation"]),
        /// How far the case lies inside the promise: 0 outside, 0.5 open to argument, 1 inside; an expression over the state.
        scope: At<String> = formula(),
        /// The ally's own interest, 0 to 1, as an expression over the state.
        interest: At<String> = formula(),
        /// What helping costs the ally, against 1 for a full war.
        cost: At<Quantity> = quantity("1", 0.0, 10.0),
        /// What the ally holds against the beneficiary, against 1 for an open quarrel.
        grievance: At<Quantity> = quantity("1", 0.0, 10.0).or(0.0),
        /// How public the promise is: 0 secret, 1 declared.
        public: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Condition: by itself, help is requested when this holds; with a hazard, the hazard acts while this holds.
        when: Option<At<String>> = condition().optional(),
        /// Daily hazard of a request.
        hazard: Option<At<Quantity>> = quantity("1/day", 0.0, 10.0).optional(),
        /// Factor on the hazard, as an expression over the state; 1 when absent.
        factor: Option<At<String>> = formula().optional(),
        /// Mean time from a request to its answer.
        answer: At<Quantity> = quantity("days", 0.01, 3650.0),
        /// Greatest probability that the promise is kept.
        cap: At<Quantity> = quantity("1", 0.0, 1.0).or(1.0),
        /// Whether help was requested before day 0, and the answer is due.
        requested: At<bool> = boolean().or(false),
        /// Belief in the ally's resolve that its answer moves.
        belief: Option<At<String>> = reference("beliefs").optional(),
    }
}

crate::scenario::spec::table! {
    /// A demand backed by a threat, which its target may comply with.
    pub struct Demand {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Who makes it.
        issuer: At<String> = reference("actors"),
        /// Who must comply.
        target: At<String> = reference("actors"),
        /// The target's belief in the issuer's resolve.
        belief: At<String> = reference("beliefs"),
        /// Condition under which it stands.
        when: At<String> = condition(),
        /// What the threat would do to the target, 0 to 1, as an expression over the state.
        damage: At<String> = formula(),
        /// What complying costs the target, 0 to 1, as an expression over the state.
        stake: At<String> = formula(),
        /// How far the target can comply without losing face, 0 to 1, as an expression over the state.
        offramp: At<String> = formula(),
        /// How public the demand is: 0 private, 1 declared.
        public: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
    }
}

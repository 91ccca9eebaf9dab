//! Tables of who takes part and of what binds them: choices, ultimatums, agreements, meetings, instruments.

use crate::model::ladder::RUNGS;
use crate::quantity::{Date, Quantity};
use crate::scenario::spec::{
    At, Spec, boolean, condition, date, formula, list, number, quantity, reference, table, tables, text, word,
};

crate::scenario::spec::table! {
    /// Someone who takes part.
    pub struct Actor {
        /// Name in full.
        name: At<String> = text(),
        /// Name for charts.
        short: Option<At<String>> = text().optional(),
        /// `state`, `armed_group`, `alliance` or `organisation`.
        kind: At<String> = word(&["state", "armed_group", "alliance", "organisation"]),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Own deaths in thirty days that its leadership would call severe (D0).
        severe_deaths: At<Quantity> = quantity("deaths", 1.0, 1e7).or(1000.0),
        /// What it suffers besides its dead, in units of severe deaths: its economy, its other wars.
        burden: At<Quantity> = quantity("1", 0.0, 10.0).or(0.0),
        /// Deaths of its fighters already counted on day 0.
        deaths: At<Quantity> = quantity("deaths", 0.0, 1e7).or(0.0),
        /// Those of them killed in the thirty days before day 0.
        recent_deaths: Option<At<Quantity>> = quantity("deaths", 0.0, 1e7).optional(),
        /// Present when it chooses its rung on the ladder; an actor without it does not act by itself.
        choice: Option<Choice> = table().optional(),
    }
}

crate::scenario::spec::table! {
    /// How an actor chooses its rung on the escalation ladder.
    pub struct Choice {
        /// The campaign it decides about.
        campaign: At<String> = reference("campaigns"),
        /// `attacker` (gains by advancing) or `protector` (gains by stopping the advance).
        role: At<String> = word(&["attacker", "protector"]),
        /// Rung on day 0.
        start: At<String> = word(&RUNGS),
        /// Lowest rung within its choice.
        lowest: At<String> = word(&RUNGS),
        /// Highest rung within its choice.
        highest: At<String> = word(&RUNGS),
        /// What the campaign is worth to its leadership, against a scale of 1 for a vital interest.
        stake: At<Quantity> = quantity("1", 0.0, 10.0),
        /// Weight of expected own deaths.
        cost_sensitivity: At<Quantity> = quantity("1", 0.0, 10.0),
        /// Actor whose leverage restrains it from striking.
        restrained_by: Option<At<String>> = reference("actors").optional(),
        /// The other side's belief on day 0 that this actor is resolved.
        reputation: At<Quantity> = quantity("1", 0.01, 0.99).or(0.42),
        /// Rung it is publicly committed to on day 0; its rung of that day when absent.
        committed: Option<At<String>> = word(&RUNGS).optional(),
        /// Audience cost on day 0; `parameters.audience.start` when absent.
        audience_cost: Option<At<Quantity>> = quantity("1", 0.0, 2.0).optional(),
    }
}

crate::scenario::spec::table! {
    /// A public demand with a date.
    pub struct Ultimatum {
        /// Name.
        name: At<String> = text(),
        /// Who issues it.
        issuer: At<String> = reference("actors"),
        /// Who must comply.
        target: At<String> = reference("actors"),
        /// Condition under which it may be issued.
        when: At<String> = condition(),
        /// Daily hazard of being issued while the condition holds.
        hazard: At<Quantity> = quantity("1/day", 0.0, 10.0),
        /// Rung the issuer commits itself to.
        promised: At<String> = word(&RUNGS),
        /// Least notice: the date is the end of the month that is at least so far off.
        notice: At<f64> = number(0.0, 365.0),
        /// Its date, when it is already out on day 0.
        deadline: Option<At<Date>> = date().optional(),
    }
}

crate::scenario::spec::table! {
    /// An agreement in force, or a ceasefire that may come.
    pub struct Agreement {
        /// Name.
        name: At<String> = text(),
        /// `deescalation` (in force on day 0, with posts) or `ceasefire` (comes by diplomacy).
        kind: At<String> = word(&["deescalation", "ceasefire"]),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// The campaign it concerns.
        campaign: At<String> = reference("campaigns"),
        /// Who is bound by it.
        parties: Vec<At<String>> = list(reference("actors")),
        /// Who stands behind it.
        guarantors: Vec<At<String>> = list(reference("actors")),
        /// Actor whose soldiers man the posts.
        garrison: Option<At<String>> = reference("actors").optional(),
        /// Observation posts that the front can pass and cut off.
        posts: Vec<Post> = tables(),
        /// Meetings at which it may be concluded.
        meetings: Vec<At<String>> = list(reference("meetings")).or_empty(),
        /// Enforcement on the ground once it holds: 0 none, 0.7 joint patrols, 1 peacekeepers.
        enforcement: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Whether a ceasefire that leaves the attacker satisfied is backed by peacekeepers.
        peacekeepers: At<bool> = boolean().or(false),
        /// Leverage of the mediators, 0 to 1.
        mediation: At<Quantity> = quantity("1", 0.0, 1.0).or(0.6),
        /// Whether a truce would be forced on the parties from outside rather than fit the balance on the ground.
        pressured: At<bool> = boolean().or(false),
        /// Belief whose credibility backs a limited victory: that the guarantor would act if the victor went further.
        belief: Option<At<String>> = reference("beliefs").optional(),
        /// Demands on patrons who press their client to fight on: a patron has not bought in until it complies.
        spoilers: Vec<At<String>> = list(reference("demands")).or_empty(),
        /// Zones handed over under a ceasefire that is backed by peacekeepers.
        handover: Vec<Handover> = tables(),
        /// Truces that had failed before day 0.
        failures: At<Quantity> = quantity("1", 0.0, 100.0).or(0.0),
        /// Day since which a durable ceasefire has been in force, when one is on day 0.
        durable_since: Option<At<Date>> = date().optional(),
    }
}

crate::scenario::spec::table! {
    /// A zone that changes hands by the terms of a ceasefire.
    pub struct Handover {
        /// The zone.
        zone: At<String> = reference("zones"),
        /// Days after the ceasefire took hold.
        days: At<f64> = number(0.0, 3650.0),
    }
}

crate::scenario::spec::table! {
    /// An observation post.
    pub struct Post {
        /// Name.
        name: At<String> = text(),
        /// Axis on which it lies.
        axis: At<String> = reference("axes"),
        /// Kilometre at which the front cuts it off.
        at: At<f64> = number(0.0, 1e4),
    }
}

crate::scenario::spec::table! {
    /// Meetings of two leaders.
    pub struct Meeting {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of them.
        note: Option<At<String>> = text().optional(),
        /// The two actors.
        between: Vec<At<String>> = list(reference("actors")),
        /// Days from a call to the meeting, whole days; by `parameters.meeting` when absent.
        notice: Option<At<Quantity>> = quantity("days", 1.0, 100.0).optional(),
        /// Meetings already on the calendar at the origin.
        scheduled: Vec<Scheduled> = tables(),
    }
}

crate::scenario::spec::table! {
    /// A meeting on the calendar.
    pub struct Scheduled {
        /// Day of the meeting.
        date: At<Date> = date(),
        /// Day from which it was expected.
        known: At<Date> = date(),
        /// Probability that it is held, where that was not settled; certain when absent.
        probability: Option<At<Quantity>> = quantity("1", 0.0, 1.0).optional(),
        /// Where it is known from.
        source: Option<At<String>> = text().optional(),
    }
}

crate::scenario::spec::table! {
    /// A lever that one actor holds over another.
    pub struct Instrument {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Who holds it.
        holder: At<String> = reference("actors"),
        /// Over whom.
        target: At<String> = reference("actors"),
        /// Stake: share of what the target's leadership cares about (V).
        stake: At<Quantity> = quantity("1", 0.0, 1.0),
        /// Share of it that the holder controls (s).
        share: At<Quantity> = quantity("1", 0.0, 1.0),
        /// How far the target can get it elsewhere (alt).
        alternatives: At<Quantity> = quantity("1", 0.0, 1.0),
        /// Probability that the holder would use it if provoked (U).
        usability: At<Quantity> = quantity("1", 0.0, 1.0),
        /// Factor on the stake, as an expression over the state; 1 when absent.
        stake_factor: Option<At<String>> = formula().optional(),
        /// Factor on the share, as an expression over the state; 1 when absent.
        share_factor: Option<At<String>> = formula().optional(),
        /// Factor on the alternatives, as an expression over the state; 1 when absent.
        alternatives_factor: Option<At<String>> = formula().optional(),
        /// Factor on the usability, as an expression over the state; 1 when absent.
        usability_factor: Option<At<String>> = formula().optional(),
    }
}

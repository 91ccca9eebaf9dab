//! The scenario file, version 1 of the format: what each table holds. Decoding, checking and the JSON Schema all
//! come from these definitions.

use crate::model::ladder::RUNGS;
use crate::quantity::{Date, Quantity};
use crate::scenario::spec::{
    At, Entries, Spec, boolean, condition, date, formula, integer, list, map, number, outcome,
    path, quantity, reference, table, tables, text, word,
};

/// Largest number of persons a scenario may speak of.
const MOST_PERSONS: f64 = 1e9;

crate::scenario::spec::table! {
    /// A whole scenario file.
    pub struct File {
        /// Version of the format: 1.
        schema: At<i64> = integer(1, 1),
        /// What the scenario is about and when it plays.
        scenario: Head = table(),
        /// Where figures come from, by identifier.
        sources: Entries<Source> = map(table()).or_empty(),
        /// Who takes part, by identifier.
        actors: Entries<Actor> = map(table()),
        /// Parts of the world that play together, by identifier.
        theatres: Entries<Theatre> = map(table()).or_empty(),
        /// Offensives: who attacks whom, with what aim, by identifier.
        campaigns: Entries<Campaign> = map(table()).or_empty(),
        /// Axes of advance, by identifier.
        axes: Entries<Axis> = map(table()).or_empty(),
        /// Places where people live or flee to, by identifier.
        zones: Entries<Zone> = map(table()).or_empty(),
        /// Borders that people may press against or cross, by identifier.
        borders: Entries<Border> = map(table()).or_empty(),
        /// Troops, by identifier.
        forces: Entries<Force> = map(table()).or_empty(),
        /// A patron's air power or fires behind a client, by identifier.
        supports: Entries<Support> = map(table()).or_empty(),
        /// Troops within reach of another actor's fires, by identifier.
        incidents: Entries<Incident> = map(table()).or_empty(),
        /// Pairs of actors whose forces may clash by accident, by identifier.
        accidents: Entries<Accident> = map(table()).or_empty(),
        /// Public demands with a date, by identifier.
        ultimatums: Entries<Ultimatum> = map(table()).or_empty(),
        /// Agreements in force and ceasefires that may come, by identifier.
        agreements: Entries<Agreement> = map(table()).or_empty(),
        /// Leaders' meetings, by identifier.
        meetings: Entries<Meeting> = map(table()).or_empty(),
        /// Levers that one actor holds over another, by identifier.
        instruments: Entries<Instrument> = map(table()).or_empty(),
        /// Who reports what is happening, by identifier.
        observers: Entries<Observer> = map(table()).or_empty(),
        /// Values of the model's parameters that differ from the defaults: `[parameters.GROUP] NAME = …`.
        parameters: Entries<Entries<At<Quantity>>> = map(map(quantity("", f64::MIN, f64::MAX))).or_empty(),
        /// Things that happen on a date, with a daily hazard, or when a condition holds.
        events: Vec<Event> = tables(),
        /// Numbers and conditions to report, by identifier.
        outcomes: Entries<Outcome> = map(table()).or_empty(),
        /// Statements to give a probability to, by identifier.
        questions: Entries<Question> = map(table()).or_empty(),
        /// Dated figures from history.
        observations: Vec<Observation> = tables(),
    }
}

crate::scenario::spec::table! {
    /// What the scenario is about and when it plays.
    pub struct Head {
        /// One line.
        title: At<String> = text(),
        /// A paragraph for the reader.
        summary: At<String> = text(),
        /// Day 0.
        start: At<Date> = date(),
        /// Last day simulated.
        end: At<Date> = date(),
        /// Forecast origin: nothing that was not known on this day is scripted. The start when absent.
        origin: Option<At<Date>> = date().optional(),
        /// Who wrote it.
        author: Option<At<String>> = text().optional(),
        /// Handling marking printed on every chart.
        marking: Option<At<String>> = text().optional(),
    }
}

crate::scenario::spec::table! {
    /// Where figures come from.
    pub struct Source {
        /// Title of the document.
        title: At<String> = text(),
        /// Who published it.
        publisher: Option<At<String>> = text().optional(),
        /// Date of the document.
        date: Option<At<Date>> = date().optional(),
        /// Anything the reader must know to weigh it.
        note: Option<At<String>> = text().optional(),
    }
}

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
        /// Deaths of its fighters already counted on day 0.
        deaths: At<Quantity> = quantity("deaths", 0.0, 1e7).or(0.0),
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
    }
}

crate::scenario::spec::table! {
    /// A part of the world that plays together.
    pub struct Theatre {
        /// Name.
        name: At<String> = text(),
        /// Factor of weather and season on the intensity of fighting.
        season: At<Quantity> = quantity("1", 0.0, 2.0).or(1.0),
    }
}

crate::scenario::spec::table! {
    /// An offensive.
    pub struct Campaign {
        /// Name.
        name: At<String> = text(),
        /// Theatre it plays in.
        theatre: At<String> = reference("theatres"),
        /// Actor that advances.
        attacker: At<String> = reference("actors"),
        /// Actor that holds the ground.
        defender: At<String> = reference("actors"),
        /// Share of the attacker's readiness for a sustained operation on day 0.
        readiness: At<Quantity> = quantity("1", 0.0, 1.0).or(1.0),
        /// Advance within the planning horizon that counts as a full gain.
        full_gain: At<Quantity> = quantity("km", 0.1, 1e4),
        /// Depth of the pocket against which a rate of advance is felt as a threat.
        threat_depth: At<Quantity> = quantity("km", 0.1, 1e4),
        /// Declared aim: kilometres on each axis that fulfil it.
        aim: Entries<At<f64>> = map(number(0.0, 1e4)),
        /// Share of its stake that remains once the aim is reached.
        stake_beyond_aim: At<Quantity> = quantity("1", 0.0, 1.0).or(0.7),
        /// How the attacker divides its effort; the last phase whose condition holds applies.
        phases: Vec<Phase> = tables(),
    }
}

crate::scenario::spec::table! {
    /// A division of effort.
    pub struct Phase {
        /// Condition under which it applies; always when absent.
        when: Option<At<String>> = condition().optional(),
        /// Share of the effort by axis; shares of axes that are finished go to the others.
        effort: Entries<At<f64>> = map(number(0.0, 1.0)),
    }
}

crate::scenario::spec::table! {
    /// An axis of advance, measured in kilometres from the line of contact on day 0.
    pub struct Axis {
        /// Name.
        name: At<String> = text(),
        /// Campaign it belongs to.
        campaign: At<String> = reference("campaigns"),
        /// Its length.
        length: At<f64> = number(0.1, 1e4),
        /// Kilometres already taken on day 0.
        start: At<Quantity> = quantity("km", 0.0, 1e4).or(0.0),
        /// Present when people on this axis are also sheltered by the distance that another axis must still cover.
        behind: Option<Behind> = table().optional(),
        /// Captured zone that the defenders counter-attack from the flank, instead of pushing back the whole axis.
        pivot: Option<At<String>> = reference("zones").optional(),
    }
}

crate::scenario::spec::table! {
    /// Shelter given by another axis that must advance first.
    pub struct Behind {
        /// The other axis.
        axis: At<String> = reference("axes"),
        /// Kilometre on it at which the shelter is gone.
        until: At<f64> = number(0.0, 1e4),
        /// Weight of its remaining kilometres.
        weight: At<f64> = number(0.0, 10.0),
        /// Kilometres added in any case.
        gap: At<f64> = number(0.0, 1e3),
    }
}

crate::scenario::spec::table! {
    /// A place where people live, flee from, or flee to.
    pub struct Zone {
        /// Name.
        name: At<String> = text(),
        /// What the reader should know of it.
        note: Option<At<String>> = text().optional(),
        /// Axis of advance it lies on; a zone without one is not fought over.
        axis: Option<At<String>> = reference("axes").optional(),
        /// Kilometre at which the axis enters it.
        from: Option<At<f64>> = number(0.0, 1e4).optional(),
        /// Kilometre at which the axis leaves it.
        to: Option<At<f64>> = number(0.0, 1e4).optional(),
        /// Kilometre of its town: the zone counts as held once the front has passed it.
        town: Option<At<f64>> = number(0.0, 1e4).optional(),
        /// Whether the town is held by a garrison, so that the front slows before it.
        garrisoned: At<bool> = boolean().or(false),
        /// Residents on day 0 who have not fled.
        residents: At<Quantity> = quantity("persons", 0.0, MOST_PERSONS),
        /// Share of residents who never leave.
        stayers: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Displaced people it can shelter before it counts as full; absent when nobody flees there.
        shelter: Option<At<Quantity>> = quantity("persons", 0.0, MOST_PERSONS).optional(),
        /// Displaced people it shelters on day 0, counted before the scenario's own displacement.
        hosted: At<Quantity> = quantity("persons", 0.0, MOST_PERSONS).or(0.0),
        /// Latitude in degrees north.
        latitude: At<f64> = number(-90.0, 90.0),
        /// Longitude in degrees east.
        longitude: At<f64> = number(-180.0, 180.0),
    }
}

crate::scenario::spec::table! {
    /// A border.
    pub struct Border {
        /// Name.
        name: At<String> = text(),
        /// Zones whose displaced people press against it.
        from: Vec<At<String>> = list(reference("zones")),
        /// Zone beyond it.
        to: At<String> = reference("zones"),
        /// Actor that decides whether it is open and feels the pressure.
        host: At<String> = reference("actors"),
        /// How far it is open: 0 closed, 1 open.
        open: At<Quantity> = quantity("1", 0.0, 1.0),
        /// Daily hazard of crossing a closed border.
        leak: At<Quantity> = quantity("1/day", 0.0, 1.0).or(0.0),
        /// Displaced people waiting at it that count as full pressure (1).
        full_pressure: At<Quantity> = quantity("persons", 1.0, MOST_PERSONS),
        /// Pressure on day 0.
        pressure: At<Quantity> = quantity("1", 0.0, 10.0).or(0.0),
    }
}

crate::scenario::spec::table! {
    /// Troops engaged in a campaign.
    pub struct Force {
        /// Name.
        name: At<String> = text(),
        /// Whose they are.
        actor: At<String> = reference("actors"),
        /// The campaign.
        campaign: At<String> = reference("campaigns"),
        /// `attacker`, `defender` or `protector` (engaged only as its actor climbs the ladder).
        side: At<String> = word(&["attacker", "defender", "protector"]),
        /// Engaged strength on day 0.
        strength: At<Quantity> = quantity("persons", 0.0, 1e7),
        /// Power of one of them in defence or attack against a standard soldier's.
        quality: At<Quantity> = quantity("1", 0.0, 100.0).or(1.0),
        /// Share of the losses made good each day.
        replacement: At<Quantity> = quantity("1/day", 0.0, 1.0).or(0.0),
        /// Strength that replacement aims at, against that of day 0.
        ceiling: At<Quantity> = quantity("1", 0.0, 10.0).or(1.0),
        /// Share deployed on day 0 (protectors only).
        deployed: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
    }
}

crate::scenario::spec::table! {
    /// A patron's support for a client.
    pub struct Support {
        /// Name.
        name: At<String> = text(),
        /// Who gives it.
        patron: At<String> = reference("actors"),
        /// Who receives it.
        client: At<String> = reference("actors"),
        /// The campaign.
        campaign: At<String> = reference("campaigns"),
        /// `air` (behind the attacker) or `fires` (artillery and drones behind the defender, by the patron's rung).
        kind: At<String> = word(&["air", "fires"]),
        /// Support on day 0, as a share of full support.
        start: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Support it settles at while the client runs a sustained operation.
        operating: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// Support it settles at otherwise.
        idle: At<Quantity> = quantity("1", 0.0, 1.0).or(0.0),
        /// What full support adds to the client's power, as a share of it.
        power: At<Quantity> = quantity("1", 0.0, 20.0),
        /// Actor before whose sustained operation the patron steps aside.
        yields_to: Option<At<String>> = reference("actors").optional(),
        /// Share of the support that remains when it steps aside.
        yielded: At<Quantity> = quantity("1", 0.0, 1.0).or(0.7),
    }
}

crate::scenario::spec::table! {
    /// Troops within reach of another actor's fires.
    pub struct Incident {
        /// Name.
        name: At<String> = text(),
        /// Whose troops are at risk.
        victim: At<String> = reference("actors"),
        /// Whose fires reach them.
        shooter: At<String> = reference("actors"),
        /// Campaign whose intensity drives them.
        campaign: At<String> = reference("campaigns"),
        /// Lethal incidents a day at full deployment and intensity 1.
        rate: At<Quantity> = quantity("1/day", 0.0, 100.0),
        /// Median deaths of an incident.
        median_deaths: At<Quantity> = quantity("deaths", 0.1, 1e5),
        /// Standard deviation of the logarithm of the deaths.
        log_deviation: At<Quantity> = quantity("1", 0.0, 3.0),
        /// Most deaths an incident can cause.
        most_deaths: At<Quantity> = quantity("deaths", 1.0, 1e6).or(400.0),
    }
}

crate::scenario::spec::table! {
    /// Two actors whose forces may clash without either wanting it.
    pub struct Accident {
        /// Name.
        name: At<String> = text(),
        /// The actor that may climb the ladder.
        climber: At<String> = reference("actors"),
        /// The support whose aircraft or crews are in its way.
        support: At<String> = reference("supports"),
        /// Probability that an accident becomes open war between the two.
        war: At<Quantity> = quantity("1", 0.0, 1.0),
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
        /// The two actors.
        between: Vec<At<String>> = list(reference("actors")),
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

crate::scenario::spec::table! {
    /// Somebody who reports a cumulative figure, late and in part.
    pub struct Observer {
        /// Name.
        name: At<String> = text(),
        /// The cumulative figure that is reported, as an expression over the state.
        of: At<String> = formula(),
        /// Unit of the figure.
        unit: At<String> = text(),
        /// Share of the truth that is reported; above 1 for claims.
        share: At<Quantity> = quantity("1", 0.0, 100.0),
        /// Mean delay of a report (an Erlang-2 delay).
        lag: At<Quantity> = quantity("days", 0.0, 365.0),
    }
}

crate::scenario::spec::table! {
    /// Something that happens: on a date, with a daily hazard, or when a condition holds.
    pub struct Event {
        /// Identifier.
        id: At<String> = text(),
        /// Name for stories and charts.
        name: At<String> = text(),
        /// The day it happens.
        on: Option<At<Date>> = date().optional(),
        /// Day from which a dated event was expected; needed when it happens after the forecast origin.
        known: Option<At<Date>> = date().optional(),
        /// Daily hazard.
        hazard: Option<At<Quantity>> = quantity("1/day", 0.0, 100.0).optional(),
        /// Condition: by itself, it happens when this holds; with a hazard, the hazard acts while this holds.
        when: Option<At<String>> = condition().optional(),
        /// Whether it can happen again.
        repeats: At<bool> = boolean().or(false),
        /// What it changes.
        effects: Vec<Effect> = tables(),
        /// Where it is known from.
        source: Option<At<String>> = text().optional(),
    }
}

crate::scenario::spec::table! {
    /// One change of a quantity: give one of `set`, `add` and `scale`.
    pub struct Effect {
        /// Path of a quantity: `supports.russian_air.operating`, `parameters.fronts.speed`.
        path: At<String> = path(),
        /// New value.
        set: Option<At<f64>> = number(-1e12, 1e12).optional(),
        /// Amount added.
        add: Option<At<f64>> = number(-1e12, 1e12).optional(),
        /// Factor.
        scale: Option<At<f64>> = number(-1e12, 1e12).optional(),
    }
}

crate::scenario::spec::table! {
    /// A number or a condition to report.
    pub struct Outcome {
        /// Name for charts and tables.
        name: At<String> = text(),
        /// What it is, in the expression language.
        expression: At<String> = outcome(),
        /// Unit of a number.
        unit: Option<At<String>> = text().optional(),
        /// Whether the terminal's summary shows it.
        headline: At<bool> = boolean().or(false),
    }
}

crate::scenario::spec::table! {
    /// A statement to give a probability to.
    pub struct Question {
        /// The statement, true or false once its day has come.
        statement: At<String> = text(),
        /// Forecast origin; the scenario's when absent.
        origin: Option<At<Date>> = date().optional(),
        /// Last day that counts.
        horizon: At<Date> = date(),
        /// When it is true, in the expression language.
        condition: At<String> = outcome(),
        /// What happened, if known.
        resolved: Option<At<bool>> = boolean().optional(),
        /// A base rate to stand beside the answer.
        base_rate: Option<At<Quantity>> = quantity("1", 0.0, 1.0).optional(),
        /// Where the answer is known from.
        source: Option<At<String>> = text().optional(),
    }
}

crate::scenario::spec::table! {
    /// A dated figure from history.
    pub struct Observation {
        /// Path of the daily series it observes.
        series: At<String> = path(),
        /// End of this day.
        date: At<Date> = date(),
        /// The figure.
        value: At<f64> = number(-1e12, 1e12),
        /// Lower end of its range.
        low: At<f64> = number(-1e12, 1e12),
        /// Upper end of its range.
        high: At<f64> = number(-1e12, 1e12),
        /// `calibrate` when it was looked at while parameters were set, else `validate`.
        purpose: At<String> = word(&["calibrate", "validate"]),
        /// How it is known.
        status: At<String> = word(&["fact", "prior", "calibrated", "judgement"]),
        /// Source identifier.
        source: At<String> = reference("sources"),
    }
}

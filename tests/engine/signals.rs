//! Signalling, held against closed forms: beliefs, credibility, red lines, signals, alliances and demands.

#![expect(clippy::disallowed_methods, reason = "a closed form within a tolerance need not be portable to the bit")]

use flashpoint::engine::Player;
use flashpoint::model::{ChooserId, UltimatumId};
use flashpoint::numeric::{LaneProgram, dispatch};
use flashpoint::process::{World, red_line};

use crate::common::{FIERCE, IDLIB, Play, Tape, mean, plan, play};

const REPLICATES: usize = 4096;

/// Two powers, a client and a fourth actor who is hit; every test adds what it needs.
const ACTORS: &str = r#"
schema = 1
[scenario]
title = "Signals"
summary = "Powers that tell one another of their resolve."
start = 2030-01-01
end = 2030-01-30
[actors.guardian]
name = "Guardian"
kind = "state"
[actors.rival]
name = "Rival"
kind = "state"
[actors.client]
name = "Client"
kind = "state"
[theatres.north]
name = "North"
[theatres.south]
name = "South"
[beliefs.guardian]
name = "Guardian's resolve"
about = "guardian"
held_by = ["rival"]
theatre = "north"
prior = 0.42
capability = 0.8
interest = "0.35 + 0.6 * min(day / 10, 1)"
"#;

fn scenario(more: &str) -> String {
    format!("{ACTORS}{more}")
}

fn played(more: &str, overrides: &[&str]) -> Tape {
    play(&plan(&scenario(more), overrides), 5, REPLICATES)
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn assert_close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-9, "{what} is {found}, not {expected}");
}

/// Asserts a share of the replicates, within four standard errors.
fn assert_share(values: &[f64], expected: f64, what: &str) {
    let (found, error) = (mean(values), (expected * (1.0 - expected) / values.len() as f64).sqrt());
    assert!((found - expected).abs() < 4.0 * error + 1e-12, "{what} in {found:.4} of cases, not in {expected:.4}");
}

/// Resolve and credibility on a day, the same in every replicate.
fn belief_on(tape: &Tape, day: usize) -> (f64, f64) {
    let of = |suffix: &str| {
        let values = tape.on(&format!("beliefs.guardian.{suffix}"), day);
        assert!(values.iter().all(|value| *value == values[0]), "{suffix} differs between replicates on day {day}");
        values[0]
    };
    (of("resolve"), of("credibility"))
}

const SIGNAL: &str = r#"
[signals.strike]
name = "Strike"
sender = "guardian"
belief = "guardian"
hazard = 10
factor = "if(day == 3, 1000, 0)"
likelihood_ratio = 3
attribution = "0.7"
deaths = 78
victim = "client"
[outcomes.deaths]
name = "Deaths"
expression = "final(actors.client.deaths)"
[outcomes.recent]
name = "Deaths in thirty days"
expression = "final(actors.client.deaths_30_days)"
[outcomes.count]
name = "Signals"
expression = "final(signals.strike.count)"
"#;

const LINE: &str = r#"
[red_lines.border]
name = "The border"
issuer = "guardian"
addressee = "rival"
belief = "guardian"
scope = "The client's own territory"
exposure = "1"
deterrence = "0.5"
[outcomes.incidents]
name = "Incidents"
expression = "final(red_lines.border.incidents)"
[outcomes.tested]
name = "Crossed"
expression = "final(red_lines.border.tested)"
[outcomes.executed]
name = "Answered"
expression = "if(ever(red_lines.border.executed), 1, 0)"
"#;

const ALLIANCE: &str = r#"
[alliances.pact]
name = "The pact"
ally = "guardian"
beneficiary = "client"
obligation = "defence"
scope = "0"
interest = "0.5"
cost = 0.5
answer = 0.01
requested = true
belief = "guardian"
[outcomes.honoured]
name = "Honoured"
expression = "if(ever(alliances.pact.honoured), 1, 0)"
[outcomes.refused]
name = "Refused"
expression = "if(ever(alliances.pact.refused), 1, 0)"
"#;

const DEMAND: &str = r#"
[demands.stop]
name = "Stop"
issuer = "guardian"
target = "rival"
belief = "guardian"
when = "true"
damage = "0"
stake = "0.5"
offramp = "0"
[outcomes.complied]
name = "Complied"
expression = "if(ever(demands.stop.complied), 1, 0)"
[outcomes.rate]
name = "Hazard of complying"
expression = "maximum(demands.stop.rate)"
"#;

#[test]
fn without_news_nothing_moves() {
    let quiet = ["signals.strike.hazard=0", "red_lines.border.exposure='0'", "alliances.pact.requested=false"];
    let tape = played(&[SIGNAL, LINE, ALLIANCE].concat(), &quiet);
    for day in 0..tape.days {
        assert_close(belief_on(&tape, day).0, 0.42, "the belief");
    }
    for outcome in ["deaths", "count", "incidents", "tested", "executed", "honoured", "refused"] {
        assert!(tape.outcome(outcome).iter().all(|value| *value == 0.0), "{outcome}");
    }
}

#[test]
fn credibility_rests_on_capability_interest_and_resolve() {
    let tape = played("", &[]);
    for day in 0..tape.days {
        let interest = 0.35 + 0.6 * (day as f64 / 10.0).min(1.0);
        let expected = logistic(-0.8 + 1.2 * 0.8 + 1.2 * interest + 0.6 * logit(0.42));
        assert_close(belief_on(&tape, day).1, expected, "the credibility");
    }
}

#[test]
fn a_signal_adds_its_likelihood_ratio_and_fades() {
    let tape = played(SIGNAL, &[]);
    for day in 0..tape.days {
        let signal = if day < 3 { 0.0 } else { 0.7 * 3_f64.ln() * 0.5_f64.powf((day as f64 - 3.0) / 60.0) };
        assert_close(belief_on(&tape, day).0, logistic(logit(0.42) + signal), "the belief");
    }
    for (outcome, expected) in [("deaths", 78.0), ("recent", 78.0), ("count", 1.0)] {
        assert!(tape.outcome(outcome).iter().all(|value| *value == expected), "{outcome}");
    }
}

#[test]
fn a_signal_from_another_theatre_counts_by_the_linkage() {
    let tape =
        played(&SIGNAL.replace("hazard = 10", "theatre = \"south\"\nhazard = 10"), &["parameters.signal.linkage=0.5"]);
    // The sheet's example: 78 killed, understood as meant with 0.7, moves a belief of 0.42 to 0.52.
    let (resolve, _) = belief_on(&tape, 3);
    assert_close(resolve, logistic(logit(0.42) + 0.5 * 0.7 * 3_f64.ln()), "the belief");
    assert!((resolve - 0.52).abs() < 0.01, "{resolve}");
}

#[test]
fn signals_do_not_ratchet() {
    let repeated = ["signals.strike.once=false", "signals.strike.factor='1000'", "signals.strike.likelihood_ratio=100"];
    let tape = played(SIGNAL, &repeated);
    assert_close(belief_on(&tape, 29).0, logistic(logit(0.42) + 1.5), "the belief after thirty signals");
}

#[test]
fn what_was_sent_or_published_before_day_0_moves_nothing() {
    let tape = played(
        &[SIGNAL, LINE].concat(),
        &["signals.strike.sent=true", "red_lines.border.published=true", "red_lines.border.exposure='0'"],
    );
    assert!(tape.outcome("count").iter().all(|value| *value == 0.0));
    assert_close(belief_on(&tape, 29).0, 0.42, "the belief");
}

#[test]
fn allies_keep_their_promises_as_often_as_the_sheet_says() {
    // Outside the promise, in doubt, and inside it.
    for (scope, rounded) in [(0.0, 0.05), (0.5, 0.22), (1.0, 0.62)] {
        let expected = logistic(-2.5 + 3.5 * scope - 0.5);
        assert!((expected - rounded).abs() < 0.005, "{expected}");
        let tape = played(ALLIANCE, &[&format!("alliances.pact.scope='{scope}'")]);
        assert_share(tape.outcome("honoured"), expected, "honoured");
        assert_share(tape.outcome("refused"), 1.0 - expected, "refused");
    }
    let consultation = ["alliances.pact.obligation=consultation", "alliances.pact.cost=0"];
    assert_share(played(ALLIANCE, &consultation).outcome("honoured"), logistic(2.2), "consultation");
    let capped = ["alliances.pact.scope='1'", "alliances.pact.cap=0.03"];
    assert_share(played(ALLIANCE, &capped).outcome("honoured"), 0.03, "capped");
}

#[test]
fn an_answer_goes_into_the_ally_s_record() {
    // Weight 6 and one challenge more, of which 0.3 % is forgotten by the next day.
    let kept = played(ALLIANCE, &["parameters.alliance.intercept=20"]);
    assert_close(belief_on(&kept, 0).0, 3.52 / 7.0, "after a promise kept");
    assert_close(belief_on(&kept, 1).0, (2.52 + 0.997) / 6.997, "a day later");
    let refused = played(ALLIANCE, &["alliances.pact.cap=0", "alliances.pact.scope='0.5'"]);
    assert_close(belief_on(&refused, 0).0, 2.52 / 6.5, "after a refusal in doubt");
}

#[test]
fn an_answered_request_publishes_a_line() {
    let line = LINE.replace("exposure", "on_request = \"pact\"\nexposure");
    let tape = played(&[&line, ALLIANCE].concat(), &["alliances.pact.answer=3", "parameters.alliance.record=0"]);
    let days = tape.first_days("red_lines.border.published");
    let first_day = days.iter().filter(|day| **day == 0.0).count() as f64 / days.len() as f64;
    assert!((first_day - (1.0 - (-1.0_f64 / 3.0).exp())).abs() < 0.03, "{first_day}");
    let public = (0..REPLICATES).find(|replicate| days[*replicate] == 5.0).map(|replicate| {
        (tape.on("beliefs.guardian.resolve", 4)[replicate], tape.on("beliefs.guardian.resolve", 5)[replicate])
    });
    let (before, after) = public.expect("published on day 5 somewhere");
    assert_close(before, 0.42, "the belief before");
    assert_close(after, logistic(logit(0.42) + 1.15_f64.ln()), "the belief on the day");
}

#[test]
fn a_public_line_keeps_incidents_off_by_its_credibility() {
    let hidden = played(LINE, &[]);
    let rate = mean(hidden.outcome("incidents")) / 30.0;
    assert!((rate - (1.0 - (-0.06_f64).exp())).abs() < 0.0025, "{rate}");
    assert!(hidden.outcome("tested").iter().all(|value| *value == 0.0), "a line that is not public is not crossed");
    let public = played(
        LINE,
        &[
            "red_lines.border.published=true",
            "parameters.red_line.crossing=0",
            "parameters.red_line.crossing_severity=0",
        ],
    );
    let scope = logistic(-0.8 + 1.2 * 0.8 + 1.2 * 0.95 + 0.6 * logit(0.42));
    let rate = mean(public.outcome("incidents")) / 30.0;
    assert!((rate - (1.0 - (-0.06 * (1.0 - 0.6 * scope)).exp())).abs() < 0.0020, "{rate}");
}

/// A public line at which an incident comes every day and crosses it.
const CROSSED: [&str; 4] = [
    "red_lines.border.published=true",
    "red_lines.border.exposure='1e6'",
    "parameters.red_line.crossing=1",
    "parameters.red_line.crossing_severity=0",
];

#[test]
fn an_issuer_answers_once_and_is_believed_or_fails_and_is_not() {
    let answered = played(LINE, &[&CROSSED[..], &["parameters.red_line.answer=20"]].concat());
    assert!(answered.outcome("tested").iter().all(|value| *value == 1.0), "an answer ends the testing");
    assert_close(belief_on(&answered, 0).0, 4.52 / 8.0, "after an answer");
    let never = ["parameters.red_line.answer=-20", "parameters.red_line.answer_severity=0"];
    let silent = played(LINE, &[&CROSSED[..], &never].concat());
    assert!(silent.outcome("executed").iter().all(|value| *value == 0.0));
    assert!(silent.outcome("tested").iter().all(|value| *value == 30.0));
    // Mean of v = U² is 1/3, half of which counts.
    let falls = silent.on("beliefs.guardian.resolve", 0).iter().map(|resolve| 2.52 / resolve - 6.0);
    let weight = mean(&falls.collect::<Vec<f64>>());
    assert!((weight - 1.0 / 6.0).abs() < 0.01, "{weight}");
}

#[test]
fn force_is_rare_per_crossing() {
    // Interest falls to 0.35 on day 0: the mean over v = U² of σ(−4.5 + 3.5 v − 0.15).
    let tape = played(LINE, &CROSSED);
    let first = tape.first_days("red_lines.border.executed").iter().map(|day| f64::from(u8::from(*day == 0.0)));
    let steps = 10_000;
    let expected = (0..steps).map(|step| {
        let severity = ((step as f64 + 0.5) / steps as f64).powi(2);
        logistic(-4.65 + 3.5 * severity)
    });
    let expected = expected.sum::<f64>() / steps as f64;
    assert_share(&first.collect::<Vec<f64>>(), expected, "an answer by force to the first crossing");
    assert!(expected < 0.1, "{expected}");
}

#[test]
fn compellence_meets_its_base_rates() {
    // At the neutral point; public without a way out; public with one. In the last two 0.115 of the damage is credible.
    let credible = "demands.stop.damage='0.115 / beliefs.guardian.credibility'";
    let cases: [(&[&str], f64, f64); 3] = [
        (&[], 0.0, 0.40),
        (&[credible, "demands.stop.public=1"], 0.23 - 0.6, 0.30),
        (&[credible, "demands.stop.public=1", "demands.stop.offramp='1'"], 0.23 - 0.6 + 0.8, 0.54),
    ];
    for (overrides, logarithm, rounded) in cases {
        let tape = played(DEMAND, overrides);
        let rate = 0.017 * logarithm.exp();
        for found in tape.outcome("rate") {
            assert_close(*found, rate, "the hazard");
        }
        let expected = 1.0 - (-30.0 * rate).exp();
        assert!((expected - rounded).abs() < 0.006, "{expected}");
        assert_share(tape.outcome("complied"), expected, "compliance in thirty days");
    }
}

#[test]
fn a_higher_stake_and_no_standing_demand_mean_less_compliance() {
    let tape = played(DEMAND, &["demands.stop.stake='0.9'"]);
    assert_close(tape.outcome("rate")[0], 0.017 * (-1.5_f64 * 0.4).exp(), "the hazard");
    let tape = played(DEMAND, &["demands.stop.when='false'"]);
    assert!(tape.outcome("rate").iter().chain(tape.outcome("complied")).all(|value| *value == 0.0));
}

#[test]
fn deterrence_is_credibility_times_nearness() {
    let plan = plan(&scenario(LINE), &[]);
    let mut player = Player::<f64>::new(&plan, 1, true);
    player.start(0);
    player.step(0);
    let world: &World<'_, f64> = player.world();
    let expected = logistic(-0.8 + 1.2 * 0.8 + 1.2 * 0.35 + 0.6 * logit(0.42)) * 0.5;
    let named = |id: &str| {
        plan.model.actors.ids().find(|actor| plan.model.actors[*actor].name.id == id).expect("an actor of that name")
    };
    assert_close(red_line::deterrence(world, named("rival")), expected, "what deters the rival");
    assert_close(red_line::deterrence(world, named("client")), 0.0, "what deters the client");
}

#[test]
fn lanes_signal_what_one_replicate_at_a_time_signals() {
    let text = scenario(&[SIGNAL, &LINE.replace("exposure", "hazard = 0.1\nexposure"), ALLIANCE, DEMAND].concat());
    let plan = plan(&text, &["signals.strike.factor='0.01'", "alliances.pact.answer=4"]);
    let all = Play { plan: &plan, seed: 9, first: 0, replicates: 64 };
    let alone = all.run::<f64>();
    dispatch(all).assert_same(&alone, "the fastest lanes");
    let resolve = alone.on("beliefs.guardian.resolve", 29);
    assert!(resolve.iter().any(|value| *value != resolve[0]), "nothing happens");
}

/// A belief that shares the reputation of Türkiye, in its theatre, and one in another.
const OF_TURKIYE: &str = r#"
[theatres.far]
name = "Far away"
[beliefs.here]
name = "Here"
about = "turkiye"
held_by = ["syria"]
theatre = "idlib"
capability = 1
interest = "1"
[beliefs.far]
name = "Far"
about = "turkiye"
held_by = ["russia"]
theatre = "far"
capability = 1
interest = "1"
[outcomes.reputation]
name = "Reputation"
expression = "final(actors.turkiye.resolve)"
"#;

#[test]
fn one_law_holds_for_reputations_and_declared_beliefs() {
    let overrides = [&FIERCE[..], &["actors.turkiye.choice.reputation=0.42"]].concat();
    let plan = plan(&format!("{IDLIB}{OF_TURKIYE}"), &overrides);
    let tape = play(&plan, 3, 64);
    let last = tape.days - 1;
    assert_eq!(tape.outcome("reputation"), tape.on("beliefs.here.resolve", last));
    assert!(tape.outcome("reputation").iter().any(|value| (value - 0.42).abs() > 0.05), "nothing was learnt");
    assert!(tape.on("beliefs.far.resolve", last).iter().all(|value| (value - 0.42).abs() < 1e-9));
}

/// A reputation, kept by the law on the side: what a replicate does must lead to the same belief.
#[derive(Default)]
struct Ledger {
    met: f64,
    unmet: f64,
    signals: f64,
    kept: Vec<UltimatumId>,
}

impl Ledger {
    /// Enters the day that `world` has just played.
    fn enter(&mut self, world: &World<'_, f64>, chooser: ChooserId) {
        let (level, yesterday) = (world.choice.level[chooser], world.choice.yesterday[chooser]);
        (self.met, self.unmet) = (self.met * 0.997, self.unmet * 0.997);
        self.signals *= 0.5_f64.powf(1.0 / 60.0);
        if level > yesterday {
            self.signals += f64::ln([1.0, 1.0, 1.0, 1.25, 1.7, 2.5, 2.5][level as usize]);
        }
        for (id, ultimatum) in world.model.ultimatums.ids().zip(world.model.ultimatums.iter()) {
            let (issued, missed) = (world.ultimatum.issued[id] > 0.5, world.ultimatum.missed[id] > 0.5);
            if ultimatum.issuer == chooser && issued {
                if !missed && level >= ultimatum.promised as f64 && !self.kept.contains(&id) {
                    self.met += 1.0;
                    self.kept.push(id);
                }
                self.unmet += f64::from(u8::from(missed && world.ultimatum.deadline[id] == world.day as f64));
            }
        }
    }

    /// The belief it leads to.
    fn belief(&self, prior: f64) -> f64 {
        let record = (6.0 * prior + self.met) / (6.0 * (1.0 - prior) + self.unmet);
        logistic(record.ln() + self.signals.clamp(-1.5, 1.5))
    }
}

#[test]
fn a_reputation_follows_what_its_actor_does() {
    let plan = plan(IDLIB, &FIERCE);
    let (mut kept, mut missed) = (0, 0);
    for replicate in 0..24 {
        let mut player = Player::<f64>::new(&plan, 3, false);
        player.start(replicate);
        let mut ledgers = plan.model.choosers.map(|_, _| Ledger::default());
        for day in 0..plan.model.calendar.days {
            player.step(day);
            let world = player.world();
            // A truce that takes hold brings rungs down after others have seen what the actors chose.
            if world.ceasefire.status.iter().any(|status| *status > 1.5) {
                break;
            }
            for (id, chooser) in plan.model.choosers.ids().zip(plan.model.choosers.iter()) {
                ledgers[id].enter(world, id);
                let expected = ledgers[id].belief(world.value(chooser.reputation));
                assert_close(world.belief.resolve[chooser.belief], expected, "the reputation");
            }
        }
        kept += ledgers.iter().filter(|ledger| !ledger.kept.is_empty()).count();
        missed += ledgers.iter().filter(|ledger| ledger.unmet > 0.0).count();
    }
    assert!(kept > 0 && missed > 0, "{kept} promises were kept, {missed} dates missed");
}

//! What must hold in every replicate on every day.

use flashpoint::engine::{Plan, Player};
use flashpoint::model::{Id, Slot, Table};
use flashpoint::numeric::{LaneProgram, Real};
use flashpoint::process::World;

/// Plays a bundle of replicates from `first` on and looks at the state on every evening.
#[derive(Clone, Copy)]
pub struct Census<'p> {
    pub plan: &'p Plan,
    pub seed: u64,
    pub first: u64,
}

impl LaneProgram for Census<'_> {
    /// The first thing that is wrong.
    type Output = Result<(), String>;

    #[inline(always)]
    fn run<R: Real>(self) -> Result<(), String> {
        let mut player = Player::<R>::new(self.plan, self.seed, false);
        player.start(self.first);
        let placed =
            |lane: usize, day: &str, what: String| format!("replicate {}, {day}: {what}", self.first + lane as u64);
        for lane in 0..R::LANES {
            check(player.world(), lane).map_err(|what| placed(lane, "day 0, morning", what))?;
        }
        for day in 0..self.plan.model.calendar.days {
            player.step(day);
            for lane in 0..R::LANES {
                check(player.world(), lane).map_err(|what| placed(lane, &format!("day {day}"), what))?;
            }
        }
        Ok(())
    }
}

/// Fails with a message unless a condition holds.
fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// One lane of every row of a table.
fn lane_of<'t, I: Id, R: Real>(table: &'t Table<I, R>, lane: usize) -> impl Iterator<Item = f64> + 't {
    table.iter().map(move |row| row.lane(lane))
}

/// Every number lies between two bounds.
fn within(what: &str, values: impl Iterator<Item = f64>, low: f64, high: f64) -> Result<(), String> {
    for (index, value) in values.enumerate() {
        ensure((low..=high).contains(&value), || {
            format!("{what} number {index} is {value}, outside {low} to {high:e}")
        })?;
    }
    Ok(())
}

/// Every number is whole and not negative.
fn whole(what: &str, values: impl Iterator<Item = f64>) -> Result<(), String> {
    for (index, value) in values.enumerate() {
        ensure(value >= 0.0 && value.is_finite() && value.fract() == 0.0, || {
            format!("{what} number {index} is {value}, no count")
        })?;
    }
    Ok(())
}

fn check<R: Real>(world: &World<'_, R>, lane: usize) -> Result<(), String> {
    for (index, variable) in world.model.variables.iter().enumerate() {
        let value = world.reading(Slot(index as u16)).lane(lane);
        ensure(value.is_finite(), || format!("{variable:?} reads {value}"))?;
    }
    people(world, lane)?;
    fighting(world, lane)?;
    actors(world, lane)?;
    regimes(world, lane)?;
    diplomacy(world, lane)
}

/// Everybody is in exactly one place, and nobody is half or less than nobody.
fn people<R: Real>(world: &World<'_, R>, lane: usize) -> Result<(), String> {
    let state = &world.displacement;
    whole("residents", lane_of(&state.residents, lane))?;
    for away in state.away.iter() {
        whole("people away", lane_of(away, lane))?;
    }
    let home: f64 = lane_of(&state.residents, lane).sum();
    let away: f64 = state.away.iter().map(|away| lane_of(away, lane).sum::<f64>()).sum();
    let initial: f64 = lane_of(&state.initial, lane).sum();
    let returned_exiles: f64 = lane_of(&world.exiles.returned, lane).sum();
    let passed: f64 = lane_of(&world.border.arrived, lane).sum();
    ensure(home + away + passed == initial + returned_exiles, || {
        format!("{home} at home, {away} away and {passed} beyond gates of {initial} and {returned_exiles} exiles")
    })?;
    for zone in world.model.zones.ids() {
        let (home, away) = (state.residents[zone].lane(lane), state.away_from(zone).lane(lane));
        let (initial, returned) = (state.initial[zone].lane(lane), world.exiles.settled[zone].lane(lane));
        let gates = world.model.gates.ids().zip(world.model.gates.iter()).filter(|(_, gate)| gate.from == zone);
        let passed: f64 = gates.map(|(gate, _)| world.border.arrived[gate].lane(lane)).sum();
        ensure(home + away + passed == initial + returned, || {
            format!("zone {}: {home} at home, {away} away, {passed} gone of {initial} and {returned}", zone.index())
        })?;
        let organised = state.organised[zone].lane(lane);
        ensure((0.0..=home).contains(&organised), || format!("{organised} organised to leave of {home}"))?;
    }
    exiles(world, lane)?;
    let [left, returned, moves, today] =
        [state.cumulative, state.returned, state.movements, state.today].map(|count| count.lane(lane));
    whole("displaced, returned, moves, today", [left, returned, moves, today].into_iter())?;
    ensure(left - returned == away, || format!("{left} left and {returned} returned, but {away} are away"))?;
    ensure(moves >= left, || format!("{moves} moves of {left} people"))?;
    whole("crossings", lane_of(&world.border.crossed, lane))?;
    within("pressure", lane_of(&world.border.pressure, lane), 0.0, f64::MAX)?;
    within("exit hazard", lane_of(&state.exit, lane), 0.0, 3.0)
}

/// No exile is lost on the way home.
fn exiles<R: Real>(world: &World<'_, R>, lane: usize) -> Result<(), String> {
    let state = &world.exiles;
    whole("exiles", lane_of(&state.stock, lane))?;
    whole("exiles who are ready", lane_of(&state.ready, lane))?;
    whole("exiles who returned", lane_of(&state.returned, lane))?;
    whole("passages of gates", lane_of(&world.border.arrived, lane))?;
    let (returned, settled): (f64, f64) = (lane_of(&state.returned, lane).sum(), lane_of(&state.settled, lane).sum());
    ensure(returned == settled, || format!("{returned} exiles returned, but {settled} came to a zone"))?;
    for (id, exiles) in world.model.exiles.ids().zip(world.model.exiles.iter()) {
        let (stock, returned) = (state.stock[id].lane(lane), state.returned[id].lane(lane));
        let initial = (world.value(exiles.stock).lane(lane) + 0.5).floor();
        ensure(stock + returned == initial, || format!("{stock} exiles and {returned} returned of {initial}"))?;
        ensure(state.ready[id].lane(lane) <= stock, || format!("more ready than {stock}"))?;
    }
    Ok(())
}

fn fighting<R: Real>(world: &World<'_, R>, lane: usize) -> Result<(), String> {
    whole("deaths", lane_of(&world.attrition.deaths, lane))?;
    whole("deaths today", lane_of(&world.attrition.today, lane))?;
    whole("deaths in thirty days", lane_of(&world.attrition.recent, lane))?;
    within("strength", lane_of(&world.attrition.strength, lane), 0.0, f64::MAX)?;
    for (id, axis) in world.model.axes.ids().zip(world.model.axes.iter()) {
        within("kilometres", std::iter::once(world.fronts.progress[id].lane(lane)), 0.0, axis.length)?;
    }
    for held in lane_of(&world.fronts.held, lane) {
        ensure(held == 0.0 || held == 1.0, || format!("a zone is held by {held}"))?;
    }
    whole("changes of hands", lane_of(&world.fronts.changes, lane))?;
    within("share of the aim", lane_of(&world.fronts.aim, lane), 0.0, 1.0)?;
    within("readiness", lane_of(&world.combat.readiness, lane), 0.0, 1.0)?;
    within("intensity", lane_of(&world.combat.intensity, lane), 0.0, f64::MAX)?;
    within("deployment", lane_of(&world.posture.deployed, lane), 0.0, f64::MAX)?;
    within("support", lane_of(&world.support.level, lane), 0.0, f64::MAX)
}

fn actors<R: Real>(world: &World<'_, R>, lane: usize) -> Result<(), String> {
    for (id, chooser) in world.model.choosers.ids().zip(world.model.choosers.iter()) {
        let level = world.choice.level[id].lane(lane);
        // A truce that takes hold brings its parties down to a proxy surge, below their lowest choice if need be.
        let bounds = chooser.lowest.min(3) as f64..=chooser.highest as f64;
        ensure(bounds.contains(&level) && level.fract() == 0.0, || format!("the rung is {level}, outside {bounds:?}"))?;
    }
    within("audience cost", lane_of(&world.audience.cost, lane), 0.0, 2.0)?;
    within("demand", lane_of(&world.audience.demand, lane), 0.0, 6.0)?;
    within("commitment", lane_of(&world.audience.commitment, lane), 0.0, 6.0)?;
    within("resolve", lane_of(&world.belief.resolve, lane), 0.0, 1.0)?;
    signals(world, lane)
}

fn signals<R: Real>(world: &World<'_, R>, lane: usize) -> Result<(), String> {
    within("credibility", lane_of(&world.belief.credibility, lane), 0.0, 1.0)?;
    within("hazard of complying", lane_of(&world.demand.rate, lane), 0.0, f64::MAX)?;
    whole("incidents at red lines", lane_of(&world.red_line.incidents, lane))?;
    whole("crossings of red lines", lane_of(&world.red_line.tested, lane))?;
    whole("signals", lane_of(&world.signal.count, lane))?;
    for id in world.model.alliances.ids() {
        let states = [&world.alliance.honoured, &world.alliance.answered, &world.alliance.requested];
        let [honoured, answered, requested] = states.map(|state| state[id].lane(lane));
        ensure(0.0 <= honoured && honoured <= answered && answered <= requested && requested <= 1.0, || {
            format!("of an alliance {requested} was requested, {answered} answered, {honoured} honoured")
        })?;
    }
    Ok(())
}

fn regimes<R: Real>(world: &World<'_, R>, lane: usize) -> Result<(), String> {
    within("dissolved share of a garrison", lane_of(&world.regime.dissolved, lane), 0.0, 1.0)?;
    within("dissolved share of an army", lane_of(&world.regime.army, lane), 0.0, 1.0 + 1e-9)?;
    within("lost share of a core", lane_of(&world.regime.lost, lane), 0.0, 1.0 + 1e-9)?;
    within("shock", lane_of(&world.regime.shock, lane), 0.0, f64::MAX)?;
    for fallen in lane_of(&world.regime.fallen, lane) {
        ensure(fallen == 0.0 || fallen == 1.0, || format!("a regime is fallen by {fallen}"))?;
    }
    whole("posture", lane_of(&world.patron.posture, lane))?;
    within("capacity", lane_of(&world.patron.capacity, lane), 0.0, 1.0)
}

fn diplomacy<R: Real>(world: &World<'_, R>, lane: usize) -> Result<(), String> {
    for status in lane_of(&world.ceasefire.status, lane) {
        ensure([0.0, 1.0, 2.0].contains(&status), || format!("a ceasefire has status {status}"))?;
    }
    whole("failed truces", lane_of(&world.ceasefire.failures, lane))?;
    within("leverage", lane_of(&world.leverage.total, lane), 0.0, 1.0)?;
    within("strength of an instrument", lane_of(&world.leverage.strength, lane), 0.0, 0.999)?;
    within("contribution of an instrument", lane_of(&world.leverage.contribution, lane), 0.0, 1.0)?;
    within("report", lane_of(&world.observer.reported, lane), -1e-9, f64::MAX)
}

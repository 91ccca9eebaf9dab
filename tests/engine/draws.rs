//! Common random numbers: what a draw is depends on its address alone, so that two variants of a scenario differ only in what
//! follows from their difference.

use std::collections::BTreeMap;

use flashpoint::engine::{Plan, Player};
use flashpoint::model::ladder::RUNG_COUNT;
use flashpoint::model::{ChooserId, Model, Table};
use flashpoint::numeric::Real;
use flashpoint::process::World;
use flashpoint::random::Stream;

use crate::common::{FIERCE, IDLIB, mean, plan, play, variance};

const SEED: u64 = 11;

/// One change to each of several mechanisms.
const VARIANTS: [&str; 6] = [
    "parameters.attrition.lethality=0.0009",
    "parameters.fronts.speed=5",
    "parameters.displacement.bombardment=0.05",
    "parameters.ceasefire.hold_base=-3",
    "parameters.incident.intensity_cap=0.8",
    "actors.syria.choice.stake=1.3",
];

/// An event that nothing but its own draws decides, to be told by them.
const COIN: &str = "\n[[events]]\nid = \"coin\"\nname = \"Coin\"\nhazard = 0.02\n";

/// The bits of every sampled quantity of a replicate, by path.
fn sampled(plan: &Plan, replicate: u64) -> BTreeMap<String, u64> {
    let mut player = Player::<f64>::new(plan, SEED, false);
    player.start(replicate);
    let values = &player.world().values;
    plan.model.quantities.iter().zip(values).map(|((path, _), value)| (path.to_string(), value.to_bits())).collect()
}

#[test]
fn a_change_leaves_every_other_sampled_quantity_alone() {
    let base = plan(IDLIB, &[]);
    for change in VARIANTS {
        let variant = plan(IDLIB, &[change]);
        let path = change.split('=').next().unwrap_or_default();
        for replicate in [0, 1, 77] {
            let (before, after) = (sampled(&base, replicate), sampled(&variant, replicate));
            let differ: Vec<&String> =
                before.iter().filter(|(path, bits)| after.get(*path) != Some(bits)).map(|(path, _)| path).collect();
            assert_eq!(differ, [path], "replicate {replicate}");
        }
    }
}

/// Streams made from the address of each draw, beside the engine's own.
struct Addresses {
    choice: Table<ChooserId, Stream<f64>>,
    named: BTreeMap<(&'static str, String), Stream<f64>>,
    /// How often each kind of draw was told from the state.
    told: BTreeMap<&'static str, usize>,
}

impl Addresses {
    fn new(model: &Model, replicate: u64) -> Addresses {
        let mut named = BTreeMap::new();
        let mut add = |process, id: &str, slots| {
            named.insert((process, id.to_string()), Stream::new(SEED, process, id, slots));
        };
        model.events.iter().for_each(|event| add("event", &event.name.id, 1));
        model.incidents.iter().for_each(|incident| add("incident", &incident.name.id, 4));
        model.meetings.iter().for_each(|meeting| add("meeting", &meeting.name.id, 3));
        model.ceasefires.iter().for_each(|ceasefire| add("ceasefire", &ceasefire.name.id, 5));
        let mut choice = model
            .choosers
            .map(|_, chooser| Stream::new(SEED, "choice", &model.actors[chooser.actor].name.id, 2 + RUNG_COUNT));
        choice.iter_mut().chain(named.values_mut()).for_each(|stream| stream.start(replicate));
        Addresses { choice, named, told: BTreeMap::new() }
    }

    fn named(&mut self, process: &'static str, id: &str) -> &mut Stream<f64> {
        *self.told.entry(process).or_default() += 1;
        self.named.get_mut(&(process, id.to_string())).unwrap_or_else(|| panic!("no stream for {process} {id}"))
    }
}

/// Plays a replicate and holds the state of every evening against the draws at their addresses.
fn tell_draws(plan: &Plan, replicate: u64, told: &mut BTreeMap<&'static str, usize>) {
    let mut addresses = Addresses::new(&plan.model, replicate);
    let mut player = Player::<f64>::new(plan, SEED, false);
    player.start(replicate);
    for day in 0..plan.model.calendar.days {
        let before = player.world().clone();
        player.step(day);
        let world = player.world();
        choices(&before, world, &mut addresses);
        events_and_incidents(&before, world, &mut addresses);
        diplomacy(&before, world, &mut addresses);
    }
    for (kind, count) in addresses.told {
        *told.entry(kind).or_default() += count;
    }
}

/// Epochs follow their uniform, and tastes that change become the Gumbel variates of theirs.
fn choices(before: &World<'_, f64>, world: &World<'_, f64>, addresses: &mut Addresses) {
    let (day, p) = (world.day, world.mechanisms.choice);
    for id in world.model.choosers.ids() {
        let stream = &mut addresses.choice[id];
        if stream.uniform(day, 0) < 1.0 / world.value(p.epoch).max(1.0) {
            assert_eq!(world.choice.decided[id], 1.0, "an epoch of day {day} was missed");
        }
        let (renewal, news) = (world.value(p.taste_renewal), world.value(p.taste_news));
        let renewed = stream.uniform(day, 1);
        let changed = world.choice.tastes[id] != before.choice.tastes[id];
        if day == 0 {
            continue;
        }
        assert!(changed || renewed >= renewal, "tastes were not redrawn on day {day}");
        if changed {
            assert!(renewed < news.max(renewal), "tastes were redrawn on day {day} against the draw");
            let gumbel = |rung| -Real::ln(-Real::ln(stream.uniform(day, 2 + rung)));
            assert_eq!(world.choice.tastes[id], std::array::from_fn(gumbel), "tastes of day {day}");
            *addresses.told.entry("taste").or_default() += 1;
        }
    }
}

/// An event without a condition happens by its uniform alone; a day's deaths by incidents are those of its severities.
fn events_and_incidents(before: &World<'_, f64>, world: &World<'_, f64>, addresses: &mut Addresses) {
    let day = world.day;
    for (id, event) in
        world.model.events.ids().zip(world.model.events.iter()).filter(|(_, event)| event.name.id == "coin")
    {
        let happens = addresses.named("event", &event.name.id).uniform(day, 0) < 1.0 - Real::exp(-0.02);
        let happened = before.event.happened[id] == 1.0 || happens;
        assert_eq!(world.event.happened[id] == 1.0, happened, "the coin on day {day}");
    }
    for (id, incident) in world.model.incidents.ids().zip(world.model.incidents.iter()) {
        let deaths = world.incident.today[id];
        if deaths == 0.0 {
            continue;
        }
        let stream = addresses.named("incident", &incident.name.id);
        let [median, deviation, most] = [incident.median_deaths, incident.log_deviation, incident.most_deaths]
            .map(|parameter| world.value(parameter));
        let mut sum = 0.0;
        let told = (1..=3).any(|slot| {
            sum += Real::min(Real::exp(Real::ln(median) + deviation * stream.normal(day, slot)), most).ceil();
            sum == deaths
        });
        assert!(told, "{deaths} deaths by incidents on day {day} are not those of the draws");
    }
}

/// A meeting that is called is held when its second draw says; a paper truce lives as long as its fourth draw says.
fn diplomacy(before: &World<'_, f64>, world: &World<'_, f64>, addresses: &mut Addresses) {
    let day = world.day;
    for (id, meeting) in world.model.meetings.ids().zip(world.model.meetings.iter()) {
        let called = world.meeting.next[id].is_finite() && before.meeting.next[id].is_infinite() && day > 0;
        if called {
            let further = <f64 as Real>::poisson_quantile(
                world.value(world.mechanisms.meeting.further_notice),
                addresses.named("meeting", &meeting.name.id).uniform(day, 1),
            );
            let notice = world.value(world.mechanisms.meeting.least_notice).floor();
            assert_eq!(world.meeting.next[id], day as f64 + notice + further, "the meeting called on day {day}");
        }
    }
    let p = world.mechanisms.ceasefire;
    for (id, ceasefire) in world.model.ceasefires.ids().zip(world.model.ceasefires.iter()) {
        if world.ceasefire.ends[id] == before.ceasefire.ends[id] {
            continue;
        }
        let u = addresses.named("ceasefire", &ceasefire.name.id).uniform(day, 3);
        let life = Real::exp(
            world.value(p.paper_life) - world.value(p.paper_intensity) * world.combat.intensity[ceasefire.campaign],
        );
        let ends = day as f64 + 1.0 + life * Real::powf(-Real::ln(u), 1.0 / world.value(p.paper_shape));
        assert_eq!(world.ceasefire.ends[id], ends, "the truce of day {day}");
    }
}

#[test]
fn every_variant_draws_from_the_same_addresses() {
    let text = format!("{IDLIB}{COIN}");
    for change in std::iter::once("parameters.combat.surge=0.2").chain(VARIANTS) {
        let plan = plan(&text, &[&FIERCE[..], &[change]].concat());
        let mut told = BTreeMap::new();
        for replicate in 0..6 {
            tell_draws(&plan, replicate, &mut told);
        }
        for (kind, least) in [("taste", 20), ("event", 900), ("incident", 10), ("meeting", 5), ("ceasefire", 5)] {
            assert!(told.get(kind).is_some_and(|count| *count >= least), "{change}: too few draws told: {told:?}");
        }
    }
}

#[test]
fn common_random_numbers_sharpen_a_comparison() {
    let base = plan(IDLIB, &[]);
    let path = "parameters.fronts.speed";
    let (_, speed) =
        base.model.quantities.iter().find(|(known, _)| *known == path).unwrap_or_else(|| panic!("no {path}"));
    let (low, high) = speed.distribution.ends().unwrap_or_else(|| panic!("{path} is fixed"));
    let [value, low, high] = [speed.value, low, high].map(|number| 1.05 * number);
    let faster = format!(
        "{path}={{ value = {value}, dist = \"{}\", low = {low}, high = {high}, status = \"judgement\" }}",
        speed.distribution.word()
    );
    let variant = plan(IDLIB, &[&faster]);
    let displaced = |plan, seed| play(plan, seed, 1024).outcome("displaced_5_march").to_vec();
    let (before, common, independent) = (displaced(&base, 1), displaced(&variant, 1), displaced(&variant, 2));
    let difference =
        |after: &[f64]| -> Vec<f64> { after.iter().zip(&before).map(|(after, before)| after - before).collect() };
    let (with, without) = (difference(&common), difference(&independent));
    let ratio = variance(&without) / variance(&with);
    println!(
        "displaced on 5 March, fronts 5 % faster: {:+.0} with common random numbers, {:+.0} with independent seeds",
        mean(&with),
        mean(&without)
    );
    println!("variance of the difference, independent seeds over common random numbers: {ratio:.2}");
    assert!(ratio > 1.5, "{ratio}");
}

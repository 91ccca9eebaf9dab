//! Forced displacement: who leaves home, and where they go.
//!
//! Exit hazard of zone z with the front d kilometres from its centre:
//!   h = h₀ (0.5 + I) + h_B B + h_p Φ((H v − d) / (σ₀ + σ₁ H v)) + h_c 1{held by the attacker}
//!   B = min(1, I (0.4 + air) · 1.2 e^{−d/12} (0.1 + 0.9 √share)),   v = perceived speed of the axis,   H = 7 days
//! times e^{g − σ²/2…} with a common AR(1) g. Movers are residents above the share who stay. People flee ahead of an advance
//! they see, not of a plan, and not because neighbours flee (form 5 of the model's history). Whole persons move: a flow is the
//! rounded quantile of a normal approximation to the binomial, and is divided among shelters by
//!   weight_d = √capacity_d / (distance + 10 km) · e^{−3 danger_d − 4 max(0, occupancy_d − 0.9)}
//! Displaced people in a shelter that comes under threat face the same hazard. Every person is in exactly one place on every day.
//!
//! A zone may name a bombardment that reaches it whatever the distance, B = max(B, shelled · min(1, I/1.6)), and a share of its
//! people who are organised to leave early, with hazard h + h_e B: where buses stand ready, the first shells empty a town.
//! Source: Melander & Öberg 2007; World Bank WPS 10177; gravity after the Flee model's defaults; evacuations from Karabakh 2020.

mod shelter;

use crate::model::{CampaignId, Model, ShelterId, Side, Stretch, Table, ZoneId};
use crate::numeric::Real;
use crate::process::displacement::shelter::{settle, weigh_pulls, weigh_shelters};
use crate::process::parameters::{FIXED, log_normal, parameters};
use crate::process::{Apportionment, World, binomial_flow, fronts, hazard, regime, support};
use crate::random::Stream;

parameters! { "displacement" {
    /// Daily exit hazard far from the fighting (h0).
    base: "1/day" [0.0, 1.0] = 0.0007, log_normal(0.0004, 0.0012), Prior, "70 000 movements in quiet November 2019";
    /// Daily exit hazard under full bombardment.
    bombardment: "1/day" [0.0, 1.0] = 0.0125, log_normal(0.00838, 0.0188), Calibrated, "fitted within the prior of 0.02 to 0.045";
    /// Daily exit hazard when capture within the horizon is certain.
    anticipation: "1/day" [0.0, 1.0] = 0.0834, log_normal(0.0559, 0.118), Calibrated, "fitted within the prior of 0.08 to 0.17";
    /// Daily exit hazard once the attacker holds the zone.
    capture: "1/day" [0.0, 2.0] = 0.24, log_normal(0.18, 0.33), Prior, "authors' judgement from the literature and three worked cases";
    /// Days over which people foresee a capture.
    foresight: "days" [0.0, 60.0] = 7.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Kilometres of uncertainty about where the front will be, at no speed.
    foresight_floor: "km" [0.1, 100.0] = 3.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Share of the foreseen advance added to that uncertainty.
    foresight_spread: "1" [0.0, 5.0] = 0.35, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of past against present speed in what people perceive.
    perception: "1" [0.0, 1.0] = 0.5, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Kilometres over which bombardment decays.
    reach: "km" [0.1, 500.0] = 12.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Share of the base hazard in zones that are not fought over.
    calm: "1" [0.0, 10.0] = 0.25, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Persistence of the common noise in the logarithm of exit hazards.
    persistence: "1" [0.0, 0.99] = 0.6, FIXED, Prior, "daily flows of January-February 2020";
    /// Daily innovation of that noise.
    innovation: "1" [0.0, 2.0] = 0.28, FIXED, Prior, "daily flows of January-February 2020";
    /// Return hazard of the first day at full security (r0).
    returning: "1/day" [0.0, 1.0] = 0.05, FIXED, Prior, "returns to Karabakh 2020 and in Syria, December 2024";
    /// Security of homes behind the own side's line under a durable truce (S).
    security: "1" [0.0, 1.0] = 0.657, FIXED, Calibrated, "126 000 moved back by 17 April 2020";
    /// Days over which the wish to return fades.
    return_memory: "days" [0.1, 1000.0] = 10.0, FIXED, Prior, "returns to Karabakh 2020";
    /// Exponent of that fading.
    return_fading: "1" [0.0, 5.0] = 0.6, FIXED, Prior, "returns to Karabakh 2020";
    /// Kilometres added to every distance to a shelter.
    distance_floor: "km" [0.1, 500.0] = 10.0, FIXED, Prior, "Flee model's default";
    /// Weight of danger in the choice of a shelter.
    danger: "1" [0.0, 20.0] = 3.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Weight of crowding beyond nine tenths in the choice of a shelter.
    crowding: "1" [0.0, 50.0] = 4.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Daily exit hazard that full bombardment adds for those who are organised to leave early.
    evacuation: "1/day" [0.0, 2.0] = 0.286, FIXED, Calibrated, "departures from Karabakh, September-October 2020";
    /// Intensity at which bombardment of a zone out of the front's reach is full.
    full_shelling: "1" [0.1, 10.0] = 1.6, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// Greatest daily exit hazard: 95 % of those who may leave do so in a day.
const GREATEST_EXIT: f64 = 3.0;

/// Draws of a zone and day: departures from home, departures from shelter, returns.
const SLOTS: usize = 3;

/// Which of them serves [`State::luck_of_return`].
const RETURN_SLOT: usize = 2;

/// State of displacement.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Residents at home, whole persons.
    pub residents: Table<ZoneId, R>,
    /// Residents on day 0, with those displaced already.
    pub initial: Table<ZoneId, R>,
    /// Residents at home who are organised to leave early, whole persons.
    pub organised: Table<ZoneId, R>,
    /// Those of them who were there before anybody left.
    organised_at_first: Table<ZoneId, R>,
    /// Displaced people of each home zone in each shelter, whole persons: `away[home][shelter]`.
    pub away: Table<ZoneId, Table<ShelterId, R>>,
    /// Persons who ever left home.
    pub cumulative: R,
    /// Persons who left home today.
    pub today: R,
    /// Persons who returned.
    pub returned: R,
    /// Moves, from home or from shelter to shelter.
    pub movements: R,
    /// Daily exit hazard of each zone.
    pub exit: Table<ZoneId, R>,
    /// Daily exit hazard of those who are organised to leave early.
    evacuation: Table<ZoneId, R>,
    /// Danger of each zone as a place to be, 0 to 1.
    pub danger: Table<ZoneId, R>,
    /// Attraction of each shelter today, whoever comes.
    weight: Table<ShelterId, R>,
    /// Its pull on those who are leaving a zone just now.
    pull: Table<ShelterId, R>,
    noise: R,
    common: Stream<R>,
    streams: Table<ZoneId, Stream<R>>,
    /// Draws of evacuations, where there are any.
    evacuation_streams: Table<ZoneId, Option<Stream<R>>>,
}

impl<R: Real> State<R> {
    /// Space for every zone and shelter of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let zeroes = || model.zones.map(|_, _| R::zero());
        let shelters = || model.shelters.map(|_, _| R::zero());
        State {
            residents: zeroes(),
            initial: zeroes(),
            organised: zeroes(),
            organised_at_first: zeroes(),
            away: model.zones.map(|_, _| shelters()),
            cumulative: R::zero(),
            today: R::zero(),
            returned: R::zero(),
            movements: R::zero(),
            exit: zeroes(),
            evacuation: zeroes(),
            danger: zeroes(),
            weight: shelters(),
            pull: shelters(),
            noise: R::zero(),
            common: Stream::new(seed, "displacement", "common", 1),
            streams: model.zones.map(|_, zone| Stream::new(seed, "displacement", &zone.name.id, SLOTS)),
            evacuation_streams: model
                .zones
                .map(|_, zone| zone.evacuees.map(|_| Stream::new(seed, "evacuation", &zone.name.id, 1))),
        }
    }

    /// The zones' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        let zones = self.streams.iter_mut().chain(self.evacuation_streams.iter_mut().flatten());
        std::iter::once(&mut self.common).chain(zones)
    }

    /// The standard normal draw of today's returns to a zone.
    #[inline(always)]
    pub fn luck_of_return(&mut self, home: ZoneId, day: usize) -> R {
        self.streams[home].normal(day, RETURN_SLOT)
    }

    /// Takes displaced people home, from every shelter in proportion; those who were organised to leave come first.
    #[inline(always)]
    pub fn bring_home(&mut self, home: ZoneId, away: R, returning: R) {
        let scale = R::one() / away.max(R::one());
        let (mut cumulative, mut shares) = (R::zero(), Apportionment::of(returning));
        for people in self.away[home].iter_mut() {
            cumulative += *people;
            let share = shares.up_to(cumulative * scale);
            *people -= share;
        }
        self.residents[home] += shares.given();
        self.returned += shares.given();
        self.organised[home] = (self.organised[home] + shares.given()).min(self.organised_at_first[home]);
    }

    /// Lets residents of a zone go where this mechanism does not follow them.
    #[inline(always)]
    pub fn let_go(&mut self, zone: ZoneId, people: R) {
        self.residents[zone] -= people;
        self.organised[zone] = self.organised[zone].min(self.residents[zone]);
    }

    /// Displaced people of a home zone, wherever they are.
    #[inline(always)]
    pub fn away_from(&self, home: ZoneId) -> R {
        let mut people = R::zero();
        for sheltered in self.away[home].iter() {
            people += *sheltered;
        }
        people
    }

    /// Displaced people in a shelter, wherever they are from.
    #[inline(always)]
    pub fn sheltered(&self, shelter: ShelterId) -> R {
        let mut people = R::zero();
        for home in self.away.iter() {
            people += home[shelter];
        }
        people
    }

    /// Displaced people everywhere.
    #[inline(always)]
    pub fn displaced(&self) -> R {
        let mut people = R::zero();
        for home in self.away.ids() {
            people += self.away_from(home);
        }
        people
    }
}

/// Everybody is at home on day 0 but those whom the scenario says to be displaced.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.zones.ids() {
        let zone = &world.model.zones[id];
        let residents = (world.value(zone.residents) + 0.5).floor();
        world.displacement.residents[id] = residents;
        world.displacement.initial[id] = residents;
        for people in world.displacement.away[id].iter_mut() {
            *people = R::zero();
        }
        let organised = match zone.evacuees {
            Some(share) => (movers(world, id) * world.value(share) + 0.5).floor(),
            None => R::zero(),
        };
        world.displacement.organised[id] = organised;
        world.displacement.organised_at_first[id] = organised;
    }
    let state = &mut world.displacement;
    state.cumulative = R::zero();
    state.today = R::zero();
    state.returned = R::zero();
    state.movements = R::zero();
    state.noise = R::zero();
    if world.model.zones.iter().any(|zone| zone.displaced.is_some()) {
        place_displaced(world);
    }
}

/// Puts those who are displaced on day 0 into shelters; a zone that the attacker holds by then is dangerous.
#[inline(always)]
fn place_displaced<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.zones.ids() {
        world.displacement.danger[id] = world.fronts.held[id];
    }
    weigh_shelters(world);
    for id in world.model.zones.ids() {
        if let Some(displaced) = world.model.zones[id].displaced {
            let displaced = (world.value(displaced) + 0.5).floor().min(movers(world, id));
            let organised = displaced.min(world.displacement.organised[id]);
            leave(world, id, displaced, organised);
        }
    }
    world.displacement.today = R::zero();
}

/// Departures and flight from shelters.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let p = world.mechanisms.displacement;
    let (persistence, innovation) = (world.value(p.persistence), world.value(p.innovation));
    let noise = persistence * world.displacement.noise + innovation * world.displacement.common.normal(world.day, 0);
    world.displacement.noise = noise;
    let common = (noise - innovation * innovation * 0.5 / (R::one() - persistence * persistence)).exp();
    for id in world.model.zones.ids() {
        assess(world, id, common);
    }
    weigh_shelters(world);
    world.displacement.today = R::zero();
    for id in world.model.zones.ids() {
        depart(world, id);
    }
    for id in world.model.shelters.ids() {
        flee_shelter(world, id);
    }
}

/// Exit hazards and danger of a zone today.
#[inline(always)]
fn assess<R: Real>(world: &mut World<'_, R>, id: ZoneId, common: R) {
    let bombardment = match world.model.zones[id].stretch {
        Some(stretch) => assess_on_axis(world, id, stretch, common),
        None => assess_off_axis(world, id, common),
    };
    if world.model.zones[id].evacuees.is_some() {
        let added = world.value(world.mechanisms.displacement.evacuation) * bombardment * common;
        world.displacement.evacuation[id] = (world.displacement.exit[id] + added).min(R::splat(GREATEST_EXIT));
    }
}

/// Exit hazard and danger of a zone that is not fought over; returns its bombardment.
#[inline(always)]
fn assess_off_axis<R: Real>(world: &mut World<'_, R>, id: ZoneId, common: R) -> R {
    let p = world.mechanisms.displacement;
    let (mut intensity, mut uneasy) = (R::zero(), R::zero());
    for campaign in &world.model.zones[id].felt {
        intensity = intensity.max(world.combat.intensity[*campaign]);
        uneasy = uneasy.max(unease(world, *campaign));
    }
    let rate = world.value(p.base) * world.value(p.calm) * uneasy;
    let bombardment = shelling(world, id, intensity);
    let rate = rate + world.value(p.bombardment) * bombardment * common;
    world.displacement.exit[id] = rate.min(R::splat(GREATEST_EXIT));
    world.displacement.danger[id] = bombardment;
    bombardment
}

/// What makes people leave for good where nothing threatens them yet: I + ½ while a campaign lasts, nothing once the regime that
/// it attacks has fallen.
#[inline(always)]
fn unease<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    (world.combat.intensity[campaign] + 0.5) * (R::one() - regime::fallen(world, campaign))
}

/// Bombardment that reaches a zone whatever the distance of the front.
#[inline(always)]
fn shelling<R: Real>(world: &World<'_, R>, id: ZoneId, intensity: R) -> R {
    match world.model.zones[id].shelled {
        Some(shelled) => {
            let full = world.value(world.mechanisms.displacement.full_shelling);
            world.value(shelled) * (intensity / full).min(R::one())
        }
        None => R::zero(),
    }
}

/// Exit hazard and danger of a zone on an axis; returns its bombardment.
#[inline(always)]
fn assess_on_axis<R: Real>(world: &mut World<'_, R>, id: ZoneId, stretch: Stretch, common: R) -> R {
    let p = world.mechanisms.displacement;
    let campaign = world.model.axes[stretch.axis].campaign;
    let intensity = world.combat.intensity[campaign];
    let distance = distance_to_front(world, id);
    let share = world.fronts.share[stretch.axis].sqrt();
    let air = support::behind(world, campaign, Side::Attacker).level;
    let falling = (-distance / world.value(p.reach)).exp() * 1.2;
    let near = (intensity * (air + 0.4) * falling * (share * 0.9 + 0.1)).min(R::one());
    let bombardment = near.max(shelling(world, id, intensity));
    let running = fronts::drive(world, stretch.axis) * share * world.combat.operation[campaign];
    let past = world.value(p.perception);
    let speed = past * world.fronts.perceived[stretch.axis] + (R::one() - past) * running;
    let foreseen = speed * world.value(p.foresight);
    let spread = world.value(p.foresight_floor) + foreseen * world.value(p.foresight_spread);
    let fighting = R::indicator(intensity.gt(R::splat(0.1)));
    let near_enough = R::indicator(distance.lt(R::splat(40.0)));
    let anticipation = ((foreseen - distance) / spread).normal_cdf() * near_enough * fighting;
    let capture = world.fronts.held[id] * fighting;
    let rate = world.value(p.base) * unease(world, campaign)
        + world.value(p.bombardment) * bombardment
        + world.value(p.anticipation) * anticipation
        + world.value(p.capture) * capture;
    world.displacement.exit[id] = (rate * common).min(R::splat(GREATEST_EXIT));
    world.displacement.danger[id] = bombardment.max(anticipation).max(world.fronts.held[id]);
    bombardment
}

/// Kilometres from the front to the zone's centre, with the shelter that other axes give.
#[inline(always)]
fn distance_to_front<R: Real>(world: &World<'_, R>, id: ZoneId) -> R {
    let Some(stretch) = world.model.zones[id].stretch else { return R::splat(1e6) };
    let centre = 0.5 * (stretch.from + stretch.to);
    let own = (R::splat(centre) - world.fronts.progress[stretch.axis]).max(R::zero());
    match world.model.axes[stretch.axis].behind {
        Some(behind) => {
            own + behind.gap
                + (R::splat(behind.until) - world.fronts.progress[behind.axis]).max(R::zero()) * behind.weight
        }
        None => own,
    }
}

/// Residents at home who may leave.
#[inline(always)]
fn movers<R: Real>(world: &World<'_, R>, id: ZoneId) -> R {
    let state = &world.displacement;
    let stayers = (state.initial[id] * world.value(world.model.zones[id].stayers) + 0.5).floor();
    (state.residents[id] - stayers).max(R::zero())
}

/// People who leave home today.
#[inline(always)]
fn depart<R: Real>(world: &mut World<'_, R>, id: ZoneId) {
    let movers = movers(world, id);
    let organised = world.displacement.organised[id].min(movers);
    let luck = world.displacement.streams[id].normal(world.day, 0);
    let leaving = binomial_flow(movers - organised, hazard(world.displacement.exit[id]), luck);
    let evacuated = evacuate(world, id, organised);
    leave(world, id, leaving + evacuated, evacuated);
}

/// How many of those who are organised leave today.
#[inline(always)]
fn evacuate<R: Real>(world: &mut World<'_, R>, id: ZoneId, organised: R) -> R {
    let rate = world.displacement.evacuation[id];
    match &mut world.displacement.evacuation_streams[id] {
        Some(stream) => binomial_flow(organised, hazard(rate), stream.normal(world.day, 0)),
        None => R::zero(),
    }
}

/// Takes residents from home to shelters, `organised` of them organised ones; nobody when no shelter takes them.
#[inline(always)]
fn leave<R: Real>(world: &mut World<'_, R>, id: ZoneId, leaving: R, organised: R) {
    weigh_pulls(world, id);
    let placed = settle(world, id, leaving);
    let state = &mut world.displacement;
    state.residents[id] -= placed;
    state.organised[id] -= organised.min(placed);
    state.cumulative += placed;
    state.today += placed;
    state.movements += placed;
}

/// Flight of displaced people from a shelter that is fought over or shelled.
#[inline(always)]
fn flee_shelter<R: Real>(world: &mut World<'_, R>, id: ShelterId) {
    let zone = world.model.shelters[id].zone;
    if world.model.zones[zone].stretch.is_none() && world.model.zones[zone].shelled.is_none() {
        return;
    }
    let probability = hazard(world.displacement.exit[zone]);
    let luck = world.displacement.streams[zone].normal(world.day, 1);
    weigh_pulls(world, zone);
    for home in world.model.zones.ids() {
        let here = world.displacement.away[home][id];
        let leaving = binomial_flow(here, probability, luck);
        let placed = settle(world, home, leaving);
        world.displacement.away[home][id] -= placed;
        world.displacement.movements += placed;
    }
}

//! Fronts: their advance, counter-attacks, and control of zones.
//!
//! The front of axis k moves on days of a sustained operation by
//!   (v_k I + p_k min(I, 1)) √share_k ε,   ln ε ~ N(−σ²/2, σ)
//! with v_k the speed that the force ratio allows and p_k that on open road or behind defenders who dissolve (`fronts/ground.rs`).
//! Counter-attacks follow the same law with the
//! defenders' power on the move against the attackers' on fresh ground, scaled by the protector's rung: they push an axis back,
//! and once its pivot is held they contest the pivot from the flank (lost at y ≥ y_lost, regained below y_regained).
//! A zone is held once the front has passed its town, and lost again when pushed back by more than a margin.
//! Source: opposed advance of 1–6 km/day in the literature
//! (Dupuy 1987; Helmbold 1990).

mod ground;

use crate::model::{AxisId, Campaign, CampaignId, ForceId, Model, Table, ZoneId};
use crate::numeric::Real;
use crate::process::ladder::lookup;
use crate::process::parameters::{FIXED, log_normal, normal, parameters};
use crate::process::{World, regime};
use crate::random::Stream;

pub use crate::process::fronts::ground::{assess, engaged, is_next, on_open_road};

parameters! { "fronts" {
    /// Greatest speed of an opposed advance.
    speed: "km/day" [0.0, 100.0] = 4.26, log_normal(3.75, 4.86), Calibrated, "fitted within the 1-6 km/day of opposed advances (Dupuy 1987; Helmbold 1990)";
    /// Steepness of speed in the logarithm of the force ratio (kappa).
    steepness: "1" [0.1, 20.0] = 3.0, normal(2.4, 3.6), Prior, "authors' judgement from the literature and three worked cases";
    /// Force ratio at which a front starts to move (FR*).
    threshold: "1" [0.1, 10.0] = 1.2, FIXED, Prior, "judged; held because it cannot be told apart from the strengths";
    /// Standard deviation of the logarithm of a day's advance.
    advance_noise: "1" [0.0, 3.0] = 0.35, FIXED, Prior, "judged from day-to-day captures in Idlib and Karabakh";
    /// Factor of prepared positions on the defenders' power: fortified belts, and towns with a garrison.
    fortification: "1" [1.0, 10.0] = 1.5, log_normal(1.4, 1.6), Calibrated, "fitted on the times of Maarat al-Numan, Hadrut and Shusha; 1.6 in the worked case of 2020";
    /// Depth of the fortified belt before a garrisoned town.
    belt: "km" [0.0, 100.0] = 4.56, FIXED, Prior, "judged";
    /// Speed in hills against plains.
    hill: "1" [0.01, 2.0] = 0.6, FIXED, Prior, "judged from opposed advances by terrain (Dupuy 1987)";
    /// Speed in mountains against plains.
    mountain: "1" [0.01, 2.0] = 0.4, FIXED, Prior, "judged from opposed advances by terrain (Dupuy 1987)";
    /// Factor of an assault on a garrisoned town on the intensity of combat.
    assault: "1" [0.1, 10.0] = 1.0, log_normal(0.81, 1.22), Calibrated, "fitted on daily deaths by phase, 2020";
    /// Share of the troops that mountains let into contact.
    mountain_contact: "1" [0.01, 1.0] = 0.7, FIXED, Calibrated, "fitted on daily deaths by phase, 2020";
    /// Speed behind defenders who dissolve.
    pursuit: "km/day" [0.0, 200.0] = 40.0, FIXED, Prior, "pursuits of 20 to 50 km a day; Aleppo to Damascus, 2024";
    /// Share of that speed on open road between contested zones.
    road: "1" [0.0, 1.0] = 0.6, FIXED, Prior, "judged: halts, mines, rearguards";
    /// Share of a garrison that is in contact while the attackers are still on the road to it.
    road_contact: "1" [0.0, 1.0] = 0.3, FIXED, Prior, "judged";
    /// Least share of a garrison's power that remains, however much of it has dissolved.
    remnant: "1" [0.001, 1.0] = 0.03, FIXED, Prior, "judged";
    /// Distance by which a front must be pushed back behind a town to lose the zone.
    margin: "km" [0.0, 50.0] = 2.0, FIXED, Prior, "judged: hysteresis against day-to-day flicker";
    /// What the protector's fires add to a counter-attack beyond what they add to the defence.
    counterattack_fires: "1" [0.0, 10.0] = 0.4, FIXED, Calibrated, "set on the counter-attack of late February 2020";
    /// Local concentration of force that a counter-attack achieves.
    counterattack_concentration: "1" [0.1, 10.0] = 1.45, FIXED, Calibrated, "fitted on the counter-attack of late February 2020";
    /// Advantage of troops that hold ground freshly taken.
    consolidation: "1" [0.1, 10.0] = 1.15, FIXED, Prior, "judged: less than prepared defence";
    /// Share of the attacker's air power that works in defence.
    air_in_defence: "1" [0.0, 1.0] = 0.6, FIXED, Prior, "judged";
    /// Standard deviation of the logarithm of a day's counter-attack.
    counterattack_noise: "1" [0.0, 3.0] = 0.5, FIXED, Prior, "judged";
    /// Kilometres of a flank attack at which a pivot is lost.
    pivot_lost: "km" [0.1, 100.0] = 6.0, FIXED, Prior, "judged from the size of Saraqib and its approaches";
    /// Kilometres of a flank attack below which a pivot is regained.
    pivot_regained: "km" [0.1, 100.0] = 4.0, FIXED, Prior, "judged from the size of Saraqib and its approaches";
    /// Share of the attacker's speed with which it clears a flank.
    pivot_clearing: "1" [0.0, 10.0] = 0.55, FIXED, Calibrated, "set on the re-capture of Saraqib within days";
    /// Memory of the perceived speed of an axis.
    perception: "days" [1.0, 100.0] = 5.0, FIXED, Prior, "people and leaders react to actual advance";
} }

/// State of fronts.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Kilometres taken.
    pub progress: Table<AxisId, R>,
    /// Perceived speed, km/day: a moving mean of the axis's own advance.
    pub perceived: Table<AxisId, R>,
    /// Share of the effort today; 1 on an axis with attackers of its own.
    pub share: Table<AxisId, R>,
    /// Kilometres of the flank attack on the axis's pivot.
    pub flank: Table<AxisId, R>,
    /// 1 where the attacker holds the zone.
    pub held: Table<ZoneId, R>,
    /// 1 where a zone was handed over by the terms of an agreement.
    pub handed_over: Table<ZoneId, R>,
    /// Times a zone changed hands.
    pub changes: Table<ZoneId, R>,
    /// Speed an operation could reach today in the open, or on its fastest axis where no attackers are pooled, km/day.
    pub speed: Table<CampaignId, R>,
    /// Speed an operation could reach today on an axis, at intensity 1, km/day, without what intensity cannot hasten.
    pub opposed: Table<AxisId, R>,
    /// Speed on open road and behind defenders who dissolve, km/day.
    pub pursuit: Table<AxisId, R>,
    /// Ratio of the attackers' power on an axis to the defenders' there.
    pub local_ratio: Table<AxisId, R>,
    /// Speed a counter-attack could reach today at full intensity, km/day.
    pub counter_speed: Table<CampaignId, R>,
    /// Ratio of the defenders' power on the ground to the attackers' (troops only), for attrition.
    pub defence_ratio: Table<CampaignId, R>,
    /// Share of a force that is in contact: 1 but for garrisons that nobody attacks and troops of axes that are not open.
    pub contact: Table<ForceId, R>,
    /// Share of the defenders in contact who have not dissolved.
    pub resistance: Table<CampaignId, R>,
    /// Factor of the ground that is fought over on the intensity of combat.
    pub ground: Table<CampaignId, R>,
    /// Share of the declared aim reached.
    pub aim: Table<CampaignId, R>,
    /// 1 on the day on which the whole of it is reached.
    pub fulfilled: Table<CampaignId, R>,
    streams: Table<AxisId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every axis, zone and campaign of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        let axes = || model.axes.map(|_, _| R::zero());
        let zones = || model.zones.map(|_, _| R::zero());
        let campaigns = || model.campaigns.map(|_, _| R::zero());
        State {
            progress: axes(),
            perceived: axes(),
            share: axes(),
            flank: axes(),
            held: zones(),
            handed_over: zones(),
            changes: zones(),
            speed: campaigns(),
            opposed: axes(),
            pursuit: axes(),
            local_ratio: axes(),
            counter_speed: campaigns(),
            defence_ratio: campaigns(),
            contact: model.forces.map(|_, _| R::one()),
            resistance: model.campaigns.map(|_, _| R::one()),
            ground: model.campaigns.map(|_, _| R::one()),
            aim: campaigns(),
            fulfilled: campaigns(),
            streams: model.axes.map(|_, axis| Stream::new(seed, "fronts", &axis.name.id, 3)),
        }
    }

    /// The axes' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Sets fronts to day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    let model = world.model;
    for id in model.axes.ids() {
        world.fronts.progress[id] = world.value(model.axes[id].start);
        world.fronts.perceived[id] = R::zero();
        world.fronts.share[id] = R::zero();
        world.fronts.flank[id] = R::zero();
    }
    for id in model.zones.ids() {
        world.fronts.changes[id] = R::zero();
        world.fronts.handed_over[id] = R::zero();
        world.fronts.held[id] = match model.zones[id].stretch {
            Some(stretch) => R::indicator(world.fronts.progress[stretch.axis].ge(R::splat(stretch.town))),
            None => R::zero(),
        };
    }
    for id in model.campaigns.ids() {
        world.fronts.aim[id] = aim(world, id);
        world.fronts.speed[id] = R::zero();
        world.fronts.fulfilled[id] = R::zero();
    }
    for contact in world.fronts.contact.iter_mut() {
        *contact = R::one();
    }
}

/// Moves every front by a day and settles who holds what.
#[inline(always)]
pub fn advance<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.campaigns.ids() {
        let campaign = &world.model.campaigns[id];
        let counter = counter_intensity(world, id);
        for position in 0..campaign.axes.len() {
            move_front(world, id, campaign.axes[position], counter);
        }
        settle_control(world, campaign);
        let (before, now) = (world.fronts.aim[id], aim(world, id));
        let whole = world.value(world.mechanisms.audience.aim_reached);
        world.fronts.aim[id] = now;
        world.fronts.fulfilled[id] = R::indicator(now.gt(whole) & before.le(whole));
    }
}

/// Intensity of counter-attacks: by the protector's rung, less under a truce.
#[inline(always)]
fn counter_intensity<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    match world.model.campaigns[campaign].protector_choice {
        Some(chooser) => {
            lookup(&world.ladder.counterattack, world.choice.level[chooser]) * world.truce_factor(campaign)
        }
        None => R::zero(),
    }
}

/// Speed of an operation on an axis with all its effort at today's intensity, km/day: an opposed advance goes with the
/// intensity, pursuit and open road do not gain from more than 1.
#[inline(always)]
pub fn drive<R: Real>(world: &World<'_, R>, id: AxisId) -> R {
    let intensity = world.combat.intensity[world.model.axes[id].campaign];
    world.fronts.opposed[id] * intensity + world.fronts.pursuit[id] * intensity.min(R::one())
}

/// Moves one front.
#[inline(always)]
fn move_front<R: Real>(world: &mut World<'_, R>, campaign: CampaignId, id: AxisId, counter: R) {
    let p = world.mechanisms.fronts;
    let axis = &world.model.axes[id];
    let (day, progress, share) = (world.day, world.fronts.progress[id], world.fronts.share[id]);
    let noise = world.value(p.advance_noise);
    let luck = (world.fronts.streams[id].normal(day, 0) * noise - noise * noise * 0.5).exp();
    let operation = world.combat.operation[campaign];
    let forward = drive(world, id) * share.sqrt() * luck * operation;
    let counter_noise = world.value(p.counterattack_noise);
    let luck_back = (world.fronts.streams[id].normal(day, 1) * counter_noise).exp();
    let back = world.fronts.counter_speed[campaign] * counter * luck_back;
    let (against_axis, flank) = match axis.pivot {
        Some(_) => {
            let passed = progress.ge(R::splat(axis.pivot_town));
            let clearing = world.fronts.speed[campaign]
                * world.combat.intensity[campaign].max(R::splat(0.3))
                * world.value(p.pivot_clearing)
                * world.truce_factor(campaign);
            let flank = (world.fronts.flank[id] + back - clearing).clamp(0.0, 9.0);
            (R::select(passed, R::zero(), back), R::select(passed, flank, R::zero()))
        }
        None => (R::zero(), R::zero()),
    };
    let moved = (progress + forward - against_axis).max(R::zero()).min(R::splat(axis.length));
    let gain = (moved - progress).max(R::zero());
    world.fronts.perceived[id] =
        world.fronts.perceived[id] + (gain - world.fronts.perceived[id]) / world.value(p.perception);
    world.fronts.progress[id] = moved;
    world.fronts.flank[id] = flank;
}

/// Settles who holds each zone of a campaign.
#[inline(always)]
fn settle_control<R: Real>(world: &mut World<'_, R>, campaign: &Campaign) {
    let p = world.mechanisms.fronts;
    let half = R::splat(0.5);
    for (id, zone) in world.model.zones.ids().zip(world.model.zones.iter()) {
        let Some(stretch) = zone.stretch.filter(|stretch| campaign.axes.contains(&stretch.axis)) else { continue };
        let held = world.fronts.held[id].gt(half);
        let progress = world.fronts.progress[stretch.axis];
        let town = R::splat(stretch.town);
        let line = R::select(held, town - world.value(p.margin), town);
        let mut now = progress.ge(line);
        if world.model.axes[stretch.axis].pivot == Some(id) {
            let limit = R::select(held, world.value(p.pivot_lost), world.value(p.pivot_regained));
            now = now & world.fronts.flank[stretch.axis].lt(limit);
        }
        now = now
            | world.fronts.handed_over[id].gt(half)
            | regime::fallen(world, world.model.axes[stretch.axis].campaign).gt(half);
        let changed = (now & !held) | (held & !now);
        world.fronts.changes[id] += R::indicator(changed);
        world.fronts.held[id] = R::indicator(now);
    }
}

/// Share of the declared aim reached.
#[inline(always)]
fn aim<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    let (mut reached, mut whole) = (R::zero(), 0.0);
    for (zone, weight) in &world.model.campaigns[campaign].prizes {
        reached += world.fronts.held[*zone] * *weight;
        whole += weight;
    }
    for (axis, kilometres) in &world.model.campaigns[campaign].aim {
        reached += world.fronts.progress[*axis].min(R::splat(*kilometres));
        whole += kilometres;
    }
    reached / R::splat(f64::max(whole, 1e-9))
}

//! Force ratios, the speed of fronts, counter-attacks and control of zones.
//!
//! Power of the attackers P_A = Σ F q · (1 + air); of the defenders P_D = Σ F q · (1 + fires) + Σ F_p dep · engagement(rung).
//! Speed an operation could reach:
//!   v = v_max · max(0, tanh(κ/2 · ln((P_A / P_D) / FR*)))
//! so that a line at or above the defenders' equilibrium stays where it is. The front of axis k moves by
//!   u · v · √share_k · I · ε,   ln ε ~ N(−σ²/2, σ)
//! on days of a sustained operation, u < 1 in the belt before a garrisoned town. Counter-attacks follow the same law with the
//! defenders' power on the move against the attackers' on fresh ground, scaled by the protector's rung: they push an axis back,
//! and once its pivot is held they contest the pivot from the flank (lost at y ≥ y_lost, regained below y_regained).
//! A zone is held once the front has passed its town, and lost again when pushed back by more than a margin.
//! Source: opposed advance of 1–6 km/day in the literature
//! (Dupuy 1987; Helmbold 1990).

use crate::model::{AxisId, Campaign, CampaignId, Model, Side, SupportKind, Table, ZoneId};
use crate::numeric::Real;
use crate::process::ladder::lookup;
use crate::process::parameters::{FIXED, log_normal, normal, parameters};
use crate::process::{World, regime, support};
use crate::random::Stream;

parameters! { "fronts" {
    /// Greatest speed of an opposed advance.
    speed: "km/day" [0.0, 100.0] = 5.0, log_normal(4.4, 5.7), Calibrated, "fitted within the 1-6 km/day of opposed advances (Dupuy 1987; Helmbold 1990)";
    /// Steepness of speed in the logarithm of the force ratio (kappa).
    steepness: "1" [0.1, 20.0] = 3.0, normal(2.4, 3.6), Prior, "authors' judgement from the literature and three worked cases";
    /// Force ratio at which a front starts to move (FR*).
    threshold: "1" [0.1, 10.0] = 1.2, FIXED, Prior, "judged; held because it cannot be told apart from the strengths";
    /// Standard deviation of the logarithm of a day's advance.
    advance_noise: "1" [0.0, 3.0] = 0.35, FIXED, Prior, "judged from day-to-day captures in Idlib and Karabakh";
    /// Speed in the belt before a garrisoned town, against open country.
    urban_speed: "1" [0.01, 1.0] = 0.26, log_normal(0.20, 0.335), Calibrated, "fitted on the time from the Maarat al-Numan front to its fall";
    /// Depth of the belt before a garrisoned town.
    urban_belt: "km" [0.0, 100.0] = 5.0, FIXED, Prior, "judged";
    /// Distance by which a front must be pushed back behind a town to lose the zone.
    margin: "km" [0.0, 50.0] = 2.0, FIXED, Prior, "judged: hysteresis against day-to-day flicker";
    /// What the protector's fires add to a counter-attack beyond what they add to the defence.
    counterattack_fires: "1" [0.0, 10.0] = 0.4, FIXED, Calibrated, "set on the counter-attack of late February 2020";
    /// Local concentration of force that a counter-attack achieves.
    counterattack_concentration: "1" [0.1, 10.0] = 1.22, FIXED, Calibrated, "fitted on the counter-attack of late February 2020";
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
    /// Share of the effort today.
    pub share: Table<AxisId, R>,
    /// Kilometres of the flank attack on the axis's pivot.
    pub flank: Table<AxisId, R>,
    /// 1 where the attacker holds the zone.
    pub held: Table<ZoneId, R>,
    /// Times a zone changed hands.
    pub changes: Table<ZoneId, R>,
    /// Speed an operation could reach today, km/day.
    pub speed: Table<CampaignId, R>,
    /// Speed a counter-attack could reach today at full intensity, km/day.
    pub counter_speed: Table<CampaignId, R>,
    /// Ratio of the defenders' power on the ground to the attackers' (troops only), for attrition.
    pub defence_ratio: Table<CampaignId, R>,
    /// Share of the declared aim reached.
    pub aim: Table<CampaignId, R>,
    streams: Table<AxisId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every axis, zone and campaign of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            progress: model.axes.map(|_, _| R::zero()),
            perceived: model.axes.map(|_, _| R::zero()),
            share: model.axes.map(|_, _| R::zero()),
            flank: model.axes.map(|_, _| R::zero()),
            held: model.zones.map(|_, _| R::zero()),
            changes: model.zones.map(|_, _| R::zero()),
            speed: model.campaigns.map(|_, _| R::zero()),
            counter_speed: model.campaigns.map(|_, _| R::zero()),
            defence_ratio: model.campaigns.map(|_, _| R::one()),
            aim: model.campaigns.map(|_, _| R::zero()),
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
        world.fronts.held[id] = match model.zones[id].stretch {
            Some(stretch) => R::indicator(world.fronts.progress[stretch.axis].ge(R::splat(stretch.town))),
            None => R::zero(),
        };
    }
    for id in model.campaigns.ids() {
        world.fronts.aim[id] = aim(world, id);
    }
}

/// Force ratios and the speeds they allow, from yesterday's state.
#[inline(always)]
pub fn assess<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.campaigns.ids() {
        let campaign = &world.model.campaigns[id];
        let p = world.mechanisms.fronts;
        let troops = troops(world, id);
        let (_, air) = support::of_campaign(world, id, SupportKind::Air);
        let (fires_level, fires) = support::of_campaign(world, id, SupportKind::Fires);
        let engaged = match campaign.protector_choice {
            Some(chooser) => troops.protector * lookup(&world.ladder.engagement, world.choice.level[chooser]),
            None => R::zero(),
        };
        let attack = troops.attacker * (R::one() + air);
        let defence = troops.defender * (R::one() + fires) + engaged;
        let counter = (troops.defender_on_foot * (R::one() + fires) + engaged)
            * (R::one() + fires_level * world.value(p.counterattack_fires))
            * world.value(p.counterattack_concentration);
        let hold = troops.attacker * world.value(p.consolidation) * (R::one() + air * world.value(p.air_in_defence));
        world.fronts.speed[id] = speed(world, attack, defence);
        world.fronts.counter_speed[id] = speed(world, counter, hold);
        world.fronts.defence_ratio[id] = (troops.defender + troops.protector) / troops.attacker.max(R::one());
    }
}

/// Power on the ground by side, in standard soldiers.
struct Troops<R> {
    attacker: R,
    defender: R,
    /// The defenders without what their positions add.
    defender_on_foot: R,
    protector: R,
}

/// Adds up the troops of a campaign.
#[inline(always)]
fn troops<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> Troops<R> {
    let mut troops =
        Troops { attacker: R::zero(), defender: R::zero(), defender_on_foot: R::zero(), protector: R::zero() };
    for (id, force) in world.model.forces.ids().zip(world.model.forces.iter()) {
        if force.campaign != campaign {
            continue;
        }
        let strength = world.attrition.strength[id];
        let power = strength * world.value(force.quality);
        match force.side {
            Side::Attacker => troops.attacker += power,
            Side::Defender => {
                troops.defender += power;
                troops.defender_on_foot += strength;
            }
            Side::Protector => troops.protector += power * world.posture.deployed[id],
        }
    }
    troops
}

/// Speed that a force ratio allows, km/day.
#[inline(always)]
fn speed<R: Real>(world: &World<'_, R>, power: R, against: R) -> R {
    let p = world.mechanisms.fronts;
    let tiny = R::splat(1e-6);
    let ratio = power.max(tiny) / (against.max(tiny) * world.value(p.threshold));
    let push = (ratio.ln() * world.value(p.steepness) * 0.5).tanh();
    world.value(p.speed) * push.max(R::zero())
}

/// Moves every front by a day and settles who holds what.
#[inline(always)]
pub fn advance<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.campaigns.ids() {
        let campaign = &world.model.campaigns[id];
        divide_effort(world, id);
        let counter = counter_intensity(world, id);
        for position in 0..campaign.axes.len() {
            move_front(world, id, campaign.axes[position], counter);
        }
        settle_control(world, campaign);
        world.fronts.aim[id] = aim(world, id);
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

/// Shares of effort: the last phase whose condition holds, without finished axes.
#[inline(always)]
fn divide_effort<R: Real>(world: &mut World<'_, R>, id: CampaignId) {
    let campaign = &world.model.campaigns[id];
    for (position, axis) in campaign.axes.iter().enumerate() {
        let mut share = R::zero();
        for phase in &campaign.phases {
            let effort = R::splat(phase.effort[position]);
            share = match &phase.when {
                None => effort,
                Some(condition) => R::select(world.holds(condition), effort, share),
            };
        }
        let finished = world.fronts.progress[*axis].ge(R::splat(world.model.axes[*axis].length - 1e-9));
        world.fronts.share[*axis] = R::select(finished, R::zero(), share);
    }
    let mut total = R::zero();
    for axis in &campaign.axes {
        total += world.fronts.share[*axis];
    }
    for axis in &campaign.axes {
        world.fronts.share[*axis] = world.fronts.share[*axis] / total.max(R::splat(1e-9));
    }
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
    let drive = world.fronts.speed[campaign] * world.combat.intensity[campaign];
    let forward = urban_factor(world, id) * drive * share.sqrt() * luck * operation;
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

/// Below 1 in the belt before a garrisoned town.
#[inline(always)]
fn urban_factor<R: Real>(world: &World<'_, R>, id: AxisId) -> R {
    let p = world.mechanisms.fronts;
    let progress = world.fronts.progress[id];
    let mut factor = R::one();
    for town in &world.model.axes[id].garrisoned_towns {
        let town = R::splat(*town);
        let inside = progress.gt(town - world.value(p.urban_belt)) & progress.lt(town);
        factor = R::select(inside, world.value(p.urban_speed), factor);
    }
    factor
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
        now = now | regime::fallen(world, world.model.axes[stretch.axis].campaign).gt(half);
        let changed = (now & !held) | (held & !now);
        world.fronts.changes[id] += R::indicator(changed);
        world.fronts.held[id] = R::indicator(now);
    }
}

/// Share of the declared aim reached.
#[inline(always)]
fn aim<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    let (mut reached, mut whole) = (R::zero(), 0.0);
    for (axis, kilometres) in &world.model.campaigns[campaign].aim {
        reached += world.fronts.progress[*axis].min(R::splat(*kilometres));
        whole += kilometres;
    }
    reached / R::splat(f64::max(whole, 1e-9))
}

/// Ratio of attack to defence on an axis, what patrons add included.
#[inline(always)]
pub fn local_ratio<R: Real>(world: &World<'_, R>, axis: AxisId) -> R {
    let campaign = world.model.axes[axis].campaign;
    let (_, air) = support::of_campaign(world, campaign, SupportKind::Air);
    let (_, fires) = support::of_campaign(world, campaign, SupportKind::Fires);
    (R::one() + air) / (world.fronts.defence_ratio[campaign].max(R::splat(1e-6)) * (R::one() + fires))
}

/// 1 while a zone is the next one on its axis: every zone before it is held, and it is not.
#[inline(always)]
pub fn is_next<R: Real>(world: &World<'_, R>, zone: ZoneId) -> R {
    let Some(here) = world.model.zones[zone].stretch else { return R::zero() };
    let mut next = R::one() - world.fronts.held[zone];
    for (id, other) in world.model.zones.ids().zip(world.model.zones.iter()) {
        if other.stretch.is_some_and(|stretch| stretch.axis == here.axis && stretch.town < here.town) {
            next = next * world.fronts.held[id];
        }
    }
    next
}

/// 1 while the front of an axis is on open road between two zones; no axis has such gaps.
#[inline(always)]
pub fn on_open_road<R: Real>(_world: &World<'_, R>, _axis: AxisId) -> R {
    R::zero()
}

//! What the ground, the effort and the force ratio allow on each axis today.
//!
//! Power of the attackers P_A = Σ F q (1 + backing · exposure), times surprise and the concentration on the axis; of the
//! defenders P_D = Σ F q (1 + backing) + Σ F_p dep · engagement(rung), times φ where the ground is fortified. A garrison counts
//! with 1 − q of its strength, q the share that has dissolved. Speed an operation could reach:
//!   v = v_max · terrain · max(0, tanh(κ/2 · ln((P_A / P_D) / FR*)))
//! so that a line at or above the defenders' equilibrium stays where it is. Where the defenders dissolve, v goes over into
//! pursuit, v (1 − q) + v_pursuit q, and so it does on open road.
//! Source: opposed advance of 1–6 km/day in the literature (Dupuy 1987; Helmbold 1990).

use crate::model::{Axis, AxisId, CampaignId, ForceId, Section, Side, Terrain, ZoneId};
use crate::numeric::{Mask, Real};
use crate::process::ladder::lookup;
use crate::process::regime::dissolved;
use crate::process::{World, support};

/// Effort, force ratios and the speeds they allow, from yesterday's state.
#[inline(always)]
pub fn assess<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.campaigns.ids() {
        divide_effort(world, id);
        touch_forces(world, id);
        let troops = troops(world, id);
        let powers = powers(world, id, &troops);
        let p = world.mechanisms.fronts;
        let common = push(world, powers.attack, powers.defence);
        world.fronts.speed[id] = world.value(p.speed) * common;
        world.fronts.counter_speed[id] = world.value(p.speed) * push(world, powers.counter, powers.hold);
        world.fronts.resistance[id] = resistance(world, id);
        world.fronts.defence_ratio[id] = (troops.defender + troops.protector) / troops.attacker.max(R::one());
        assess_axes(world, id, &powers, common);
    }
}

/// Shares of effort: the last phase whose condition holds, without axes that are finished or not open; none while no condition
/// holds. An axis with attackers of its own has their whole effort.
#[inline(always)]
fn divide_effort<R: Real>(world: &mut World<'_, R>, id: CampaignId) {
    let campaign = &world.model.campaigns[id];
    for axis in &campaign.axes {
        world.fronts.share[*axis] = R::zero();
    }
    for phase in &campaign.phases {
        let applies = world.allows(&phase.when);
        for (position, axis) in campaign.axes.iter().enumerate() {
            let share = world.fronts.share[*axis];
            world.fronts.share[*axis] = R::select(applies, R::splat(phase.effort[position]), share);
        }
    }
    let mut total = R::zero();
    for axis in &campaign.axes {
        let data = &world.model.axes[*axis];
        let open = unfinished(world, *axis) & world.allows(&data.opens);
        let own = !data.forces.is_empty();
        let share = if own { R::one() } else { world.fronts.share[*axis] };
        let share = R::select(open, share, R::zero());
        world.fronts.share[*axis] = share;
        if !own {
            total += share;
        }
    }
    let scale = R::one() / total.max(R::splat(1e-9));
    for axis in &campaign.axes {
        if world.model.axes[*axis].forces.is_empty() {
            world.fronts.share[*axis] *= scale;
        }
    }
}

/// Whether the front has not reached the end of its axis.
#[inline(always)]
fn unfinished<R: Real>(world: &World<'_, R>, axis: AxisId) -> R::Mask {
    world.fronts.progress[axis].lt(R::splat(world.model.axes[axis].length - 1e-9))
}

/// Which garrisons are in contact, and which attackers on axes of their own.
#[inline(always)]
fn touch_forces<R: Real>(world: &mut World<'_, R>, campaign: CampaignId) {
    for id in &world.model.campaigns[campaign].axes {
        let axis = &world.model.axes[*id];
        let open = R::indicator(world.fronts.share[*id].gt(R::zero()));
        for force in &axis.forces {
            world.fronts.contact[*force] = open;
        }
        for section in &axis.sections {
            if section.garrison.is_empty() {
                continue;
            }
            let near = R::select(
                on_the_way_to(world, *id, section),
                world.value(world.mechanisms.fronts.road_contact),
                R::one(),
            );
            let contact = open * R::indicator(contested(world, *id, section)) * near;
            for force in &section.garrison {
                world.fronts.contact[*force] = contact;
            }
        }
    }
}

/// Whether a zone is the next that the front will meet on its axis.
#[inline(always)]
fn contested<R: Real>(world: &World<'_, R>, axis: AxisId, section: &Section) -> R::Mask {
    let progress = world.fronts.progress[axis];
    progress.ge(R::splat(section.begins)) & progress.lt(R::splat(section.town))
}

/// Whether the front is on open road before a zone that it will meet next.
#[inline(always)]
fn on_the_way_to<R: Real>(world: &World<'_, R>, axis: AxisId, section: &Section) -> R::Mask {
    let on_road = world.model.axes[axis].open_road && section.from > section.begins;
    R::Mask::from_bool(on_road)
        & world.fronts.progress[axis].lt(R::splat(section.from))
        & contested(world, axis, section)
}

/// 1 where a zone is the next on its axis and the axis is open.
#[inline(always)]
pub fn is_next<R: Real>(world: &World<'_, R>, zone: ZoneId) -> R {
    let Some(stretch) = world.model.zones[zone].stretch else { return R::zero() };
    let open = world.fronts.share[stretch.axis].gt(R::zero());
    let mut next = R::zero();
    for section in &world.model.axes[stretch.axis].sections {
        if section.zone == zone {
            next = R::indicator(contested(world, stretch.axis, section) & open);
        }
    }
    next
}

/// 1 where the front of an axis is on open road.
#[inline(always)]
pub fn on_open_road<R: Real>(world: &World<'_, R>, axis: AxisId) -> R {
    let mut road = R::Mask::from_bool(false);
    for section in &world.model.axes[axis].sections {
        road = road | on_the_way_to(world, axis, section);
    }
    R::indicator(road)
}

/// Power on the ground by side, in standard soldiers.
struct Troops<R> {
    attacker: R,
    /// Attackers without axes of their own.
    pooled: R,
    defender: R,
    /// Defenders who are no zone's garrison.
    in_line: R,
    /// The defenders without what their positions add.
    defender_on_foot: R,
    protector: R,
}

/// Adds up the troops of a campaign that are in contact.
#[inline(always)]
fn troops<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> Troops<R> {
    let mut troops = Troops {
        attacker: R::zero(),
        pooled: R::zero(),
        defender: R::zero(),
        in_line: R::zero(),
        defender_on_foot: R::zero(),
        protector: R::zero(),
    };
    for (id, force) in world.model.forces.ids().zip(world.model.forces.iter()) {
        if force.campaign != campaign {
            continue;
        }
        let strength = engaged(world, id);
        let power = strength * world.value(force.quality);
        match force.side {
            Side::Attacker => {
                troops.attacker += power;
                if force.axis.is_none() {
                    troops.pooled += power;
                }
            }
            Side::Defender => {
                troops.defender += power;
                if force.zone.is_none() {
                    troops.in_line += power;
                }
                troops.defender_on_foot += strength;
            }
            Side::Protector => troops.protector += power * world.posture.deployed[id],
        }
    }
    troops
}

/// Strength of a force that has not dissolved.
#[inline(always)]
fn standing<R: Real>(world: &World<'_, R>, id: ForceId) -> R {
    let strength = world.attrition.strength[id];
    match world.model.forces[id].zone {
        Some(zone) => strength * (R::one() - dissolved(world, zone)).max(world.value(world.mechanisms.fronts.remnant)),
        None => strength,
    }
}

/// Strength of a force that is in contact and has not dissolved, persons.
#[inline(always)]
pub fn engaged<R: Real>(world: &World<'_, R>, id: ForceId) -> R {
    let force = &world.model.forces[id];
    if force.zone.is_some() || force.axis.is_some() {
        standing(world, id) * world.fronts.contact[id]
    } else {
        world.attrition.strength[id]
    }
}

/// Share of the defenders in contact who have not dissolved; 1 where there are no garrisons.
#[inline(always)]
fn resistance<R: Real>(world: &World<'_, R>, campaign: CampaignId) -> R {
    let (mut standing_there, mut whole) = (R::zero(), R::zero());
    let mut garrisons = false;
    for (id, force) in world.model.forces.ids().zip(world.model.forces.iter()) {
        if force.campaign == campaign && force.side == Side::Defender {
            let contact = world.fronts.contact[id];
            garrisons |= force.zone.is_some();
            standing_there += standing(world, id) * contact;
            whole += world.attrition.strength[id] * contact;
        }
    }
    if garrisons { standing_there / whole.max(R::one()) } else { R::one() }
}

/// Powers of a campaign with what stands behind them.
struct Powers<R> {
    attack: R,
    /// Attackers' power a standard soldier.
    attack_factor: R,
    defence: R,
    /// The defenders' power without garrisons.
    defence_in_line: R,
    /// Defenders' power a standard soldier of a garrison.
    defence_factor: R,
    counter: R,
    hold: R,
}

#[inline(always)]
fn powers<R: Real>(world: &World<'_, R>, id: CampaignId, troops: &Troops<R>) -> Powers<R> {
    let campaign = &world.model.campaigns[id];
    let p = world.mechanisms.fronts;
    let behind_attack = support::behind(world, id, Side::Attacker);
    let behind_defence = support::behind(world, id, Side::Defender);
    let engaged = match campaign.protector_choice {
        Some(chooser) => troops.protector * lookup(&world.ladder.engagement, world.choice.level[chooser]),
        None => R::zero(),
    };
    let surprise = if (world.day as f64) < campaign.surprise_days { world.value(campaign.surprise) } else { R::one() };
    let air = behind_attack.power * support::exposure_of_defenders(world, id);
    let attack_factor = (R::one() + air) * surprise;
    let defence_factor = R::one() + behind_defence.power;
    Powers {
        attack: troops.pooled * attack_factor,
        attack_factor,
        defence: troops.defender * defence_factor + engaged,
        defence_in_line: troops.in_line * defence_factor + engaged,
        defence_factor,
        counter: (troops.defender_on_foot * defence_factor + engaged)
            * (R::one() + behind_defence.level * world.value(p.counterattack_fires))
            * world.value(p.counterattack_concentration),
        hold: troops.attacker * world.value(p.consolidation) * (R::one() + air * world.value(p.air_in_defence)),
    }
}

/// Logarithm of a force ratio over that at which a front starts to move.
#[inline(always)]
fn superiority<R: Real>(world: &World<'_, R>, power: R, against: R) -> R {
    let tiny = R::splat(1e-6);
    (power.max(tiny) / (against.max(tiny) * world.value(world.mechanisms.fronts.threshold))).ln()
}

/// Share of the greatest speed that a superiority allows.
#[inline(always)]
fn push_of<R: Real>(world: &World<'_, R>, superiority: R) -> R {
    (superiority * world.value(world.mechanisms.fronts.steepness) * 0.5).tanh().max(R::zero())
}

#[inline(always)]
fn push<R: Real>(world: &World<'_, R>, power: R, against: R) -> R {
    push_of(world, superiority(world, power, against))
}

/// Speeds on every axis of a campaign, and what its ground makes of the intensity of combat.
#[inline(always)]
fn assess_axes<R: Real>(world: &mut World<'_, R>, id: CampaignId, powers: &Powers<R>, common: R) {
    let p = world.mechanisms.fronts;
    let hardness = world.value(p.fortification).ln();
    let before_belt = push_of(world, superiority(world, powers.attack, powers.defence) - hardness);
    let (mut weighted, mut total, mut fastest) = (R::zero(), R::zero(), R::zero());
    let no_pool = world.model.campaigns[id].all_on_own_axes;
    let mut told_by_axes = no_pool;
    for axis in &world.model.campaigns[id].axes {
        let data = &world.model.axes[*axis];
        let ground = ground_at(world, *axis);
        let push = if data.shares_campaign_ratio() {
            R::select(ground.fortified, before_belt, common)
        } else {
            let (attack, defence) = local_powers(world, *axis, &ground, powers);
            world.fronts.local_ratio[*axis] = attack / defence.max(R::splat(1e-6));
            push_of(world, superiority(world, attack, defence) - R::select(ground.fortified, hardness, R::zero()))
        };
        let opposed = world.value(p.speed) * push * ground.terrain;
        set_speeds(world, *axis, &ground, opposed, push);
        let share = world.fronts.share[*axis];
        if no_pool || (held_by_garrisons(data) && data.forces.is_empty()) {
            fastest = fastest.max(R::select(share.gt(R::zero()), opposed, R::zero()));
            told_by_axes = true;
        }
        let engaged = if data.has_mountains() {
            R::select(ground.mountain, world.value(p.mountain_contact), R::one())
        } else {
            R::one()
        };
        weighted += share * R::select(ground.assault, world.value(p.assault), engaged);
        total += share;
    }
    if told_by_axes {
        // Nobody is left whose force ratio is the campaign's, or the garrisons in contact on the road are fewer than those that
        // the attackers will meet: what they expect is what they find where they are fastest.
        world.fronts.speed[id] = fastest;
    }
    world.fronts.ground[id] = R::select(total.gt(R::zero()), weighted / total.max(R::splat(1e-9)), R::one());
}

/// Whether any zone of an axis has a garrison.
#[inline(always)]
fn held_by_garrisons(axis: &Axis) -> bool {
    axis.sections.iter().any(|section| !section.garrison.is_empty())
}

/// Splits the speed that a push allows into an opposed advance and a drive on open road or behind defenders who dissolve.
#[inline(always)]
fn set_speeds<R: Real>(world: &mut World<'_, R>, axis: AxisId, ground: &Ground<R>, opposed: R, push: R) {
    let p = world.mechanisms.fronts;
    let data = &world.model.axes[axis];
    if data.open_road || held_by_garrisons(data) {
        let chase = R::select(ground.road, world.value(p.road), ground.dissolved);
        let contested = R::select(ground.road, R::zero(), R::one() - ground.dissolved);
        world.fronts.opposed[axis] = opposed * contested;
        world.fronts.pursuit[axis] = world.value(p.pursuit) * push * chase;
    } else {
        world.fronts.opposed[axis] = opposed;
    }
}

/// The attackers' and the defenders' power on an axis that does not share the campaign's force ratio.
#[inline(always)]
fn local_powers<R: Real>(world: &World<'_, R>, axis: AxisId, ground: &Ground<R>, powers: &Powers<R>) -> (R, R) {
    let data = &world.model.axes[axis];
    let mut attack = powers.attack;
    if !data.forces.is_empty() {
        attack = R::zero();
        for force in &data.forces {
            attack += world.attrition.strength[*force] * world.value(world.model.forces[*force].quality);
        }
        attack *= powers.attack_factor;
    }
    if let Some(concentration) = data.concentration {
        attack *= world.value(concentration);
    }
    (attack, powers.defence_in_line + ground.garrison * powers.defence_factor)
}

/// What the front of an axis stands before.
struct Ground<R: Real> {
    /// Whether it is fortified.
    fortified: R::Mask,
    /// Whether it is the belt of a garrisoned town.
    assault: R::Mask,
    /// Whether it is open road.
    road: R::Mask,
    /// Whether it is mountains.
    mountain: R::Mask,
    /// Factor on speed.
    terrain: R,
    /// Power of the garrison that has not dissolved, in standard soldiers.
    garrison: R,
    /// Share of it that has dissolved.
    dissolved: R,
}

/// What the front of an axis stands before.
#[inline(always)]
fn ground_at<R: Real>(world: &World<'_, R>, id: AxisId) -> Ground<R> {
    let p = world.mechanisms.fronts;
    let axis = &world.model.axes[id];
    let progress = world.fronts.progress[id];
    let none = R::Mask::from_bool(false);
    let mut ground = Ground {
        fortified: progress.lt(R::splat(axis.belt)),
        assault: none,
        road: none,
        mountain: none,
        terrain: R::one(),
        garrison: R::zero(),
        dissolved: R::zero(),
    };
    for section in &axis.sections {
        let town = R::splat(section.town);
        let belt = section.belt.map_or(world.value(p.belt), R::splat);
        if section.garrisoned || section.belt.is_some() {
            let inside = progress.gt(town - belt) & progress.lt(town);
            ground.fortified = ground.fortified | inside;
            if section.garrisoned {
                ground.assault = ground.assault | inside;
            }
        }
        let here = contested(world, id, section);
        match section.terrain {
            Terrain::Plain => {}
            Terrain::Hill => ground.terrain = R::select(here, world.value(p.hill), ground.terrain),
            Terrain::Mountain => {
                ground.mountain = ground.mountain | here;
                ground.terrain = R::select(here, world.value(p.mountain), ground.terrain);
            }
        }
        if axis.open_road {
            ground.road = ground.road | on_the_way_to(world, id, section);
        }
        if !section.garrison.is_empty() {
            let mut power = R::zero();
            for force in &section.garrison {
                power += standing(world, *force) * world.value(world.model.forces[*force].quality);
            }
            ground.garrison = R::select(here, power, ground.garrison);
            ground.dissolved = R::select(here, dissolved(world, section.zone), ground.dissolved);
        }
    }
    ground
}

//! Leaders' meetings: on the calendar, or called by escalation.
//!
//! A meeting is called with hazard
//!   h = h₀ + h_strike 1{ℓ = limited strike} + h_operation 1{ℓ ≥ operation} + h_noticed 1{deaths ≥ noticed · D0}
//!       + h_victory O + h_mass 1{deaths ≥ shocking · D0} + h_pressure 1{a border of one of the leaders is under pressure}
//! and held 4 + Poisson(4) days later, or after the notice that the series needs; none is called while another is on the calendar.
//! Source: intervals between the calls and meetings of 2018–2020.

use crate::model::ladder::{LIMITED_STRIKE, SUSTAINED_OPERATION};
use crate::model::{CampaignId, MeetingId, Model, Scheduled, Table};
use crate::numeric::{Mask, Real};
use crate::process::ladder::at_least;
use crate::process::parameters::{FIXED, parameters};
use crate::process::{World, hazard};
use crate::random::Stream;

parameters! { "meeting" {
    /// Daily hazard of a call in quiet times.
    base: "1/day" [0.0, 10.0] = 0.006, FIXED, Prior, "about two meetings a year";
    /// Added while a leader's forces strike.
    strike: "1/day" [0.0, 10.0] = 0.04, FIXED, Prior, "judged";
    /// Added while a leader's forces run an operation.
    operation: "1/day" [0.0, 10.0] = 0.25, FIXED, Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Added once an attacker has what it declared, and its patrons and victims something to settle.
    victory: "1/day" [0.0, 10.0] = 0.119, FIXED, Prior, "contacts of leaders from 7 to 10 November 2020";
    /// Deaths in a day, as a share of severe deaths, that leaders notice.
    noticed: "1" [0.0, 10.0] = 0.1666, FIXED, Prior, "five soldiers at D0 = 30";
    /// Deaths in a day, as a share of severe deaths, that shock them.
    shocking: "1" [0.0, 10.0] = 0.5, FIXED, Prior, "fifteen soldiers at D0 = 30";
    /// Border pressure that presses them to meet.
    full: "1" [0.0, 10.0] = 0.5, FIXED, Prior, "judged";
    /// Added on a day of deaths that leaders notice.
    deaths: "1/day" [0.0, 10.0] = 0.04, FIXED, Prior, "judged";
    /// Added on a day of deaths that shock them.
    mass_casualties: "1/day" [0.0, 10.0] = 0.30, FIXED, Prior, "judged from 27 February 2020";
    /// Added while a border of one of them is under pressure.
    pressure: "1/day" [0.0, 10.0] = 0.012, FIXED, Prior, "judged";
    /// Hazard under a durable truce.
    durable: "1/day" [0.0, 10.0] = 0.005, FIXED, Prior, "judged";
    /// Least days from call to meeting.
    least_notice: "days" [1.0, 100.0] = 4.0, FIXED, Prior, "judged";
    /// Mean of the further days.
    further_notice: "days" [0.0, 100.0] = 4.0, FIXED, Prior, "judged";
} }

/// State of meetings.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Day of the next meeting; infinite when none is on the calendar.
    pub next: Table<MeetingId, R>,
    /// Day of the last meeting; minus infinity when none was.
    pub last: Table<MeetingId, R>,
    streams: Table<MeetingId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every series of meetings of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            next: model.meetings.map(|_, _| R::zero()),
            last: model.meetings.map(|_, _| R::zero()),
            streams: model.meetings.map(|_, meeting| Stream::new(seed, "meeting", &meeting.name.id, 3)),
        }
    }

    /// The series' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// The calendar of day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.meetings.ids() {
        world.meeting.next[id] = R::splat(f64::INFINITY);
        world.meeting.last[id] = R::splat(f64::NEG_INFINITY);
    }
}

/// Meetings that become known today, from the calendar of the scenario.
#[inline(always)]
pub fn announce<R: Real>(world: &mut World<'_, R>) {
    let today = world.day as i64;
    for (id, meeting) in world.model.meetings.ids().zip(world.model.meetings.iter()) {
        for scheduled in &meeting.scheduled {
            if scheduled.known <= today && today <= scheduled.held {
                let date = date_of(world, id, scheduled);
                world.meeting.next[id] = world.meeting.next[id].min(date);
            }
        }
    }
}

/// Day on which a scheduled meeting is held; infinite where it is not held after all. One draw decides, on whichever day asked.
#[inline(always)]
fn date_of<R: Real>(world: &mut World<'_, R>, id: MeetingId, scheduled: &Scheduled) -> R {
    let date = R::splat(scheduled.held as f64);
    match scheduled.probability {
        Some(probability) => {
            let luck = world.meeting.streams[id].uniform(scheduled.held as usize, 2);
            R::select(luck.lt(world.value(probability)), date, R::splat(f64::INFINITY))
        }
        None => date,
    }
}

/// Closes today's meetings and calls new ones, after diplomacy.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    let today = R::splat(world.day as f64);
    for id in world.model.meetings.ids() {
        let held = world.meeting.next[id].eq_mask(today);
        world.meeting.last[id] = R::select(held, today, world.meeting.last[id]);
        let next = R::select(held, R::splat(f64::INFINITY), world.meeting.next[id]);
        let p = world.mechanisms.meeting;
        let day = world.day;
        let rate = call_rate(world, id);
        let stream = &mut world.meeting.streams[id];
        let called = stream.uniform(day, 0).lt(hazard(rate)) & next.gt(R::splat(1e9));
        let notice = match world.model.meetings[id].notice {
            Some(notice) => world.values[notice.index()].floor(),
            None => {
                let further = R::poisson_quantile(world.values[p.further_notice.index()], stream.uniform(day, 1));
                world.values[p.least_notice.index()].floor() + further
            }
        };
        let date = today + notice;
        world.meeting.next[id] = R::select(called, date, next);
    }
}

/// 1 where a figure is at least a bound.
#[inline(always)]
fn above<R: Real>(figure: R, bound: R) -> R {
    R::indicator(figure.ge(bound))
}

/// Daily hazard that a meeting is called.
#[inline(always)]
fn call_rate<R: Real>(world: &World<'_, R>, id: MeetingId) -> R {
    let p = world.mechanisms.meeting;
    let (mut level, mut deaths, mut pressure, mut durable) = (R::zero(), R::zero(), R::zero(), R::zero());
    for chooser in &world.model.meetings[id].choosers {
        let chooser_data = &world.model.choosers[*chooser];
        level = level.max(world.choice.level[*chooser]);
        deaths = deaths.max(
            world.attrition.today[chooser_data.actor]
                / world.value(world.model.actors[chooser_data.actor].severe_deaths),
        );
        durable = durable.max(world.ceasefire_durable(chooser_data.campaign));
    }
    let mut victory = R::zero();
    for ceasefire in &world.model.meetings[id].ceasefires {
        victory = victory.max(world.ceasefire.victory[*ceasefire]);
    }
    for border in &world.model.meetings[id].borders {
        pressure = pressure.max(world.border.pressure[*border]);
    }
    let operating = R::indicator(at_least(level, SUSTAINED_OPERATION));
    let strike = R::indicator(at_least(level, LIMITED_STRIKE)) - operating;
    let rate = world.value(p.base)
        + world.value(p.strike) * strike
        + world.value(p.operation) * operating
        + world.value(p.victory) * victory
        + world.value(p.deaths) * above(deaths, world.value(p.noticed))
        + world.value(p.mass_casualties) * above(deaths, world.value(p.shocking))
        + world.value(p.pressure) * above(pressure, world.value(p.full));
    R::select(durable.gt(R::splat(0.5)), world.value(p.durable), rate)
}

impl<R: Real> World<'_, R> {
    /// Whether leaders who could end this campaign meet within so many days, today included.
    #[inline(always)]
    pub fn meeting_before(&self, campaign: CampaignId, days: R) -> R::Mask {
        self.any_meeting_before(self.meetings_of(campaign), days)
    }

    /// Whether one of some series of meetings is held within so many days, today included.
    #[inline(always)]
    pub fn any_meeting_before(&self, meetings: &[MeetingId], days: R) -> R::Mask {
        let until = R::splat(self.day as f64) + days;
        let mut ahead = R::Mask::from_bool(false);
        for id in meetings {
            ahead = ahead | self.meeting.next[*id].le(until);
        }
        ahead
    }

    /// The same for a whole number of days.
    #[inline(always)]
    pub fn meeting_within(&self, campaign: CampaignId, days: f64) -> R::Mask {
        self.meeting_before(campaign, R::splat(days))
    }

    /// Whether they meet today.
    #[inline(always)]
    pub fn meeting_today(&self, campaign: CampaignId) -> R::Mask {
        self.meeting_within(campaign, 0.0)
    }

    /// Days since one of some series of meetings was last held; infinite when none was.
    #[inline(always)]
    pub fn days_since(&self, meetings: &[MeetingId]) -> R {
        let today = R::splat(self.day as f64);
        let mut least = R::splat(f64::INFINITY);
        for id in meetings {
            least = least.min(today - self.meeting.last[*id]);
        }
        least
    }

    /// The meetings at which a campaign's ceasefire may be concluded.
    #[inline(always)]
    fn meetings_of(&self, campaign: CampaignId) -> &[MeetingId] {
        match self.model.campaigns[campaign].ceasefire {
            Some(ceasefire) => &self.model.ceasefires[ceasefire].meetings,
            None => &[],
        }
    }
}

//! Return: when homes are secure enough to go back to, and who goes.
//!
//! Security S of the homes that a campaign threatens:
//!   after the fall of the regime it attacks   S = 1 − 0.25 e^{−t/15} − 0.25 · 1{unrest}
//!   under a durable truce                     S = 0.6, with peacekeepers 0.9
//!   where no ceasefire can come and the attacker has run no operation for a week   S = 0.35;   else 0.
//! Displaced people return with hazard  r₀ S² (1 + t/τ)^{−0.6}, t days since homes opened; after a fall times a season: 0.7 from
//! December to March, 1.3 from June to August, once the first month is over. Homes that the attacker holds stay closed until a
//! fall. Where several campaigns are felt, the worst counts. Unrest comes with a small hazard some weeks after a fall and lasts
//! 25 to 45 days: violence against some frightens all who might return.
//! Source: World Bank 2019 (security first); returns in Syria 2024–2025, to Karabakh in November 2020, to Idlib in March 2020.

use crate::model::{CampaignId, Model, Season, Table, ZoneId};
use crate::numeric::Real;
use crate::process::ceasefire::peacekeepers;
use crate::process::parameters::{FIXED, parameters};
use crate::process::regime::days_since_fall;
use crate::process::{World, binomial_flow, hazard};
use crate::random::Stream;

parameters! { "returning" {
    /// Security of homes under a durable truce with peacekeepers.
    peacekeepers: "1" [0.0, 1.0] = 0.9, FIXED, Prior, "returns to Karabakh, November 2020";
    /// Security of homes behind a front that lies quiet without a truce.
    quiet: "1" [0.0, 1.0] = 0.35, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Days without an operation after which a front counts as quiet.
    quiet_after: "days" [0.0, 365.0] = 7.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Security that is missing on the day of a regime's fall.
    disorder: "1" [0.0, 1.0] = 0.25, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Days over which that disorder ends.
    disorder_life: "days" [0.1, 1000.0] = 15.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Daily hazard of an episode of unrest after a fall.
    unrest: "1/day" [0.0, 1.0] = 0.006, FIXED, Prior, "the Syrian coast, March 2025, and Suwayda, July 2025";
    /// Days after a fall before unrest can come.
    unrest_after: "days" [0.0, 365.0] = 20.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Shortest episode.
    unrest_least: "days" [1.0, 365.0] = 25.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Days by which an episode may be longer.
    unrest_spread: "days" [0.0, 365.0] = 20.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Security that unrest takes away.
    unrest_cost: "1" [0.0, 1.0] = 0.25, FIXED, Prior, "authors' judgement from the literature and three worked cases";
    /// Factor on returns from December to March.
    cold: "1" [0.0, 10.0] = 0.7, FIXED, Prior, "returns from Türkiye, winter 2024-2025";
    /// Factor on returns from June to August.
    summer: "1" [0.0, 10.0] = 1.3, FIXED, Prior, "returns from Türkiye, summer 2025";
    /// Days after homes open before the season counts.
    season_after: "days" [0.0, 365.0] = 30.0, FIXED, Prior, "authors' judgement from the literature and three worked cases";
} }

/// How safe homes are that a campaign, or all campaigns of a zone, threaten.
#[derive(Clone, Copy, Debug)]
pub struct Outlook<R> {
    /// Security S, 0 while homes are closed.
    pub security: R,
    /// Days since homes opened, −1 while they are closed.
    pub age: R,
    /// 1 after the fall of the regime.
    pub fallen: R,
    /// 1 where those come back too who fled long ago: after a fall, or with peacekeepers.
    pub settled: R,
}

impl<R: Real> Outlook<R> {
    /// Homes that are closed.
    #[inline(always)]
    fn closed() -> Self {
        Outlook { security: R::zero(), age: -R::one(), fallen: R::zero(), settled: R::zero() }
    }

    /// The worse of two in every respect.
    #[inline(always)]
    fn worse(self, other: Self) -> Self {
        Outlook {
            security: self.security.min(other.security),
            age: self.age.min(other.age),
            fallen: self.fallen.min(other.fallen),
            settled: self.settled.min(other.settled),
        }
    }
}

/// State of return.
#[derive(Clone)]
pub struct State<R: Real> {
    /// Outlook for the homes that each campaign threatens.
    pub outlook: Table<CampaignId, Outlook<R>>,
    /// Days left of an episode of unrest.
    unrest: Table<CampaignId, R>,
    /// Days since the attacker last ran an operation.
    quiet: Table<CampaignId, R>,
    /// Draws of unrest: whether an episode begins, how long it lasts.
    streams: Table<CampaignId, Stream<R>>,
}

impl<R: Real> State<R> {
    /// Space for every campaign of a model.
    pub fn new(model: &Model, seed: u64) -> Self {
        State {
            outlook: model.campaigns.map(|_, _| Outlook::closed()),
            unrest: model.campaigns.map(|_, _| R::zero()),
            quiet: model.campaigns.map(|_, _| R::zero()),
            streams: model.campaigns.map(|_, campaign| Stream::new(seed, "returning", &campaign.name.id, 2)),
        }
    }

    /// The campaigns' draws, to start a bundle of replicates.
    pub fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.streams.iter_mut()
    }
}

/// Nothing has opened on day 0.
#[inline(always)]
pub fn start<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.campaigns.ids() {
        world.returning.outlook[id] = Outlook::closed();
        world.returning.unrest[id] = R::zero();
        world.returning.quiet[id] = R::zero();
    }
}

/// Security of homes, then returns to them.
#[inline(always)]
pub fn step<R: Real>(world: &mut World<'_, R>) {
    for id in world.model.campaigns.ids() {
        let operation = world.combat.operation[id].gt(R::splat(0.5));
        world.returning.quiet[id] = R::select(operation, R::zero(), world.returning.quiet[id] + 1.0);
        let since_fall = days_since_fall(world, id);
        trouble(world, id, since_fall);
        world.returning.outlook[id] = outlook(world, id, since_fall);
    }
    for id in world.model.zones.ids() {
        come_home(world, id);
    }
}

/// Begins and ends episodes of unrest.
#[inline(always)]
fn trouble<R: Real>(world: &mut World<'_, R>, id: CampaignId, since_fall: R) {
    let p = world.mechanisms.returning;
    let left = (world.returning.unrest[id] - 1.0).max(R::zero());
    let stream = &mut world.returning.streams[id];
    let (onset, length) = (stream.uniform(world.day, 0), stream.uniform(world.day, 1));
    let possible = since_fall.gt(world.value(p.unrest_after)) & left.le(R::zero());
    let begins = possible & onset.lt(hazard(world.value(p.unrest)));
    let days = world.value(p.unrest_least) + world.value(p.unrest_spread) * length;
    world.returning.unrest[id] = R::select(begins, days, left);
}

/// How safe the homes are that a campaign threatens.
#[inline(always)]
fn outlook<R: Real>(world: &World<'_, R>, id: CampaignId, since_fall: R) -> Outlook<R> {
    let p = world.mechanisms.returning;
    let fallen = since_fall.ge(R::zero());
    let fall = (fallen, after_fall(world, id, since_fall), since_fall);
    let guarded = peacekeepers(world, id);
    let pause = match world.model.campaigns[id].ceasefire {
        Some(ceasefire) => {
            let alone = world.value(world.mechanisms.displacement.security);
            let security = R::select(guarded.gt(R::splat(0.5)), world.value(p.peacekeepers), alone);
            (world.ceasefire_durable(id).gt(R::splat(0.5)), security, world.ceasefire.age[ceasefire])
        }
        None => {
            let days = world.returning.quiet[id] - world.value(p.quiet_after);
            (days.ge(R::zero()), world.value(p.quiet), days)
        }
    };
    Outlook {
        security: R::select(fall.0, fall.1, R::select(pause.0, pause.1, R::zero())),
        age: R::select(fall.0, fall.2, R::select(pause.0, pause.2, -R::one())),
        fallen: R::indicator(fallen),
        settled: R::indicator(fallen).max(guarded * R::indicator(pause.0)),
    }
}

/// Security of homes some days after a regime fell.
#[inline(always)]
fn after_fall<R: Real>(world: &World<'_, R>, id: CampaignId, days: R) -> R {
    let p = world.mechanisms.returning;
    let disorder = world.value(p.disorder) * (-days.max(R::zero()) / world.value(p.disorder_life)).exp();
    let unrest = world.value(p.unrest_cost) * R::indicator(world.returning.unrest[id].gt(R::zero()));
    (R::one() - disorder - unrest).max(R::zero())
}

/// Outlook for the homes of a zone: the worst over the campaigns that are felt there; closed where nobody returns.
#[inline(always)]
pub fn of_zone<R: Real>(world: &World<'_, R>, id: ZoneId) -> Outlook<R> {
    let awaited = &world.model.zones[id].awaited;
    let Some(first) = awaited.first() else { return Outlook::closed() };
    let mut worst = world.returning.outlook[*first];
    for campaign in &awaited[1..] {
        worst = worst.worse(world.returning.outlook[*campaign]);
    }
    worst
}

/// Factor of the season on returns, once homes have been open for some weeks.
#[inline(always)]
pub fn season<R: Real>(world: &World<'_, R>, age: R) -> R {
    let p = world.mechanisms.returning;
    let factor = match world.model.seasons[world.day] {
        Season::Cold => world.value(p.cold),
        Season::Summer => world.value(p.summer),
        Season::Mild => R::one(),
    };
    R::select(age.gt(world.value(p.season_after)), factor, R::one())
}

/// Returns of the displaced to a home zone.
#[inline(always)]
fn come_home<R: Real>(world: &mut World<'_, R>, id: ZoneId) {
    if world.model.zones[id].awaited.is_empty() {
        return;
    }
    let home = of_zone(world, id);
    let p = world.mechanisms.displacement;
    let fading = (R::one() + home.age / world.value(p.return_memory)).powf(-world.value(p.return_fading));
    let rate = world.value(p.returning) * home.security * home.security * fading * open(world, id, &home);
    let season = R::select(home.fallen.gt(R::splat(0.5)), season(world, home.age), R::one());
    let away = world.displacement.away_from(id);
    let luck = world.displacement.luck_of_return(id, world.day);
    let returning = binomial_flow(away, hazard(rate * season), luck);
    world.displacement.bring_home(id, away, returning);
}

/// 1 where homes of a zone are open: nowhere that the attacker holds, unless the regime has fallen.
#[inline(always)]
pub fn open<R: Real>(world: &World<'_, R>, id: ZoneId, home: &Outlook<R>) -> R {
    R::one() - world.fronts.held[id] * (R::one() - home.fallen)
}

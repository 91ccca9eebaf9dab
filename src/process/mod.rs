//! The mechanisms, one file each, and the list of them in step order.
//!
//! A mechanism's file holds its equation and source, its parameters, its state and its step. All are written once over
//! [`Real`], for one replicate or for a bundle of lanes; branches on data are selections, branches on structure stay ordinary.
//! A mechanism that a scenario does not use loops over nothing.

pub mod accident;
pub mod alliance;
pub mod attrition;
pub mod audience;
pub mod belief;
pub mod border;
mod campaign;
pub mod ceasefire;
pub mod choice;
pub mod combat;
pub mod demand;
pub mod displacement;
pub mod event;
pub mod exiles;
mod flow;
pub mod fronts;
mod group;
pub mod incident;
pub mod ladder;
pub mod leverage;
pub mod meeting;
pub mod observer;
pub mod onset;
pub mod parameters;
pub mod patron;
pub mod posture;
mod read;
pub mod red_line;
pub mod regime;
pub mod returning;
pub mod sanction;
pub mod settlement;
pub mod signal;
pub mod support;
pub mod trend;
pub mod ultimatum;

use crate::expression::Formula;
use crate::model::{Definition, Model, Parameter, Slot};
use crate::numeric::{Mask, Program, Real};
use crate::process::parameters::Binder;
use crate::random::{Replicates, Stream};

pub use crate::process::flow::{Apportionment, binomial_flow, hazard};
pub use crate::process::group::Group;

/// Declares [`Mechanisms`]: the parameters of every mechanism that has any.
macro_rules! mechanisms {
    ($($name:ident),+) => {
        /// Parameters of every mechanism.
        #[derive(Clone, Copy, Debug)]
        pub struct Mechanisms {
            /// The ladder's tables.
            pub ladder: ladder::Parameters,
            $( #[doc = concat!("Parameters of [`", stringify!($name), "`].")] pub $name: $name::Parameters, )+
        }

        impl Mechanisms {
            /// Takes every parameter from `bind`.
            pub fn bind(bind: &mut Binder<'_>) -> Self {
                Mechanisms { ladder: ladder::Parameters::bind(bind), $( $name: $name::Parameters::bind(bind), )+ }
            }

            /// Every parameter that a scenario's `[parameters]` may set.
            pub fn definitions() -> impl Iterator<Item = &'static Definition> {
                let tables = ladder::Parameters::DEFINITIONS.iter().flat_map(|table| table.iter());
                tables $( .chain($name::Parameters::DEFINITIONS.iter()) )+
            }
        }
    };
}

mechanisms!(
    support,
    posture,
    choice,
    audience,
    belief,
    ultimatum,
    combat,
    incident,
    accident,
    attrition,
    fronts,
    meeting,
    ceasefire,
    displacement,
    border,
    leverage,
    regime,
    patron,
    sanction,
    red_line,
    signal,
    alliance,
    demand,
    returning,
    exiles
);

/// Calls mechanisms' functions on a world one after the other, each compiled as a function of its own.
macro_rules! in_order {
    ($world:ident: $($mechanism:ident::$function:ident),+ $(,)?) => {$({
        struct Call<'w, 'm, R: Real>(&'w mut World<'m, R>);

        impl<R: Real> Program<R> for Call<'_, '_, R> {
            type Output = ();

            #[inline(always)]
            fn run(self) {
                $mechanism::$function(self.0);
            }
        }

        R::out_of_line(Call($world));
    })+};
}

/// The stages of a day, each a mechanism's function on a world.
macro_rules! stages {
    ($($mechanism:ident::$function:ident),+ $(,)?) => {
        [$({
            fn stage<R: Real>(world: &mut World<'_, R>) {
                in_order! { world: $mechanism::$function }
            }
            stage::<R>
        }),+]
    };
}

/// Number of stages of a day.
const STAGES: usize = 38;

/// Stages that precede the day's choices: events, the calendar, postures, support, and the speeds that force ratios allow.
const PREPARATION: usize = 5;

/// The stages in which readings are taken.
const EVENING: usize = 33;
const NIGHT: usize = STAGES - 1;

/// One bundle of replicates: the model, its sampled quantities, and the state of every mechanism.
#[derive(Clone)]
pub struct World<'m, R: Real> {
    /// What stays the same.
    pub model: &'m Model,
    /// Which parameters belong to which mechanism.
    pub mechanisms: &'m Mechanisms,
    /// Every quantity as sampled for these replicates, and as events have changed it.
    pub values: Vec<R>,
    /// Today.
    pub day: usize,
    /// What expressions, series and watches read, by slot: the state of the last evening (leverage and reports: of this one).
    readings: Vec<R>,
    /// The ladder's tables as sampled.
    pub ladder: ladder::State<R>,
    /// Events.
    pub event: event::State<R>,
    /// Patrons' support.
    pub support: support::State<R>,
    /// Deployments.
    pub posture: posture::State<R>,
    /// Choices.
    pub choice: choice::State<R>,
    /// Audiences.
    pub audience: audience::State<R>,
    /// Beliefs.
    pub belief: belief::State<R>,
    /// Ultimatums.
    pub ultimatum: ultimatum::State<R>,
    /// Intensity of fighting.
    pub combat: combat::State<R>,
    /// Co-location incidents.
    pub incident: incident::State<R>,
    /// Accidents.
    pub accident: accident::State<R>,
    /// Deaths and strengths.
    pub attrition: attrition::State<R>,
    /// Fronts and control.
    pub fronts: fronts::State<R>,
    /// Leaders' meetings.
    pub meeting: meeting::State<R>,
    /// Ceasefires.
    pub ceasefire: ceasefire::State<R>,
    /// Displacement.
    pub displacement: displacement::State<R>,
    /// Return of the displaced.
    pub returning: returning::State<R>,
    /// Return of those who fled before day 0.
    pub exiles: exiles::State<R>,
    /// Borders.
    pub border: border::State<R>,
    /// Leverage.
    pub leverage: leverage::State<R>,
    /// Observers.
    pub observer: observer::State<R>,
    /// Regimes whose armies may dissolve.
    pub regime: regime::State<R>,
    /// Their patrons.
    pub patron: patron::State<R>,
    /// Trends.
    pub trend: trend::State<R>,
    /// Settlements.
    pub settlement: settlement::State<R>,
    /// Sanctions.
    pub sanction: sanction::State<R>,
    // Signalling.
    /// Red lines.
    pub red_line: red_line::State<R>,
    /// Costly signals.
    pub signal: signal::State<R>,
    /// Requests under alliances.
    pub alliance: alliance::State<R>,
    /// Demands.
    pub demand: demand::State<R>,
}

impl<'m, R: Real> World<'m, R> {
    /// Space for a bundle of replicates. Nothing is allocated after this.
    pub fn new(model: &'m Model, mechanisms: &'m Mechanisms, seed: u64) -> Self {
        World {
            model,
            mechanisms,
            values: vec![R::zero(); model.quantities.len()],
            day: 0,
            readings: vec![R::zero(); model.variables.len()],
            ladder: ladder::State::new(),
            event: event::State::new(model, seed),
            support: support::State::new(model),
            posture: posture::State::new(model),
            choice: choice::State::new(model, seed),
            audience: audience::State::new(model, seed),
            belief: belief::State::new(model),
            ultimatum: ultimatum::State::new(model, seed),
            combat: combat::State::new(model),
            incident: incident::State::new(model, seed),
            accident: accident::State::new(model, seed),
            attrition: attrition::State::new(model, seed),
            fronts: fronts::State::new(model, seed),
            meeting: meeting::State::new(model, seed),
            ceasefire: ceasefire::State::new(model, seed),
            displacement: displacement::State::new(model, seed),
            returning: returning::State::new(model, seed),
            exiles: exiles::State::new(model, seed),
            border: border::State::new(model, seed),
            leverage: leverage::State::new(model),
            observer: observer::State::new(model),
            regime: regime::State::new(model, seed),
            patron: patron::State::new(model, seed),
            trend: trend::State::new(model),
            settlement: settlement::State::new(model, seed),
            sanction: sanction::State::new(model, seed),
            red_line: red_line::State::new(model, seed),
            signal: signal::State::new(model, seed),
            alliance: alliance::State::new(model, seed),
            demand: demand::State::new(model, seed),
        }
    }

    /// Puts every mechanism into its state of the morning of day 0. `values` must hold the replicates' quantities.
    #[inline(always)]
    pub fn start(&mut self, replicates: impl Into<Replicates<R>>) {
        let replicates = replicates.into();
        self.day = 0;
        for stream in self.streams() {
            stream.start(replicates);
        }
        self.ladder.start(&self.mechanisms.ladder, &self.values);
        self.readings.fill(R::zero());
        in_order! { self:
            event::start,
            choice::start,
            belief::start,
            ultimatum::start,
            audience::start,
            meeting::start,
            ceasefire::start,
            posture::start,
            support::start,
            attrition::start,
            fronts::start,
            regime::start,
            patron::start,
            combat::start,
            incident::start,
            accident::start,
            displacement::start,
            returning::start,
            exiles::start,
            border::start,
            trend::start,
            settlement::start,
            sanction::start,
            alliance::start,
            red_line::start,
            signal::start,
            demand::start,
            read::evening,
            belief::assess,
            leverage::step,
            observer::start,
            read::night,
        }
    }

    /// A day, top to bottom. Histories that are compared are played stage by stage.
    pub(crate) const STAGES: [fn(&mut World<'m, R>); STAGES] = stages![
        event::step,
        meeting::announce,
        posture::step,
        support::step,
        fronts::assess,
        choice::step,
        patron::step,
        ultimatum::step,
        attrition::open_day,
        belief::fade,
        alliance::step,
        red_line::step,
        signal::step,
        belief::step,
        demand::step,
        combat::step,
        incident::step,
        accident::step,
        attrition::step,
        audience::step,
        fronts::advance,
        regime::step,
        ceasefire::step,
        trend::step,
        settlement::step,
        sanction::step,
        meeting::step,
        displacement::step,
        returning::step,
        exiles::step,
        border::step,
        attrition::close_day,
        support::wear_cover,
        read::evening,
        belief::assess,
        leverage::step,
        observer::step,
        read::night,
    ];

    /// Plays a day.
    #[inline(always)]
    pub fn step(&mut self, day: usize) {
        self.day = day;
        for stage in Self::STAGES {
            stage(self);
        }
    }

    /// Plays one stage of a day.
    #[inline(always)]
    pub fn stage(&mut self, day: usize, stage: usize) {
        self.day = day;
        Self::STAGES[stage](self);
    }

    /// Takes all readings again, after parts of the state have been taken over from another history.
    pub fn read_again(&mut self) {
        Self::STAGES[EVENING](self);
        Self::STAGES[NIGHT](self);
    }

    /// What precedes the day's choices.
    #[inline(always)]
    pub fn prepare(&mut self, day: usize) {
        self.day = day;
        for stage in &Self::STAGES[..PREPARATION] {
            stage(self);
        }
    }

    /// What a slot read when it was last taken.
    #[inline(always)]
    pub fn reading(&self, slot: Slot) -> R {
        self.readings[slot.index()]
    }

    /// Every random stream of every mechanism.
    fn streams(&mut self) -> impl Iterator<Item = &mut Stream<R>> {
        self.event
            .streams()
            .chain(self.choice.streams())
            .chain(self.audience.streams())
            .chain(self.ultimatum.streams())
            .chain(self.incident.streams())
            .chain(self.accident.streams())
            .chain(self.attrition.streams())
            .chain(self.fronts.streams())
            .chain(self.meeting.streams())
            .chain(self.ceasefire.streams())
            .chain(self.displacement.streams())
            .chain(self.border.streams())
            .chain(self.regime.streams())
            .chain(self.patron.streams())
            .chain(self.settlement.streams())
            .chain(self.sanction.streams())
            .chain(self.red_line.streams())
            .chain(self.signal.streams())
            .chain(self.alliance.streams())
            .chain(self.demand.streams())
            .chain(self.returning.streams())
            .chain(self.exiles.streams())
    }

    /// A quantity's value in these replicates.
    #[inline(always)]
    pub fn value(&self, parameter: Parameter) -> R {
        self.values[parameter.index()]
    }

    /// A formula's value over the readings.
    #[inline(always)]
    pub fn evaluate(&self, formula: &Formula<Slot>) -> R {
        R::out_of_line(Evaluate { world: self, formula })
    }

    /// Whether a condition holds over the readings.
    #[inline(always)]
    pub fn holds(&self, condition: &Formula<Slot>) -> R::Mask {
        self.evaluate(condition).gt(R::splat(0.5))
    }

    /// Whether a condition holds, as it always does where there is none.
    #[inline(always)]
    pub fn allows(&self, condition: &Option<Formula<Slot>>) -> R::Mask {
        match condition {
            Some(condition) => self.holds(condition),
            None => R::Mask::from_bool(true),
        }
    }

    /// A factor's value, 1 where there is none.
    #[inline(always)]
    pub fn factor(&self, factor: &Option<Formula<Slot>>) -> R {
        match factor {
            Some(formula) => self.evaluate(formula),
            None => R::one(),
        }
    }
}

/// A formula to evaluate in a function of its own, since the interpreter is long and used in many places.
struct Evaluate<'w, 'm, R: Real> {
    world: &'w World<'m, R>,
    formula: &'w Formula<Slot>,
}

impl<R: Real> Program<R> for Evaluate<'_, '_, R> {
    type Output = R;

    #[inline(always)]
    fn run(self) -> R {
        self.formula.evaluate(|slot| self.world.reading(slot), self.world.day)
    }
}

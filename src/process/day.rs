//! The day: what every mechanism does, top to bottom.

use crate::numeric::{Program, Real};
use crate::process::{
    World, accident, alliance, attrition, audience, belief, border, ceasefire, choice, combat, demand, displacement,
    event, exiles, fronts, incident, leverage, meeting, observer, patron, posture, read, red_line, regime, returning,
    sanction, settlement, signal, support, trend, ultimatum,
};
use crate::random::Replicates;

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
pub(super) const STAGES: usize = 38;

/// Stages that precede the day's choices: events, the calendar, postures, support, and the speeds that force ratios allow.
const PREPARATION: usize = 5;

/// The stages in which readings are taken.
const EVENING: usize = 33;
const NIGHT: usize = STAGES - 1;

impl<'m, R: Real> World<'m, R> {
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
}

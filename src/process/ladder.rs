//! The escalation ladder's tables: what each rung means in intensity, protection, cost and posture.
//!
//! Rungs follow the scale calm, verbal, mobilisation, proxy surge, limited strike, sustained operation, war. The tables are
//! shared by all scenarios; levels are stored as whole numbers in `R` and looked up with selections, without a branch.

use crate::model::ladder::{RUNG_COUNT, RUNGS};
use crate::model::parameter::{Definition, Parameter};
use crate::numeric::Real;
use crate::process::parameters::{Binder, FIXED};
use crate::quantity::Status;

/// Declares one table: a definition for every rung.
macro_rules! rung_tables {
    ($( $(#[doc = $meaning:literal])+ $name:ident: $group:literal, $unit:literal up to $most:literal, $values:expr, $status:ident, $source:literal; )+) => {
        /// Parameters of the ladder: one table of seven rungs each.
        #[derive(Clone, Copy, Debug)]
        pub struct Parameters { $( $(#[doc = $meaning])+ pub $name: [Parameter; RUNG_COUNT], )+ }

        $( #[allow(non_upper_case_globals, reason = "named after the field it defines")]
        const $name: [Definition; RUNG_COUNT] = {
            let values: [f64; RUNG_COUNT] = $values;
            let template = Definition {
                group: $group, name: "", value: 0.0, distribution: FIXED, unit: $unit, bounds: [0.0, $most],
                status: Status::$status, source: $source, meaning: concat!($($meaning),+),
            };
            let mut table = [template; RUNG_COUNT];
            let mut rung = 0;
            while rung < RUNG_COUNT {
                table[rung].name = RUNGS[rung];
                table[rung].value = values[rung];
                rung += 1;
            }
            table
        }; )+

        impl Parameters {
            /// Every parameter with its default, table by table.
            pub const DEFINITIONS: &'static [&'static [Definition]] = &[ $( &$name, )+ ];

            /// Takes every parameter from `bind`, in order.
            pub fn bind(bind: &mut Binder<'_>) -> Self {
                let mut tables = Self::DEFINITIONS.iter();
                let mut next = || tables.next().map_or([Parameter(0); RUNG_COUNT], |table| std::array::from_fn(|rung| bind(&table[rung])));
                Parameters { $( $name: next(), )+ }
            }
        }

        /// The tables as sampled for a bundle of replicates.
        #[derive(Clone, Debug)]
        pub struct State<R> { $( $(#[doc = $meaning])+ pub $name: [R; RUNG_COUNT], )+ }

        impl<R: Real> Default for State<R> {
            fn default() -> Self {
                Self::new()
            }
        }

        impl<R: Real> State<R> {
            /// Zeroes, until the first replicate starts.
            pub fn new() -> Self {
                State { $( $name: [R::zero(); RUNG_COUNT], )+ }
            }

            /// Copies the sampled values.
            #[inline(always)]
            pub fn start(&mut self, parameters: &Parameters, values: &[R]) {
                $( self.$name = parameters.$name.map(|parameter| values[parameter.index()]); )+
            }
        }
    };
}

rung_tables! {
    /// Intensity of fighting that a rung means, against 1 for a sustained operation.
    intensity: "ladder_intensity", "1" up to 10.0, [0.02, 0.02, 0.02, 0.2, 0.5, 1.0, 2.1], Prior, "judged from daily deaths by phase of the Idlib and Karabakh wars";
    /// Share of a threat that acting on a rung averts, in a protector's eyes.
    protection: "ladder_protection", "1" up to 1.0, [0.0, 0.03, 0.10, 0.25, 0.50, 0.85, 0.90], Calibrated, "set by hand on the Idlib course of events";
    /// Cost to a protector of standing on a rung, whatever comes of it.
    posture_cost: "ladder_posture_cost", "1" up to 10.0, [0.10, 0.04, 0.0, 0.18, 0.2, 0.70, 2.5], Calibrated, "fitted by random search on the three bundled cases together; see docs/model/validation.md";
    /// Share of its troops that a protector deploys on a rung.
    deployment: "ladder_deployment", "1" up to 1.0, [0.10, 0.12, 0.15, 0.45, 0.80, 1.0, 1.0], Prior, "Turkish strength in Idlib, 5 000 on 8 February to 10 250 in spring 2020 (SOHR)";
    /// Share of its fires that a patron lends to the defender on a rung.
    fires: "ladder_fires", "1" up to 1.0, [0.05, 0.05, 0.06, 0.10, 0.35, 0.85, 1.0], Calibrated, "set by hand on the Idlib course of events";
    /// Intensity of counter-attacks that a protector's rung makes possible.
    counterattack: "ladder_counterattack", "1" up to 10.0, [0.0, 0.0, 0.02, 0.1, 0.3, 0.8, 1.0], Calibrated, "set by hand on the Idlib course of events";
    /// Intensity of a protector's own strikes on the attacker.
    strikes: "ladder_strikes", "1" up to 10.0, [0.0, 0.0, 0.0, 0.05, 0.45, 1.0, 1.6], Calibrated, "independent counts of regime dead in Operation Spring Shield (about 50 a day)";
    /// Share of a protector's deployed troops that hold the line beside the defender.
    engagement: "ladder_engagement", "1" up to 1.0, [0.0, 0.0, 0.0, 0.0, 0.35, 1.0, 1.0], Prior, "judged: troops at posts do not fight below a limited strike";
}

/// The table's value at a level held as a whole number.
#[inline(always)]
pub fn lookup<R: Real>(table: &[R; RUNG_COUNT], level: R) -> R {
    let mut found = table[0];
    for (rung, value) in table.iter().enumerate().skip(1) {
        found = R::select(level.gt(R::splat(rung as f64 - 0.5)), *value, found);
    }
    found
}

/// Whether a level, held as a whole number, is at a rung or above it.
#[inline(always)]
pub fn at_least<R: Real>(level: R, rung: usize) -> R::Mask {
    level.ge(R::splat(rung as f64))
}

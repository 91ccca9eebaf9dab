//! How a mechanism declares its parameters: once, with default, unit, status and source.

use crate::model::parameter::{Definition, Parameter};
use crate::quantity::Distribution;

/// Gives every definition its parameter: the scenario's value where the file has one, else the default.
pub type Binder<'b> = dyn FnMut(&'static Definition) -> Parameter + 'b;

/// Held at the default.
pub const FIXED: Distribution = Distribution::Fixed;

/// Log-normal with these 10 % and 90 % quantiles.
pub const fn log_normal(low: f64, high: f64) -> Distribution {
    Distribution::LogNormal { low, high }
}

/// Normal with these 10 % and 90 % quantiles.
pub const fn normal(low: f64, high: f64) -> Distribution {
    Distribution::Normal { low, high }
}

/// Declares `Parameters`: a struct of [`Parameter`]s, and the list of their definitions.
///
/// One line each: documentation, `name: unit [least, greatest] = value, distribution, status, source;`.
macro_rules! parameters {
    ($group:literal { $( $(#[doc = $meaning:literal])+ $name:ident: $unit:literal [$least:expr, $greatest:expr] = $value:expr, $distribution:expr, $status:ident, $source:literal; )+ }) => {
        #[doc = concat!("Parameters `", $group, "`.")]
        #[derive(Clone, Copy, Debug)]
        pub struct Parameters { $( $(#[doc = $meaning])+ pub $name: $crate::model::Parameter, )+ }

        impl Parameters {
            /// Every parameter with its default.
            pub const DEFINITIONS: &'static [$crate::model::Definition] = &[ $( $crate::model::Definition {
                group: $group,
                name: stringify!($name),
                value: $value,
                distribution: $distribution,
                unit: $unit,
                bounds: [$least, $greatest],
                status: $crate::quantity::Status::$status,
                source: $source,
                meaning: concat!($($meaning),+),
            }, )+ ];

            /// Takes every parameter from `bind`, in order.
            pub fn bind(bind: &mut $crate::process::parameters::Binder<'_>) -> Self {
                let mut definitions = Self::DEFINITIONS.iter();
                let mut next = || definitions.next().map_or($crate::model::Parameter(0), &mut *bind);
                Parameters { $( $name: next(), )+ }
            }
        }
    };
}

pub(crate) use parameters;

//! How the format is stated: every key has a specification, from which decoding and the JSON Schema both come.

use serde_json::Value as Json;

use crate::scenario::combinators::{Defaulted, Optional};
use crate::scenario::decode::{Decoder, TableReader};
use crate::scenario::node::{Node, Place};

pub use crate::scenario::containers::{list, map, table, tables};
pub use crate::scenario::entries::{At, Entries};
pub use crate::scenario::quantities::quantity;
pub use crate::scenario::scalars::{
    boolean, condition, date, formula, integer, number, outcome, path, reference, text, word,
};

/// What one would write to supply a missing key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Example {
    /// A value on the key's line.
    Value(String),
    /// A table of its own, whose header ends so after the key: empty, or `.ID`.
    Table(&'static str),
}

/// What can be said of a value without decoding one.
pub trait Form {
    /// JSON Schema of the value.
    fn schema(&self) -> Json;

    /// A value as one would write it.
    fn example(&self) -> Example;

    /// Whether the key must be there.
    fn required(&self) -> bool {
        true
    }

    /// Whether the table that holds the key may say once, by `status` and `source`, how its plain numbers are known.
    fn takes_provenance(&self) -> bool {
        false
    }
}

/// How a value is decoded.
pub trait Spec: Form {
    /// What decoding gives.
    type Output;

    /// The value; `None` after reporting what is wrong with it.
    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<Self::Output>;

    /// What stands for a key that is absent from the table at `place`; `None` when the key is required.
    fn absent(&self, _place: &Place) -> Option<Self::Output> {
        None
    }

    /// The same value, which may be absent.
    fn optional(self) -> Optional<Self>
    where
        Self: Sized,
    {
        Optional(self)
    }

    /// The same value, empty when absent.
    fn or_empty(self) -> Defaulted<Self>
    where
        Self: Sized,
        Self::Output: Default,
    {
        Defaulted::new(self, None, |_| Self::Output::default())
    }
}

/// A key of a table.
pub struct Field<'a> {
    /// Its name.
    pub name: &'static str,
    /// What it means: the lines of its documentation.
    pub meaning: &'static [&'static str],
    /// What its value looks like.
    pub form: &'a dyn Form,
}

/// A type that a table of the file decodes into; see [`table!`](crate::scenario::spec::table).
pub trait Structure: Sized {
    /// What the table means: the lines of its documentation.
    const MEANING: &'static [&'static str];

    /// Shows every key to `visit`, in order.
    fn visit_fields(visit: &mut dyn FnMut(Field<'_>));

    /// Decodes every key; `None` when one of them is missing or wrong.
    fn decode_fields(reader: &mut TableReader<'_, '_>) -> Option<Self>;
}

/// Defines a table of the format: a struct whose fields each name their type and, after `=`, their specification.
/// The documentation of struct and fields becomes the schema's descriptions.
macro_rules! define_table {
    (
        $(#[doc = $meaning:literal])*
        pub struct $name:ident {
            $( $(#[doc = $field_meaning:literal])* $field:ident : $type:ty = $spec:expr, )*
        }
    ) => {
        $(#[doc = $meaning])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_meaning])* pub $field: $type, )*
        }

        impl $crate::scenario::spec::Structure for $name {
            const MEANING: &'static [&'static str] = &[$($meaning),*];

            fn visit_fields(visit: &mut dyn FnMut($crate::scenario::spec::Field<'_>)) {
                $( visit($crate::scenario::spec::Field {
                    name: stringify!($field),
                    meaning: &[$($field_meaning),*],
                    form: $crate::scenario::spec::form_of::<$type>(&$spec),
                }); )*
            }

            fn decode_fields(reader: &mut $crate::scenario::decode::TableReader<'_, '_>) -> Option<Self> {
                // Every key is decoded before any failure counts, so that all mistakes are reported at once.
                struct Decoded {
                    $( $field: Option<$type>, )*
                }
                let decoded = Decoded { $( $field: reader.field(stringify!($field), &$spec), )* };
                Some($name { $( $field: decoded.$field?, )* })
            }
        }
    };
}
pub(crate) use define_table as table;

/// The form of a specification whose output is `T`; fixes the type that `table()` decodes into.
pub fn form_of<T>(spec: &impl Spec<Output = T>) -> &dyn Form {
    spec
}

//! Specifications of keys that may be absent.

use serde_json::Value as Json;

use crate::scenario::decode::Decoder;
use crate::scenario::node::{Node, Place};
use crate::scenario::spec::{Example, Form, Spec};

/// A value that may be absent.
pub struct Optional<S>(pub S);

impl<S: Form> Form for Optional<S> {
    fn schema(&self) -> Json {
        self.0.schema()
    }

    fn example(&self) -> Example {
        self.0.example()
    }

    fn required(&self) -> bool {
        false
    }

    fn takes_provenance(&self) -> bool {
        self.0.takes_provenance()
    }
}

impl<S: Spec> Spec for Optional<S> {
    type Output = Option<S::Output>;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<Self::Output> {
        self.0.decode(node, decoder).map(Some)
    }

    fn absent(&self, _place: &Place) -> Option<Self::Output> {
        Some(None)
    }
}

/// Makes the value that stands for a key absent from the table at a place.
type MakeDefault<T> = Box<dyn Fn(&Place) -> T>;

/// A value that has a default.
pub struct Defaulted<S: Spec> {
    spec: S,
    shown: Option<Json>,
    default: MakeDefault<S::Output>,
}

impl<S: Spec> Defaulted<S> {
    /// `default` makes the value for a table at a place; `shown` is what the schema says it is.
    pub fn new(spec: S, shown: Option<Json>, default: impl Fn(&Place) -> S::Output + 'static) -> Defaulted<S> {
        Defaulted { spec, shown, default: Box::new(default) }
    }
}

impl<S: Spec> Form for Defaulted<S> {
    fn schema(&self) -> Json {
        let mut schema = self.spec.schema();
        if let (Some(shown), Some(object)) = (&self.shown, schema.as_object_mut()) {
            object.insert("default".into(), shown.clone());
        }
        schema
    }

    fn example(&self) -> Example {
        self.spec.example()
    }

    fn required(&self) -> bool {
        false
    }

    fn takes_provenance(&self) -> bool {
        self.spec.takes_provenance()
    }
}

impl<S: Spec> Spec for Defaulted<S> {
    type Output = S::Output;

    fn decode(&self, node: &Node, decoder: &mut Decoder<'_>) -> Option<S::Output> {
        self.spec.decode(node, decoder)
    }

    fn absent(&self, place: &Place) -> Option<S::Output> {
        Some((self.default)(place))
    }
}

//! What is to vary, as somebody asks for it.

/// Something of a scenario that is to vary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vary {
    /// What a dotted path leads to.
    Path {
        /// The path, as `--set` takes it.
        path: String,
        /// The values it takes.
        values: VaryValues,
    },
    /// A lever.
    Lever {
        /// Its identifier.
        id: String,
        /// The options it takes; all of them when empty.
        options: Vec<String>,
    },
    /// Every quantity that the scenario gives a distribution.
    AllUncertain,
}

impl Vary {
    /// The path, where it is one.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Vary::Path { path, .. } => Some(path.trim()),
            _ => None,
        }
    }
}

/// The values that something takes; they are read as `--set` reads them, in the unit of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaryValues {
    /// These.
    Listed(Vec<String>),
    /// Any number between two.
    Between(String, String),
    /// Those of the distribution that the scenario gives it.
    AsStated,
}

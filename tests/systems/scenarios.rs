//! The bundled scenarios beside Idlib.

/// The fall of Assad and the shift of leverage.
pub const ASSAD: &str = include_str!("../../scenarios/assad_collapse.toml");

/// The autumn war over Karabakh.
pub const KARABAKH: &str = include_str!("../../scenarios/karabakh_ceasefire.toml");

//! The escalation ladder: seven rungs, shared by every actor and scenario.

/// Names of the rungs, lowest first; a rung's number is its position.
pub const RUNGS: [&str; 7] =
    ["calm", "verbal", "mobilisation", "proxy_surge", "limited_strike", "sustained_operation", "war"];

/// Number of rungs.
pub const RUNG_COUNT: usize = RUNGS.len();

/// The rung of mobilisation.
pub const MOBILISATION: usize = 2;

/// The rung of a surge of proxies.
pub const PROXY_SURGE: usize = 3;

/// The rung of limited strikes.
pub const LIMITED_STRIKE: usize = 4;

/// The rung of a sustained operation.
pub const SUSTAINED_OPERATION: usize = 5;

/// The rung with this name.
pub fn rung(name: &str) -> Option<usize> {
    RUNGS.iter().position(|known| *known == name)
}

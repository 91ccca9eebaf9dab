//! What design a table's rows follow.

use crate::explore::sensitivity::{morris, sample::Sample, sobol};
use crate::record::Data;

/// The design that the rows of a table follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// Trajectories of elementary effects: for [`morris`](crate::explore::sensitivity::morris).
    Morris,
    /// Base points and mixtures: for [`sobol`](crate::explore::sensitivity::sobol).
    Saltelli,
    /// None of them: for [`given`](crate::explore::sensitivity::given).
    Given,
}

/// Recognises the design of a table by its inputs.
pub fn structure(data: &Data) -> Structure {
    let Some(Ok(sample)) = data.outputs.first().map(|output| Sample::new(data, &output.variable.id)) else {
        return Structure::Given;
    };
    if sobol::block_length(&sample).is_ok() {
        Structure::Saltelli
    } else if morris::follows(&sample) {
        Structure::Morris
    } else {
        Structure::Given
    }
}

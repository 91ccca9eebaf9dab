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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::sensitivity::models::{Draws, independent, saltelli, table, trajectories};

    #[test]
    fn designs_are_recognised_by_their_inputs() {
        let mut draws = Draws::new("structure", 0);
        let of = |points: Vec<Vec<f64>>| structure(&table(&points, |x| x[0]));
        assert_eq!(of(saltelli(4, 10, false, &mut draws)), Structure::Saltelli);
        assert_eq!(of(saltelli(4, 10, true, &mut draws)), Structure::Saltelli);
        assert_eq!(of(trajectories(5, 10, &mut draws)), Structure::Morris);
        assert_eq!(of(independent(5, 60, &mut draws)), Structure::Given);
        assert_eq!(structure(&Data::default()), Structure::Given);
    }

    #[test]
    fn missing_outcomes_do_not_hide_a_design() {
        let points = trajectories(5, 10, &mut Draws::new("structure", 0));
        let mut data = table(&points, |x| x[0]);
        data.outputs[0].values[7] = f64::NAN;
        assert_eq!(structure(&data), Structure::Morris);
    }
}

//! Designs, for `tests/python/oracles/designs.py`.

use std::error::Error;
use std::io;
use std::path::Path;

use flashpoint::explore::design::{Design, Grid, LatinHypercube, Levels, Morris, Saltelli, Sobol, centred_discrepancy};

use crate::tables::{binary, csv};

/// Writes every design that the script reads.
pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    binary(&folder.join("sobol_1000.bin"), Sobol::new(1000, 10_000)?.list())?;
    binary(&folder.join("sobol_4096.bin"), Sobol::new(4096, 1024)?.list())?;
    for (name, second_order) in [("saltelli_first_order", false), ("saltelli_second_order", true)] {
        design(folder, name, &Saltelli::new(Sobol::new(2 * 7, 256)?, second_order))?;
    }
    design(folder, "grid", &Grid::new([4, 1, 7, 2].map(levels).into()))?;
    design(folder, "morris", &Morris::new(vec![Levels::ordered(levels(4)); 8], 20, 1))?;
    discrepancies(folder)
}

/// Designs that should be even, and how even they are.
fn discrepancies(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut found = Vec::new();
    for (points, dimensions) in [(30, 2), (100, 10), (500, 5), (3000, 4)] {
        let hypercube = LatinHypercube::new(dimensions, points, 1);
        design(folder, &format!("latin_hypercube_{points}_{dimensions}"), &hypercube)?;
        found.push(vec![points as f64, dimensions as f64, centred_discrepancy(&hypercube)]);
    }
    design(folder, "sobol_scrambled", &Sobol::new(6, 1024)?.scrambled(1))?;
    csv(&folder.join("discrepancies.csv"), &["points", "dimensions", "discrepancy"].map(String::from), found)?;
    Ok(())
}

/// Coordinates from one end to the other.
fn levels(count: u32) -> Vec<f64> {
    (0..count).map(|level| f64::from(level) / f64::from(count.max(2) - 1)).collect()
}

fn design(folder: &Path, name: &str, design: &impl Design) -> io::Result<()> {
    let names: Vec<String> = (1..=design.dimensions()).map(|dimension| format!("x{dimension}")).collect();
    csv(&folder.join(format!("{name}.csv")), &names, design.list())
}

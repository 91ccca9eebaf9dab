//! Designs, for `tests/python/oracles/designs.py`.

use std::error::Error;
use std::io;
use std::path::Path;

use flashpoint::explore::design::{Design, Saltelli, Sobol};

use crate::tables::{binary, csv, points};

/// Writes every design that the script reads.
pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    binary(&folder.join("sobol_1000.bin"), points(&Sobol::new(1000, 10_000)?))?;
    binary(&folder.join("sobol_4096.bin"), points(&Sobol::new(4096, 1024)?))?;
    for (name, second_order) in [("saltelli_first_order", false), ("saltelli_second_order", true)] {
        design(folder, name, &Saltelli::new(Sobol::new(2 * 7, 256)?, second_order))?;
    }
    Ok(())
}

fn design(folder: &Path, name: &str, design: &dyn Design) -> io::Result<()> {
    let names: Vec<String> = (1..=design.dimensions()).map(|dimension| format!("x{dimension}")).collect();
    csv(&folder.join(format!("{name}.csv")), &names, points(design))
}

//! Writes designs and estimates for the scripts of `tests/python/oracles`, which compare them with those of independent
//! programs: `cargo run --release --example oracles -- FOLDER`, then `python tests/python/oracles/TOPIC.py FOLDER`.

mod designs;
mod discovery;
mod sensitivity;
mod tables;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: oracles FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    designs::write(&folder)?;
    sensitivity::write(&folder)?;
    discovery::write(&folder)
}

//! The floor: operations of the same process code, counted, times what each costs at its peak in the same process.

use std::hint::black_box;
use std::time::Instant;

use flashpoint::engine::{Plan, Player};
use flashpoint::numeric::{Counted, LaneProgram, Operation, Real, dispatch};
use flashpoint::random::Stream;

use crate::{Last, median};

/// Replicates whose operations are counted.
const COUNTED: u64 = 16;
/// Independent sums, enough to hide the latency of an operation.
const CHAINS: usize = 4;
/// Numbers worked on, few enough for the first-level cache.
const NUMBERS: usize = 64;
/// Passes over the numbers in a round, and rounds.
const PASSES: usize = 2_000;
const ROUNDS: usize = 9;

/// Every kind of operation with its name.
const KINDS: [(Operation, &str); 8] = [
    (Operation::Add, "add, subtract"),
    (Operation::Multiply, "multiply"),
    (Operation::Divide, "divide"),
    (Operation::SquareRoot, "square root"),
    (Operation::Compare, "compare, select"),
    (Operation::Floor, "floor"),
    (Operation::Exponent, "exponent"),
    (Operation::Uniform, "uniform"),
];

/// Prints counts, costs, the floor, and how far above it the lanes are.
pub fn print(plan: &Plan, lanes: f64) {
    let counts = counts(plan);
    let costs = dispatch(Peak);
    println!("\n{:<20}{:>12}{:>12}{:>14}", "per replicate-day", "operations", "ns each", "ns");
    let mut floor = 0.0;
    for (((_, name), count), cost) in KINDS.iter().zip(counts).zip(costs) {
        println!("{name:<20}{count:>12.1}{cost:>12.3}{:>14.1}", count * cost);
        floor += count * cost;
    }
    println!("{:<20}{:>12.0}{:>12}{floor:>14.1}", "floor", counts.iter().sum::<f64>(), "");
    println!("lanes ÷ floor: {:.2}", lanes / floor);
}

/// Operations of each kind per replicate-day.
fn counts(plan: &Plan) -> [f64; 8] {
    let mut player = Player::<Counted>::new(plan, 1, false);
    let mut last = Last::new(plan);
    let _ = Counted::take_counts();
    for replicate in 0..COUNTED {
        player.play(replicate, &mut last);
    }
    let counts = Counted::take_counts();
    let replicate_days = COUNTED as f64 * plan.model.calendar.days as f64;
    KINDS.map(|(operation, _)| counts.of(operation) as f64 / replicate_days)
}

/// Measures nanoseconds per operation and replicate, in independent operations.
struct Peak;

/// Nanoseconds per replicate of an expression over `x`, added to one of several sums `$sum`; written in place, because a
/// closure would not be compiled for the instruction set of its caller.
macro_rules! time {
    ($numbers:ident, $R:ident, |$sum:ident, $x:ident| $value:expr) => {{
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let mut sums = [<$R>::one(); CHAINS];
            for _ in 0..PASSES {
                for four in black_box(&$numbers).chunks_exact(CHAINS) {
                    for chain in 0..CHAINS {
                        let ($sum, $x) = (sums[chain], four[chain]);
                        sums[chain] = $value;
                    }
                }
            }
            black_box(sums);
            rounds.push(start.elapsed().as_nanos() as f64 / (PASSES * NUMBERS * <$R>::LANES) as f64);
        }
        median(rounds)
    }};
}

impl LaneProgram for Peak {
    /// In the order of [`KINDS`].
    type Output = [f64; 8];

    #[inline(always)]
    fn run<R: Real>(self) -> [f64; 8] {
        let numbers: [R; NUMBERS] = std::array::from_fn(|index| R::splat(1.0 + index as f64 * 1e-3));
        let exponents: [R; NUMBERS] = std::array::from_fn(|index| R::splat(index as f64));
        let mut stream = Stream::<R>::new(1, "bench", "floor", NUMBERS);
        let add = time!(numbers, R, |sum, x| sum + x);
        let multiply = time!(numbers, R, |sum, x| sum * x);
        let compare = time!(numbers, R, |sum, x| R::select(sum.lt(x), x, sum * 0.5)) - multiply;
        // The others are added up: what the addition costs is taken off.
        let divide = time!(numbers, R, |sum, x| sum + R::one() / x) - add;
        let root = time!(numbers, R, |sum, x| sum + x.sqrt()) - add;
        let floor = time!(numbers, R, |sum, x| sum + x.floor()) - add;
        let make = time!(exponents, R, |sum, x| sum + x.exp2_integer()) - add;
        let split = time!(numbers, R, |sum, x| {
            let (mantissa, exponent) = x.split_exponent();
            sum + mantissa + exponent
        }) - 2.0 * add;
        let mut day = 0;
        let uniform = time!(numbers, R, |sum, x| {
            day += 1;
            sum + x * stream.uniform(day / NUMBERS, day % NUMBERS)
        }) - add;
        [add, multiply, divide, root, compare / 2.0, floor, 0.5 * (make + split), uniform].map(|cost| cost.max(0.0))
    }
}

//! Nanoseconds per lane; run with `cargo test --release --lib numeric::tests::speed -- --ignored --nocapture`.

use std::hint::black_box;
use std::time::Instant;

use crate::numeric::{F64x8, LaneProgram, Real, dispatch};
use crate::random::Stream;

/// Number of values per round, in all lanes together; rounds, of which the fastest counts.
const VALUES: usize = 1 << 16;
const ROUNDS: usize = 20;

struct Measure(&'static str);

/// Times an expression of `i`, written in place: a closure would not be compiled for the instruction set of its caller.
macro_rules! time {
    ($real:ident, $name:expr, $operation:expr, $i:ident => $value:expr) => {
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let mut sum = <$real>::zero();
            for $i in 0..VALUES / <$real>::LANES {
                sum += $value;
            }
            black_box(sum);
            best = best.min(start.elapsed().as_nanos() as f64 / VALUES as f64);
        }
        println!("{:<10} {:<18} {best:6.2} ns", $name, $operation);
    };
}

impl LaneProgram for Measure {
    type Output = ();
    #[inline(always)]
    fn run<R: Real>(self) {
        let mut stream = Stream::<R>::new(1, "process", "entity", 16);
        let draws: Vec<R> = (0..1024).map(|i| stream.uniform(i / 16, i % 16)).collect();
        time!(R, self.0, "exp", i => draws[i % 1024].exp());
        time!(R, self.0, "ln", i => draws[i % 1024].ln());
        time!(R, self.0, "tanh", i => draws[i % 1024].tanh());
        time!(R, self.0, "normal cdf", i => draws[i % 1024].normal_cdf());
        time!(R, self.0, "normal quantile", i => draws[i % 1024].normal_quantile());
        for mean in [5.0, 50.0].map(R::splat) {
            time!(R, self.0, "Poisson(5), (50)", i => R::poisson_quantile(mean, draws[i % 1024]));
        }
        for mean in [5.0, 60.0].map(R::splat) {
            let size = R::splat(2.0);
            time!(R, self.0, "neg. bin.(5), (60)", i => R::negative_binomial_quantile(mean, size, draws[i % 1024]));
        }
        let (trials, probability) = (R::splat(20.0), R::splat(0.1));
        time!(R, self.0, "binomial(20, 0.1)", i => R::binomial_quantile(trials, probability, draws[i % 1024]));
        time!(R, self.0, "stream word", i => stream.uniform(i / 16, i % 16));
    }
}

#[test]
#[ignore = "prints times, asserts nothing"]
fn nanoseconds_per_lane() {
    Measure("f64").run::<f64>();
    Measure("F64x8").run::<F64x8>();
    dispatch(Measure("dispatched"));
}

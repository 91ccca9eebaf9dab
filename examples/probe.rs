use flashpoint::diagnostic::Report;
use flashpoint::engine::*;
use flashpoint::numeric::*;
use std::time::Instant;
struct Rec {
    n: usize,
    days: usize,
    series: Vec<f32>,
    outcomes: Vec<f64>,
    first: Vec<f64>,
    base: usize,
    ns: usize,
    no: usize,
    nw: usize,
}
impl Recorder for Rec {
    #[inline(always)]
    fn series<R: Real>(&mut self, s: usize, d: usize, v: R) {
        for l in 0..R::LANES {
            self.series[(s * self.days + d) * self.n + self.base + l] = v.lane(l) as f32;
        }
    }
    #[inline(always)]
    fn outcome<R: Real>(&mut self, o: usize, v: R) {
        for l in 0..R::LANES {
            self.outcomes[o * self.n + self.base + l] = v.lane(l);
        }
    }
    #[inline(always)]
    fn first_day<R: Real>(&mut self, w: usize, v: R) {
        for l in 0..R::LANES {
            self.first[w * self.n + self.base + l] = v.lane(l);
        }
    }
}
struct Go<'a> {
    plan: &'a Plan,
    n: usize,
    seed: u64,
    rec: &'a mut Rec,
}
impl LaneProgram for Go<'_> {
    type Output = ();
    #[inline(always)]
    fn run<R: Real>(self) {
        let mut p = Player::<R>::new(self.plan, self.seed, false);
        let mut f = 0;
        while f < self.n {
            self.rec.base = f;
            p.play(f as u64, self.rec);
            f += R::LANES;
        }
    }
}
fn q(v: &mut Vec<f64>, p: f64) -> f64 {
    v.sort_by(|a, b| a.total_cmp(b));
    v[((v.len() - 1) as f64 * p) as usize]
}
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let n: usize = a[1].parse().unwrap();
    let sets: Vec<String> = a[2..].to_vec();
    let l = flashpoint::scenario::load(std::path::Path::new(&a[0]), &sets);
    let mut report = Report::default();
    report.append(l.report);
    let plan = l.file.as_ref().and_then(|f| flashpoint::scenario::build::build(f, &mut report));
    for d in report.sorted() {
        println!(
            "{:?} {} {:?} {:?}",
            d.severity,
            d.message,
            d.labels.first().map(|x| l.sources.position(x.source, x.span.start)),
            d.help
        );
    }
    let Some(plan) = plan else { return };
    let days = plan.model.calendar.days;
    let mut rec = Rec {
        n,
        days,
        series: vec![0.0; plan.series.len() * days * n],
        outcomes: vec![0.0; plan.outcomes.len() * n],
        first: vec![0.0; plan.watches.len() * n],
        base: 0,
        ns: plan.series.len(),
        no: plan.outcomes.len(),
        nw: plan.watches.len(),
    };
    let t = Instant::now();
    dispatch(Go { plan: &plan, n, seed: 1, rec: &mut rec });
    let el = t.elapsed();
    println!(
        "series {} outcomes {} watches {} quantities {}; {:.0} ns per replicate-day",
        rec.ns,
        rec.no,
        rec.nw,
        plan.model.quantities.len(),
        el.as_nanos() as f64 / (n * days) as f64
    );
    let at = |s: &str, d: usize| -> Vec<f64> {
        let i = plan.series.iter().position(|x| x.info.id == s).unwrap_or_else(|| panic!("{s}"));
        (0..n).map(|k| rec.series[(i * days + d) * n + k] as f64).collect()
    };
    let mut cov = 0;
    let mut tot = 0;
    for o in plan.observations.iter() {
        let d = o.date.days_since(plan.model.calendar.start) as usize;
        let mut v = at(&o.series, d);
        let (l, m, h) = (q(&mut v, 0.1), q(&mut v, 0.5), q(&mut v, 0.9));
        let ok = l <= o.value && o.value <= h;
        if o.series == "displacement.cumulative" {
            tot += 1;
            cov += ok as i32;
        }
        println!(
            "{:28} {} obs {:8.0} | {:8.0} {:8.0} {:8.0} {}",
            o.series,
            o.date,
            o.value,
            l,
            m,
            h,
            if ok { "ok" } else { "--" }
        );
    }
    let mut v = at("displacement.cumulative", 95);
    let (l, m, h) = (q(&mut v, 0.1), q(&mut v, 0.5), q(&mut v, 0.9));
    println!("coverage {cov}/{tot}; 5 Mar {l:.0} {m:.0} {h:.0} half width {:.0} %", (h - l) / 2.0 / m * 100.0);
    for (i, o) in plan.outcomes.iter().enumerate() {
        let mut v: Vec<f64> = rec.outcomes[i * n..(i + 1) * n].to_vec();
        let mean = v.iter().sum::<f64>() / n as f64;
        println!(
            "{:52} mean {:10.3}  q10 {:9.2} q50 {:9.2} q90 {:9.2}",
            o.info.id,
            mean,
            q(&mut v, 0.1),
            q(&mut v, 0.5),
            q(&mut v, 0.9)
        );
    }
    for (i, w) in plan.watches.iter().enumerate() {
        let mut v: Vec<f64> = rec.first[i * n..(i + 1) * n].to_vec();
        let p = v.iter().filter(|x| x.is_finite()).count() as f64 / n as f64;
        let p6 = v.iter().filter(|x| **x <= 96.0).count() as f64 / n as f64;
        println!(
            "{:44} P {:.3} by 6 Mar {:.3}  day q10 {:5.0} q25 {:5.0} q50 {:5.0} q75 {:5.0}",
            w.info.id,
            p,
            p6,
            q(&mut v, 0.1),
            q(&mut v, 0.25),
            q(&mut v, 0.5),
            q(&mut v, 0.75)
        );
    }
    for s in [
        "actors.syria.level",
        "actors.turkiye.level",
        "leverage.russia.turkiye.balance",
        "campaigns.dawn_of_idlib.intensity",
    ] {
        if plan.series.iter().any(|x| x.info.id == s) {
            print!("{s}: ");
            for d in (0..days).step_by(8) {
                let v = at(s, d);
                print!("{:.2} ", v.iter().sum::<f64>() / n as f64);
            }
            println!();
        }
    }
}

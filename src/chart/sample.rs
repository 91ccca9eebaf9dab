//! A made-up ensemble of realistic shape for the tests: 157 days, nine zones, seven actors, twelve questions.

use crate::quantity::Date;
use crate::record::{
    AgreementDays, Band, Calibration, Ensemble, Estimate, EventInfo, EventSummary, FlowInfo, FlowKind, FlowTable,
    Geography, MurphyDecomposition, Observation, ObservationUse, OutcomeInfo, OutcomeKind, OutcomeTable, Passage,
    Place, Provenance, QuestionAnswer, QuestionMeans, QuestionScore, ScenarioScore, ScoreReport, SeriesInfo,
    SeriesKind, SeriesTable, UseCalibration,
};
use crate::statistics::{brier, log_score};

/// Days of the sample.
pub const DAYS: usize = 157;

/// Standard normal quantiles at the band's probabilities.
const NORMAL: [f64; 9] = [-1.96, -1.645, -1.2816, -0.6745, 0.0, 0.6745, 1.2816, 1.645, 1.96];

/// A path that rises from 0 to 1 about `centre` (a share of the period) with this sharpness.
pub fn rise(day: usize, centre: f64, sharpness: f64) -> f64 {
    let x = (day as f64 / (DAYS - 1) as f64 - centre) * sharpness;
    0.5 + 0.5 * x / (1.0 + x * x).sqrt()
}

/// Bands about a median with a relative spread, skewed to the right as counts are.
fn counts(median: impl Fn(usize) -> f64, spread: f64) -> Vec<Band> {
    let band = |day| {
        let quantiles = NORMAL.map(|z| median(day) * (1.0 + spread * z * (1.0 + 0.12 * z)).max(0.0));
        Band { mean: median(day), quantiles }
    };
    (0..DAYS).map(band).collect()
}

/// Bands about a median with an absolute spread.
fn levels(median: impl Fn(usize) -> f64, spread: f64, limits: (f64, f64)) -> Vec<Band> {
    let band = |day| {
        let quantiles = NORMAL.map(|z| (median(day) + spread * z).clamp(limits.0, limits.1));
        Band { mean: median(day), quantiles }
    };
    (0..DAYS).map(band).collect()
}

fn date(year: i32, month: u8, day: u8) -> Date {
    Date::new(year, month, day).expect("a date of the calendar")
}

struct Builder {
    series: Vec<SeriesInfo>,
    bands: Vec<Band>,
}

impl Builder {
    fn add(&mut self, (id, label): (&str, &str), unit: &str, kind: SeriesKind, bands: Vec<Band>) {
        self.series.push(SeriesInfo { id: id.into(), label: label.into(), unit: unit.into(), kind });
        self.bands.extend(bands);
    }
}

fn zones(table: &mut Builder) {
    let zones = [
        ("maarat", "Maarat al-Numan", 0.35, 0.97),
        ("saraqib", "Saraqib", 0.43, 0.88),
        ("kafr_nabl", "Kafr Nabl", 0.52, 0.71),
        ("ariha", "Ariha and the Jabal al-Zawiya countryside", 0.6, 0.32),
        ("idlib", "Idlib city", 0.7, 0.11),
        ("binnish", "Binnish", 0.62, 0.18),
        ("sarmin", "Sarmin", 0.55, 0.47),
        ("atarib", "al-Atarib", 0.5, 0.58),
        ("bab_al_hawa", "Bab al-Hawa", 0.9, 0.02),
    ];
    for (id, label, centre, last) in zones {
        let bands = levels(
            move |day| (last * rise(day, centre, 14.0) / rise(DAYS - 1, centre, 14.0)).clamp(0.0, 1.0),
            0.0,
            (0.0, 1.0),
        );
        table.add((&format!("zones.{id}.held"), label), "1", SeriesKind::Control, bands);
    }
}

fn actors(table: &mut Builder) {
    let actors = [
        ("syria", "Syrian Arab Army", 1_450.0),
        ("opposition", "Opposition groups", 1_980.0),
        ("hts", "Hayat Tahrir al-Sham", 760.0),
        ("turkiye", "Türkiye", 62.0),
        ("iran", "Iran-backed militias", 180.0),
        ("russia", "Russia", 4.0),
        ("hezbollah", "Hezbollah", 21.0),
    ];
    for (index, (id, label, deaths)) in actors.into_iter().enumerate() {
        let bands = counts(move |day| deaths * rise(day, 0.5, 8.0), 0.28);
        table.add((&format!("actors.{id}.deaths"), label), "deaths", SeriesKind::Deaths, bands);
        let rung = move |day| (0.6 * index as f64 + 3.0 * rise(day, 0.55, 12.0)).min(6.0);
        table.add((&format!("actors.{id}.level"), label), "1", SeriesKind::Level, levels(rung, 0.5, (0.0, 6.0)));
    }
}

fn leverage(table: &mut Builder) {
    let pairs = [
        ("russia", "turkiye", "Russia over Türkiye", 0.55),
        ("turkiye", "russia", "Türkiye over Russia", 0.34),
        ("russia", "syria", "Russia over Syria", 0.62),
        ("usa", "turkiye", "United States over Türkiye", 0.22),
        ("eu", "turkiye", "European Union over Türkiye", 0.18),
        ("turkiye", "eu", "Türkiye over the European Union", 0.41),
        ("iran", "syria", "Iran over Syria", 0.29),
    ];
    for (holder, target, label, size) in pairs {
        let bands = levels(move |day| size * (0.5 + 0.5 * rise(day, 0.55, 10.0)), 0.07, (0.0, 1.0));
        table.add((&format!("leverage.{holder}.{target}.total"), label), "1", SeriesKind::Leverage, bands);
    }
    let balance = levels(|day| -0.05 + 0.24 * rise(day, 0.5, 9.0), 0.1, (-1.0, 1.0));
    table.add(
        ("leverage.russia.turkiye.balance", "Balance of leverage: Russia over Türkiye"),
        "1",
        SeriesKind::Balance,
        balance,
    );
    let instruments = [
        ("gas", "Russia over Türkiye: natural gas supply by TurkStream and Blue Stream", 0.21),
        ("air", "Russia over Türkiye: control of Idlib's air space", 0.17),
        ("tourism", "Russia over Türkiye: tourism and food imports", 0.08),
        ("s400", "Russia over Türkiye: S-400 deliveries", 0.05),
        ("straits", "Türkiye over Russia: the Straits", 0.14),
        ("drones", "Türkiye over Russia: drones over Idlib", 0.09),
        ("nato", "Türkiye over Russia: consultation under NATO's Article 4", 0.03),
    ];
    for (id, label, size) in instruments {
        let bands = levels(move |day| size * rise(day, 0.5, 9.0), size * 0.3, (0.0, 1.0));
        table.add((&format!("instruments.{id}.contribution"), label), "1", SeriesKind::Instrument, bands);
    }
}

fn observations() -> Vec<Observation> {
    let figure = |series: &str, date: Date, value: f64, purpose| Observation {
        series: series.into(),
        date,
        value,
        low: value * 0.9,
        high: value * 1.1,
        purpose,
        status: "fact".into(),
        source: if series.starts_with("disp") {
            "OCHA situation reports 5–9".into()
        } else {
            "Syrian Observatory for Human Rights, monthly tallies".into()
        },
    };
    let (calibrate, validate) = (ObservationUse::Calibrate, ObservationUse::Validate);
    vec![
        figure("displacement.cumulative", date(2020, 1, 2), 284_000.0, calibrate),
        figure("displacement.cumulative", date(2020, 1, 27), 389_000.0, calibrate),
        figure("displacement.cumulative", date(2020, 2, 4), 520_000.0, calibrate),
        figure("displacement.cumulative", date(2020, 2, 12), 800_000.0, validate),
        figure("displacement.cumulative", date(2020, 3, 4), 961_000.0, validate),
        figure("actors.turkiye.deaths", date(2020, 3, 5), 59.0, validate),
        figure("actors.syria.deaths", date(2020, 3, 5), 1_100.0, calibrate),
        figure("zones.saraqib.held", date(2020, 2, 10), 1.0, validate),
        figure("zones.idlib.held", date(2020, 3, 5), 0.0, validate),
    ]
}

fn questions() -> Vec<QuestionAnswer> {
    let statements = [
        "The Syrian army controls Maarat al-Numan at the end of 31 January 2020",
        "The Syrian army controls Saraqib on every day from 10 February 2020 to the end of the period",
        "A ceasefire between Russia and Türkiye is in force at the end of 6 March 2020",
        "At least 750 000 people are displaced between 1 December 2019 and the end of 5 March 2020",
        "At least 30 Turkish soldiers die in a single day, and Türkiye answers with strikes on Syrian forces within three days",
        "Türkiye opens its land border with Greece to people who wish to cross into the European Union",
        "Russia and Türkiye exchange fire directly, with at least one soldier of either dead",
        "The M4 and M5 motorways are both under the control of the Syrian government and its allies by the end of April 2020",
        "Idlib city falls",
        "The Security Council adopts a resolution that demands a cessation of hostilities throughout the north-west, by 1 April 2020, without a veto or an abstention of a permanent member of it",
        "A truck convoy crosses at Bab al-Hawa in every week of the period",
        "The ceasefire holds for thirty days after it comes into force",
    ];
    let answer = |(index, statement): (usize, &&str)| {
        let probability = [0.97, 0.81, 0.62, 0.71, 0.23, 0.38, 0.004, 0.12, 0.11, 0.05, 0.9, 0.44][index];
        let half: f64 = 0.012;
        QuestionAnswer {
            id: format!("q{index}"),
            statement: (*statement).into(),
            origin: date(2019, 12, 1),
            other_origin: false,
            headline: false,
            horizon: date(2020, 3, 6),
            probability,
            standard_error: 0.006,
            interval: [(probability - half).max(0.0), (probability + half).min(1.0)],
            base_rate: (index % 3 == 0).then_some(0.3 + 0.02 * index as f64),
            resolved: (index < 9).then_some(index < 6),
        }
    };
    statements.iter().enumerate().map(answer).collect()
}

fn events() -> Vec<EventSummary> {
    let events = [
        ("Maarat al-Numan captured", 0.97, 58.0),
        ("Saraqib captured", 0.88, 68.0),
        ("First clash between Syrian and Turkish forces", 0.94, 64.0),
        ("Turkish ultimatum with a deadline for withdrawal to the lines of the Sochi memorandum", 0.74, 70.0),
        ("Mass-casualty strike on Turkish soldiers", 0.36, 88.0),
        ("Türkiye opens its border with Greece", 0.38, 91.0),
        ("Summit of Russia and Türkiye", 0.66, 95.0),
        ("Ceasefire announced", 0.71, 96.0),
        ("Ceasefire breaks", 0.29, 121.0),
        ("Idlib city captured", 0.11, 118.0),
        ("Direct fire between Russia and Türkiye", 0.004, 90.0),
    ];
    let summary = |(index, (label, probability, day)): (usize, (&str, f64, f64))| EventSummary {
        event: EventInfo { id: format!("event{index}"), label: label.into() },
        probability,
        standard_error: 0.004,
        days: [day - 22.0, day - 9.0, day, day + 8.0, day + 24.0],
    };
    events.into_iter().enumerate().map(summary).collect()
}

fn outcomes() -> OutcomeTable {
    let replicates = 10_000;
    let displaced = |index: usize| {
        let u = (index as f64 + 0.5) / replicates as f64;
        420_000.0 + 1_250_000.0 * u * (0.55 + 0.45 * u) + 300_000.0 * (u - 0.5) * (u - 0.5) * (u - 0.5)
    };
    OutcomeTable {
        first_replicate: 0,
        outcomes: vec![OutcomeInfo {
            id: "displaced_5_march".into(),
            label: "People displaced by 5 March 2020".into(),
            unit: "persons".into(),
            kind: OutcomeKind::Number,
            headline: true,
        }],
        columns: vec![(0..replicates).map(displaced).collect()],
    }
}

/// A truce that many runs see by March, and of which half fail.
fn truce() -> AgreementDays {
    let peak = |middle: f64, count: f64| -> Vec<u64> {
        (0..DAYS).map(|day| (count * (1.0 - ((day as f64 - middle) / 14.0).abs()).max(0.0)) as u64).collect()
    };
    AgreementDays {
        id: "moscow".into(),
        label: "Moscow protocol".into(),
        declared: peak(60.0, 400.0),
        failed: peak(72.0, 200.0),
        took_hold: peak(80.0, 180.0),
    }
}

/// Homes with coordinates and persons displaced in the end; shelters with coordinates and shares of them.
const HOMES: [(&str, &str, f64, f64, f64); 4] = [
    ("maarat", "Maarat al-Numan", 35.65, 36.68, 230_000.0),
    ("saraqib", "Saraqib", 35.86, 36.81, 150_000.0),
    ("ariha", "Ariha and the Jabal al-Zawiya countryside", 35.81, 36.61, 90_000.0),
    ("idlib", "Idlib city", 35.93, 36.63, 20_000.0),
];
const SHELTERS: [(&str, &str, f64, f64, f64); 3] = [
    ("dana", "Dana, Sarmada and the Atmeh camps (Dana district)", 36.21, 36.77, 0.5),
    ("afrin", "Afrin and Azaz", 36.55, 36.95, 0.35),
    ("reyhanli", "Türkiye beyond the wall", 36.27, 36.57, 0.15),
];

fn geography() -> Geography {
    let place = |(id, label, latitude, longitude, _): (&str, &str, f64, f64, f64), contested: bool| Place {
        id: id.into(),
        label: label.into(),
        latitude,
        longitude,
        contested,
        shelter: !contested,
        capacity: (!contested).then_some(200_000.0),
        beyond_border: id == "reyhanli",
    };
    let homes = HOMES.into_iter().map(|home| place(home, true));
    let shelters = SHELTERS.into_iter().map(|shelter| place(shelter, false));
    let gate = [("migrants", "Migrants in Istanbul", 41.05, 28.95, 0.0), ("greece", "Greek border", 41.66, 26.49, 0.0)];
    let border = Passage { id: "border".into(), label: "Border".into(), from: vec![4, 5], to: 6 };
    Geography {
        places: homes.chain(shelters).chain(gate.map(|place_of| place(place_of, false))).collect(),
        borders: vec![border],
        gates: vec![Passage { id: "gate".into(), label: "Gate".into(), from: vec![7], to: 8 }],
    }
}

/// Flows that rise over the period, in proportion to homes and shelters.
fn flow_table() -> FlowTable {
    let days = FlowTable::days_of(DAYS);
    let mut table = FlowTable { days: days.clone(), ..FlowTable::default() };
    let mut add = |home, place, kind, persons: f64| {
        table.flows.push(FlowInfo { home, place, kind });
        table.bands.extend(days.iter().map(|day| {
            let median = if *day == 0 { 0.0 } else { persons * rise(*day, 0.45, 7.0) };
            Band { mean: median, quantiles: NORMAL.map(|z| (median * (1.0 + 0.3 * z)).max(0.0)) }
        }));
    };
    for (home, (_, _, _, _, persons)) in HOMES.into_iter().enumerate() {
        for (shelter, (_, _, _, _, share)) in SHELTERS.into_iter().enumerate() {
            add(home, HOMES.len() + shelter, FlowKind::Displaced, persons * share);
        }
    }
    add(7, 8, FlowKind::Migrants, 13_000.0);
    table
}

/// The sample.
pub fn ensemble() -> Ensemble {
    let mut table = Builder { series: Vec::new(), bands: Vec::new() };
    let displaced = counts(|day| 1_020_000.0 * rise(day, 0.45, 7.0), 0.26);
    table.add(
        ("displacement.cumulative", "Displaced since 1 December"),
        "persons",
        SeriesKind::Displacement,
        displaced,
    );
    zones(&mut table);
    actors(&mut table);
    leverage(&mut table);
    let paper = levels(|day| 0.71 * rise(day, 0.62, 22.0), 0.0, (0.0, 1.0));
    table.add(("agreements.moscow.paper", "Moscow protocol signed"), "1", SeriesKind::Agreement, paper);
    let durable = levels(|day| 0.44 * rise(day, 0.78, 16.0), 0.0, (0.0, 1.0));
    table.add(
        ("agreements.moscow.durable", "Moscow protocol holds for thirty days"),
        "1",
        SeriesKind::Agreement,
        durable,
    );
    let pressure = counts(|day| 320_000.0 * rise(day, 0.5, 9.0), 0.3);
    table.add(
        ("borders.bab_al_hawa.pressure", "People waiting at the Turkish border"),
        "persons",
        SeriesKind::Border,
        pressure,
    );
    let away = counts(|day| 940_000.0 * rise(day, 0.45, 7.0), 0.26);
    table.add(("displacement.current", "Displaced now"), "persons", SeriesKind::Displacement, away);
    let returned = counts(|day| 80_000.0 * rise(day, 0.8, 9.0), 0.4);
    table.add(("displacement.returned", "Returned"), "persons", SeriesKind::Displacement, returned);
    let exiles = counts(|day| 30_000.0 * rise(day, 0.8, 9.0), 0.4);
    table.add(("exiles.abroad.returned", "Refugees, returned"), "persons", SeriesKind::Displacement, exiles);
    Ensemble {
        provenance: provenance(),
        series: SeriesTable { start: date(2019, 12, 1), days: DAYS, series: table.series, bands: table.bands },
        geography: geography(),
        flows: flow_table(),
        outcomes: outcomes(),
        events: events(),
        observations: observations(),
        questions: questions(),
        summaries: Vec::new(),
        agreements: vec![truce()],
        histories: Vec::new(),
        parameters: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Scores of the sample's questions and some observations.
pub fn scores() -> ScoreReport {
    let scored = |question: QuestionAnswer| {
        let happened = question.resolved?;
        let base_rate = question.base_rate.unwrap_or(0.5);
        Some(QuestionScore {
            id: question.id,
            statement: question.statement,
            horizon: question.horizon,
            probability: question.probability,
            standard_error: question.standard_error,
            happened,
            brier: brier(question.probability, happened),
            log_score: log_score(question.probability, happened, 10_000),
            base_rate,
            base_rate_given: question.base_rate.is_some(),
            base_rate_brier: brier(base_rate, happened),
        })
    };
    let calibration = |purpose, coverage, ranks: [u64; 10]| UseCalibration {
        purpose,
        calibration: Calibration { observations: ranks.iter().sum::<u64>() as usize, coverage, ranks },
    };
    let estimate = |value: f64| Estimate { value, interval: [value - 0.1, value + 0.1] };
    let questions: Vec<QuestionScore> = questions().into_iter().filter_map(scored).collect();
    let means = QuestionMeans {
        questions: questions.len(),
        blocks: questions.len(),
        block: "questions".into(),
        brier: estimate(0.16),
        log_score: estimate(0.5),
        base_rate_brier: estimate(0.25),
        skill: estimate(0.36),
    };
    let calibrations = vec![
        calibration(ObservationUse::Calibrate, [0.6, 0.85, 1.0], [1, 3, 3, 2, 5, 4, 0, 6, 1, 2]),
        calibration(ObservationUse::Validate, [0.25, 0.5, 0.75], [2, 1, 0, 0, 0, 0, 1, 0, 0, 4]),
    ];
    let scenario = ScenarioScore {
        provenance: provenance(),
        origin: date(2019, 12, 1),
        questions,
        unresolved: 3,
        other_origins: Vec::new(),
        means: means.clone(),
        series: Vec::new(),
        calibrations: calibrations.clone(),
        observations: Vec::new(),
    };
    let nothing =
        MurphyDecomposition { reliability: 0.1, resolution: 0.1, uncertainty: 0.2, within_bins: 0.0, bins: Vec::new() };
    ScoreReport {
        id: "0".into(),
        notes: vec!["Three linked cases cannot validate a general theory.".into()],
        means,
        murphy: nothing,
        calibrations,
        scenarios: vec![scenario],
    }
}

fn provenance() -> Provenance {
    Provenance {
        scenario: "idlib".into(),
        title: "Idlib, December 2019 to May 2020".into(),
        scenario_hash: "0".repeat(64),
        levers: Default::default(),
        overrides: Vec::new(),
        seed: 1,
        replicates: 10_000,
        failed: 0,
        version: "0.1.0".into(),
        commit: "unknown".into(),
        run_id: "3fa9c2".into(),
        marking: "EXERCISE · EXERCISE · EXERCISE".into(),
    }
}

//! Who is where: flows say what the model says, on every recorded day, in every replicate.

use flashpoint::engine::{People, Plan, Player, Recorder};
use flashpoint::model::Id;
use flashpoint::numeric::{LaneProgram, Real, dispatch};
use flashpoint::record::{FlowKind, FlowTable};

use crate::common::{FIERCE, IDLIB, plan};

/// The flows of the first lane, by day.
#[derive(Default)]
struct Whereabouts(Vec<(usize, Vec<f64>)>);

impl Recorder for Whereabouts {
    fn series<R: Real>(&mut self, _: usize, _: usize, _: R) {}

    fn flow<R: Real>(&mut self, flow: usize, day: usize, persons: R) {
        if flow == 0 {
            self.0.push((day, Vec::new()));
        }
        if let Some((_, all)) = self.0.last_mut() {
            all.push(persons.lane(0));
        }
    }

    fn outcome<R: Real>(&mut self, _: usize, _: R) {}

    fn first_day<R: Real>(&mut self, _: usize, _: R) {}
}

/// Displaced people of each home on each recorded day, by the state itself.
struct ByState<'p>(&'p Plan, u64);

impl LaneProgram for ByState<'_> {
    type Output = Vec<(usize, Vec<f64>)>;

    #[inline(always)]
    fn run<R: Real>(self) -> Self::Output {
        let mut player = Player::<R>::new(self.0, 1, false);
        player.start(self.1);
        let days = self.0.model.calendar.days;
        let mut found = Vec::new();
        for day in 0..days {
            player.step(day);
            let state = &player.world().displacement;
            if FlowTable::is_recorded(day, days) {
                found.push((day, self.0.model.zones.ids().map(|home| state.away_from(home).lane(0)).collect()));
            }
        }
        found
    }
}

/// Plays a replicate with its recorder.
struct ByRecorder<'p>(&'p Plan, u64);

impl LaneProgram for ByRecorder<'_> {
    type Output = Whereabouts;

    #[inline(always)]
    fn run<R: Real>(self) -> Whereabouts {
        let mut found = Whereabouts::default();
        Player::<R>::new(self.0, 1, false).play(self.1, &mut found);
        found
    }
}

#[test]
fn a_homes_displaced_are_spread_over_places_and_nobody_is_missing() {
    let plan = plan(IDLIB, &FIERCE);
    for replicate in [0, 8, 16] {
        let (recorded, state) = (dispatch(ByRecorder(&plan, replicate)), dispatch(ByState(&plan, replicate)));
        let days: Vec<usize> = recorded.0.iter().map(|day| day.0).collect();
        assert_eq!(days, FlowTable::days_of(plan.model.calendar.days));
        for ((day, persons), (_, by_home)) in recorded.0.iter().zip(&state) {
            assert_eq!(persons.len(), plan.flows.len());
            let mut sums = vec![0.0; by_home.len()];
            for (flow, persons) in plan.flows.iter().zip(persons) {
                if let People::Sheltered(home, _) = flow.people {
                    sums[home.index()] += persons;
                }
            }
            assert_eq!(&sums, by_home, "replicate {replicate}, day {day}");
        }
        let last = state.last().unwrap().1.iter().sum::<f64>();
        assert!(last > 100_000.0, "so few were displaced that nothing is shown: {last}");
    }
}

#[test]
fn the_lists_of_flows_and_places_are_those_of_the_file() {
    let plan = plan(IDLIB, &[]);
    let places = &plan.geography.places;
    assert_eq!(places[0].id, "southeast_idlib");
    assert_eq!((places[0].latitude, places[0].longitude), (35.62, 36.78));
    assert!(places[0].contested && !places[0].shelter && places[0].capacity.is_none());
    let city = places.iter().find(|place| place.id == "idlib_city").unwrap();
    assert_eq!((city.contested, city.shelter, city.capacity), (true, true, Some(130_000.0)));
    let beyond: Vec<&str> = places.iter().filter(|place| place.beyond_border).map(|place| place.id.as_str()).collect();
    assert_eq!(beyond, ["turkiye_side", "greek_border"]);
    let border = &plan.geography.borders[0];
    assert_eq!(
        (border.id.as_str(), border.from.len(), places[border.to].id.as_str()),
        ("turkish_border", 5, "turkiye_side")
    );
    let gate = &plan.geography.gates[0];
    assert_eq!(
        (places[gate.from[0]].id.as_str(), places[gate.to].id.as_str()),
        ("migrants_in_turkiye", "greek_border")
    );
    let migrants: Vec<_> = plan.flows.iter().filter(|flow| flow.info.kind == FlowKind::Migrants).collect();
    assert_eq!(migrants.len(), 1);
    assert_eq!((migrants[0].info.home, migrants[0].info.place), (gate.from[0], gate.to));
    // Thirteen places are inhabited on day 0, six give shelter.
    assert_eq!(plan.flows.len(), 13 * 6 + 1);
}

//! Random scenarios: valid files of every shape, with numbers at the ends of their ranges.

use std::collections::BTreeMap;
use std::fmt::Write;

use flashpoint::model::ladder::RUNGS;
use flashpoint::process::Mechanisms;
use flashpoint::quantity::Date;

use crate::dice::Dice;

/// What a scenario is made of so far.
struct Draft<'d, 'r> {
    dice: &'d mut Dice<'r>,
    text: String,
    zones: usize,
    shelters: Vec<usize>,
    axes: usize,
    protector: bool,
}

/// The text of a scenario chosen by dice.
pub fn scenario(dice: &mut Dice<'_>) -> String {
    let days = 1 + dice.below(50) as i64;
    let end = Date::new(2030, 1, 1).map_or(String::new(), |start| start.plus_days(days).to_string());
    let text = format!(
        "schema = 1\n[scenario]\ntitle = \"Random\"\nsummary = \"Made by dice.\"\nstart = 2030-01-01\nend = {end}\n"
    );
    let mut draft = Draft { dice, text, zones: 0, shelters: Vec::new(), axes: 0, protector: false };
    draft.zones = 1 + draft.dice.below(8);
    draft.axes = draft.dice.one_of(&[1, 2, 3, 0]).min(draft.zones);
    draft.protector = draft.axes > 0 && !draft.dice.once_in(3);
    draft.actors();
    draft.ground();
    draft.places();
    if draft.axes > 0 {
        draft.troops();
        draft.diplomacy();
    }
    draft.border();
    draft.signals();
    draft.people();
    if draft.axes > 0 && !draft.dice.once_in(3) {
        draft.regime();
    }
    draft.parameters();
    draft.text
}

impl Draft<'_, '_> {
    /// `name = value`, one of the options.
    fn number(&mut self, name: &str, options: &[f64]) {
        let value = self.dice.one_of(options);
        let _ = writeln!(self.text, "{name} = {value:?}");
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn actors(&mut self) {
        for actor in ["attacker", "defender", "patron", "protector"] {
            self.line(&format!("[actors.{actor}]\nname = \"{actor}\"\nkind = \"state\""));
            self.number("severe_deaths", &[1_000.0, 1.0, 30.0, 1e7]);
            self.number("deaths", &[0.0, 17.0, 1e7]);
            let chooses = actor == "attacker" || actor == "protector" && self.protector;
            if self.axes == 0 || !chooses {
                continue;
            }
            self.line(&format!("[actors.{actor}.choice]\ncampaign = \"drive\"\nrole = \"{actor}\""));
            let mut rungs = [self.dice.below(7), self.dice.below(7), self.dice.below(7)];
            rungs.sort_unstable();
            for (name, rung) in ["lowest", "start", "highest"].iter().zip(rungs) {
                self.line(&format!("{name} = \"{}\"", RUNGS[rung]));
            }
            self.number("stake", &[1.5, 0.0, 10.0]);
            self.number("cost_sensitivity", &[0.3, 0.0, 10.0]);
            self.number("reputation", &[0.42, 0.01, 0.99]);
            if actor == "protector" {
                self.line("restrained_by = \"patron\"");
            }
        }
    }

    /// The theatre, the campaign and its axes, each 40 km long.
    fn ground(&mut self) {
        if self.axes == 0 {
            return;
        }
        self.line("[theatres.land]\nname = \"Land\"");
        self.number("season", &[1.0, 0.0, 2.0]);
        self.line(
            "[campaigns.drive]\nname = \"drive\"\ntheatre = \"land\"\nattacker = \"attacker\"\ndefender = \"defender\"",
        );
        self.number("readiness", &[1.0, 0.0]);
        self.number("full_gain", &[30.0, 0.1, 1e4]);
        self.number("threat_depth", &[60.0, 0.1, 1e4]);
        let aims: Vec<String> =
            (0..self.axes).map(|axis| format!("axis{axis} = {:?}", self.dice.one_of(&[20.0, 0.0, 40.0]))).collect();
        self.line(&format!("aim = {{ {} }}", aims.join(", ")));
        let last = self.axes - 1;
        self.line(&format!("phases = [{{ effort = {{ axis0 = 1.0 }} }}, {{ when = \"axes.axis0.progress >= 10\", effort = {{ axis{last} = 0.7 }} }}]"));
        for axis in 0..self.axes {
            self.line(&format!("[axes.axis{axis}]\nname = \"Axis {axis}\"\ncampaign = \"drive\"\nlength = 40"));
            self.number("start", &[0.0, 5.0, 40.0]);
            if axis > 0 {
                self.line("behind = { axis = \"axis0\", until = 20, weight = 1.0, gap = 3 }");
            }
            if self.dice.once_in(3) {
                // The axis's first zone: zones are dealt to the axes in turn.
                self.line(&format!("pivot = \"zone{axis}\""));
            }
        }
    }

    fn places(&mut self) {
        for zone in 0..self.zones {
            self.line(&format!(
                "[zones.zone{zone}]\nname = \"Zone {zone}\"\nlatitude = {}\nlongitude = 10",
                40.0 + zone as f64 * 0.2
            ));
            let residents = self.dice.below(3);
            match residents {
                0 => self.number("residents", &[50_000.0, 0.0, 1.0, 7.0, 1e7]),
                1 => self.line(
                    "residents = { value = 1e5, dist = \"lognormal\", low = 1e3, high = 1e7, unit = \"persons\" }",
                ),
                _ => self
                    .line("residents = { value = 1e6, dist = \"uniform\", low = 0, high = 1e7, unit = \"persons\" }"),
            }
            let stayers = self.dice.one_of(&[0.0, 0.2, 1.0]);
            self.line(&format!("stayers = {stayers:?}"));
            self.early_leavers(residents > 0 && stayers < 1.0);
            self.number("hosted", &[0.0, 30_000.5, 1e9]);
            if !self.dice.once_in(3) {
                self.number("shelter", &[100_000.0, 0.0, 1.0, 1e9]);
                self.shelters.push(zone);
            }
            // Every axis needs its first zone, the others may lie anywhere.
            if zone < self.axes || self.axes > 0 && self.dice.once_in(2) {
                let (axis, place) = (zone % self.axes, zone / self.axes);
                let from = 5 * place;
                let town = from + self.dice.below(6);
                self.line(&format!("axis = \"axis{axis}\"\nfrom = {from}\nto = {}\ntown = {town}", from + 5));
                let garrisoned = self.dice.once_in(2);
                self.line(&format!("garrisoned = {garrisoned}"));
            } else if self.axes > 0 && self.dice.once_in(2) {
                self.line("theatre = \"land\"");
            }
        }
    }

    /// People of a zone who are away already, leave early, or are shelled from afar; `many` when there are many who may leave.
    fn early_leavers(&mut self, many: bool) {
        if many && self.dice.once_in(3) {
            self.line("displaced = { value = 5e4, dist = \"uniform\", low = 0, high = 1e7, unit = \"persons\" }");
        }
        if self.dice.once_in(3) {
            self.number("evacuees", &[0.5, 0.0, 1.0]);
        }
        if self.dice.once_in(3) {
            self.number("shelled", &[0.7, 0.0, 1.0]);
        }
    }

    /// People who fled long ago, and migrants behind a gate.
    fn people(&mut self) {
        let last = self.zones - 1;
        if self.dice.once_in(2) {
            self.line(&format!("[exiles.abroad]\nname = \"Refugees\"\nkind = \"refugees\"\nhost = \"patron\"\nhomes = {{ zone0 = 2, zone{last} = 1 }}").replace("zone0 = 2, zone0 = 1", "zone0 = 1"));
            self.number("stock", &[1e6, 7.0, 1e9]);
            self.number("hazard", &[0.001, 0.0, 10.0]);
            self.number("ready", &[5.0, 0.0]);
            self.number("ready_hazard", &[0.05, 0.0, 10.0]);
            self.line("push = \"if(day > 5, 2, 0 - 1)\"");
            if self.dice.once_in(2) {
                self.number("fading_in", &[30.0, 0.1, 3660.0]);
            }
        }
        if last > 0 && self.dice.once_in(2) {
            self.line(&format!("[gates.gate]\nname = \"Gate\"\nholder = \"protector\"\ntarget = \"patron\"\nfrom = \"zone0\"\nto = \"zone{last}\"\nwhen = \"day >= 2\""));
            self.number("hazard", &[1.0, 0.0, 100.0]);
            if self.dice.once_in(2) {
                self.line("closes_when = \"gates.gate.arrived > 100\"");
            }
            let opened = self.dice.once_in(2);
            self.line(&format!("opened = {opened}"));
        }
    }

    fn troops(&mut self) {
        for side in ["attacker", "defender", "protector"] {
            self.line(&format!(
                "[forces.{side}s]\nname = \"{side}s\"\nactor = \"{side}\"\ncampaign = \"drive\"\nside = \"{side}\""
            ));
            self.number("strength", &[20_000.0, 0.0, 3.0, 1e7]);
            self.number("quality", &[1.0, 0.0, 100.0]);
            self.number("replacement", &[0.004, 0.0, 1.0]);
            self.number("ceiling", &[1.0, 0.0, 10.0]);
            self.number("deployed", &[0.2, 0.0, 1.0]);
        }
        self.line("[supports.air]\nname = \"Air\"\npatron = \"patron\"\nclient = \"attacker\"\ncampaign = \"drive\"\nkind = \"air\"\nidle = 0.4\noperating = 0.8");
        self.number("power", &[1.0, 0.0, 20.0]);
        if self.protector {
            self.line("yields_to = \"protector\"");
            self.line("[supports.guns]\nname = \"Guns\"\npatron = \"protector\"\nclient = \"defender\"\ncampaign = \"drive\"\nkind = \"fires\"");
            self.number("power", &[0.4, 0.0, 20.0]);
            self.incidents();
        }
    }

    fn incidents(&mut self) {
        self.line(
            "[incidents.posts]\nname = \"Posts\"\nvictim = \"protector\"\nshooter = \"attacker\"\ncampaign = \"drive\"",
        );
        self.number("rate", &[0.4, 0.0, 100.0]);
        self.number("median_deaths", &[3.0, 0.1, 1e5]);
        self.number("log_deviation", &[1.1, 0.0, 3.0]);
        self.number("most_deaths", &[400.0, 1.0, 1e6]);
        self.line("[accidents.sky]\nname = \"Sky\"\nclimber = \"protector\"\nsupport = \"air\"");
        self.number("war", &[0.05, 0.0, 1.0]);
        self.line("[ultimatums.halt]\nname = \"Halt\"\nissuer = \"protector\"\ntarget = \"attacker\"\nwhen = \"actors.attacker.level >= 3\"\npromised = \"sustained_operation\"");
        self.number("hazard", &[0.3, 0.0, 10.0]);
        self.number("notice", &[5.0, 0.0, 365.0]);
    }

    /// A truce, its meetings, and a lever; the protector's restraint needs the lever.
    fn diplomacy(&mut self) {
        self.line("[instruments.gas]\nname = \"Gas\"\nholder = \"patron\"\ntarget = \"protector\"\nusability_factor = \"if(actors.attacker.deaths > 100, 2, 0.5)\"");
        for factor in ["stake", "share", "alternatives", "usability"] {
            self.number(factor, &[0.5, 0.0, 1.0]);
        }
        if self.dice.once_in(4) {
            return;
        }
        self.line("[meetings.summit]\nname = \"Summit\"\nbetween = [\"patron\", \"protector\"]");
        if self.dice.once_in(2) {
            self.line("[[meetings.summit.scheduled]]\ndate = 2030-01-02\nknown = 2029-12-20");
        }
        self.line("[agreements.truce]\nname = \"Truce\"\nkind = \"ceasefire\"\ncampaign = \"drive\"\nparties = [\"attacker\", \"defender\"]\nguarantors = [\"patron\"]\nmeetings = [\"summit\"]");
        self.number("enforcement", &[0.7, 0.0, 1.0]);
        self.line("[agreements.line]\nname = \"Line\"\nkind = \"deescalation\"\ncampaign = \"drive\"\nparties = [\"attacker\", \"defender\"]\nguarantors = []");
        self.line("posts = [{ name = \"Post\", axis = \"axis0\", at = 0.5 }]");
        self.line("[observers.monitor]\nname = \"Monitor\"\nof = \"displacement.cumulative + actors.defender.deaths\"\nunit = \"persons\"");
        self.number("share", &[0.7, 0.0, 100.0]);
        self.number("lag", &[2.0, 0.0, 365.0]);
        self.politics();
    }

    /// A trend after the deaths, a bargain once the truce holds, and a sanction of the lever's holder.
    fn politics(&mut self) {
        self.line("[trends.habit]\nname = \"Habit\"\ntowards = \"actors.attacker.deaths / 100 - 1\"\nwhen = \"day != 3\"\nleast = -1\nmost = 1e9");
        self.number("start", &[0.0, -1.0, 1e9]);
        self.number("time", &[20.0, 0.01, 1e6]);
        self.line("[settlements.bases]\nname = \"Bases\"\nkind = \"bases\"\nparties = [\"patron\", \"defender\"]\nwhen = \"day >= 2\"\ndeal_factor = \"trends.habit.value\"");
        self.number("deal", &[0.05, 0.0, 10.0]);
        self.number("exit", &[0.02, 0.0, 10.0]);
        self.line("[sanctions.ban]\nname = \"Ban\"\nsender = \"patron\"\ntarget = \"protector\"\nwhen = \"not settlements.bases.abandoned\"");
        for (name, options) in
            [("hazard", [0.2, 0.0, 100.0]), ("compliance", [0.1, 0.0, 10.0]), ("leverage_weight", [1.0, 0.0, 10.0])]
        {
            self.number(name, &options);
        }
        self.line("imposed = true");
        self.number("bite", &[0.1, 0.0, 1.0]);
        self.number("self_cost", &[0.05, 0.0, 1.0]);
        self.line("[[events]]\nid = \"quarrel\"\nname = \"Quarrel\"\nhazard = 0.1\nfactor = \"trends.habit.value\"\nrepeats = true\nhappened = true");
    }

    /// A border, when anybody shelters before it: to another shelter, or to a zone that counts only those who crossed.
    fn border(&mut self) {
        let Some(&from) = self.shelters.first() else { return };
        let to = self.zones - 1;
        if to == from || self.dice.once_in(4) {
            return;
        }
        let host = if self.protector { "protector" } else { "patron" };
        self.line(&format!(
            "[borders.wall]\nname = \"Wall\"\nfrom = [\"zone{from}\"]\nto = \"zone{to}\"\nhost = \"{host}\""
        ));
        self.number("open", &[0.0, 0.5, 1.0]);
        self.number("leak", &[0.0, 0.001, 1.0]);
        self.number("full_pressure", &[200_000.0, 1.0, 1e9]);
        self.number("pressure", &[0.0, 10.0]);
    }

    /// Beliefs and what moves them; formulas leave their ranges.
    fn signals(&mut self) {
        if self.dice.once_in(3) {
            return;
        }
        self.line("[beliefs.patron]\nname = \"Patron\"\nabout = \"patron\"\nheld_by = [\"attacker\"]\ninterest = \"displacement.cumulative - 3\"");
        self.number("prior", &[0.42, 0.01, 0.99]);
        self.number("weight", &[6.0, 0.1, 1000.0]);
        self.number("capability", &[0.5, 0.0, 1.0]);
        self.line("[red_lines.border]\nname = \"Border\"\nissuer = \"patron\"\naddressee = \"attacker\"\nbelief = \"patron\"\nscope = \"The border\"\non_request = \"pact\"\nexposure = \"day - 2\"\ndeterrence = \"beliefs.patron.resolve\"");
        self.number("interest", &[0.95, 0.0, 1.0]);
        self.line("[signals.strike]\nname = \"Strike\"\nsender = \"patron\"\nbelief = \"patron\"\nfactor = \"beliefs.patron.credibility - 0.3\"\nvictim = \"defender\"\nonce = false");
        self.number("hazard", &[0.1, 0.0, 10.0]);
        self.number("likelihood_ratio", &[3.0, 1.0, 100.0]);
        self.number("deaths", &[78.0, 0.0, 0.5, 1e6]);
        self.line("[alliances.pact]\nname = \"Pact\"\nally = \"patron\"\nbeneficiary = \"defender\"\nscope = \"day / 10\"\ninterest = \"0.5\"\nwhen = \"day > 3\"\nbelief = \"patron\"");
        let obligation = self.dice.one_of(&["defence", "deployment", "consultation"]);
        self.line(&format!("obligation = \"{obligation}\""));
        self.number("cost", &[0.5, 0.0, 10.0]);
        self.number("answer", &[3.0, 0.01, 3650.0]);
        self.number("cap", &[1.0, 0.0]);
        self.line("[demands.stop]\nname = \"Stop\"\nissuer = \"patron\"\ntarget = \"attacker\"\nbelief = \"patron\"\nwhen = \"red_lines.border.published or signals.strike.sent\"\ndamage = \"signals.strike.count\"\nstake = \"0.5\"\nofframp = \"1\"");
        self.number("public", &[0.0, 1.0]);
    }

    /// A regime whose garrisons hold the first zone of every axis, and a patron of it.
    fn regime(&mut self) {
        let mut core = Vec::new();
        for zone in 0..self.axes {
            self.line(&format!("[forces.garrison{zone}]\nname = \"Garrison\"\nactor = \"defender\"\ncampaign = \"drive\"\nside = \"defender\"\nzone = \"zone{zone}\""));
            self.number("strength", &[10_000.0, 0.0, 3.0, 1e7]);
            core.push(format!("zone{zone} = 0.5"));
        }
        let last = self.axes - 1;
        self.line(&format!("[regimes.order]\nname = \"Order\"\nactor = \"defender\"\ncampaigns = [\"drive\"]\ncapital = [\"zone{last}\"]\ncore = {{ {} }}", core.join(", ")));
        self.number("margin", &[0.3, -2.0, 0.0, 2.0]);
        self.number("manning", &[0.33, 0.0, 1.0]);
        self.number("reserve", &[0.25, 0.0, 1.0]);
        self.number("dissolved", &[0.0, 0.5, 1.0]);
        self.number("shock", &[0.0, 1.0]);
        self.line("[patrons.friend]\nname = \"Friend\"\nactor = \"patron\"\nclient = \"defender\"\nregime = \"order\"");
        self.number("weight", &[0.5, 0.0, 1.0]);
        self.number("load", &[0.0, 1.0]);
        self.number("capacity", &[1.0, 0.0]);
        self.number("prize", &[0.8, 0.0, 10.0]);
        let start = self.dice.one_of(&["leave", "stay"]);
        self.line(&format!("start = \"{start}\"\npostures = [{{ id = \"leave\", name = \"leaves\", strength = 0, presence = 0.2, cost = 0, exposure = 0 }}, {{ id = \"stay\", name = \"stays\", strength = 1, presence = 1, cost = 10, exposure = 10 }}]"));
    }

    /// Some of the mechanisms' parameters at an end of their range.
    fn parameters(&mut self) {
        let definitions: Vec<_> = Mechanisms::definitions().collect();
        let mut groups: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
        for _ in 0..self.dice.below(25) {
            let definition = definitions[self.dice.below(definitions.len())];
            let value = self.dice.one_of(&definition.bounds);
            groups.entry(definition.group).or_default().insert(definition.name, value);
        }
        for (group, entries) in groups {
            self.line(&format!("[parameters.{group}]"));
            for (name, value) in entries {
                self.line(&format!("{name} = {value:?}"));
            }
        }
    }
}

//! Beliefs, red lines, signals, alliances and demands: their entities, and what is recorded of them.

use crate::expression::Type;
use crate::model::{
    Alliance, AllianceId, Backing, Belief, BeliefId, Chooser, ChooserId, Demand, DemandId, Id, Model, Obligation,
    Onset, RedLine, RedLineId, Signal, SignalId, Table, Variable,
};
use crate::process::Mechanisms;
use crate::quantity::Quantity;
use crate::record::{SeriesInfo, SeriesKind};
use crate::scenario::build::record::{in_file_order, one};
use crate::scenario::build::watches::{Watched, watch};
use crate::scenario::build::{Builder, name, position};
use crate::scenario::{At, Entry, file};

impl Builder<'_> {
    /// The belief that goes with an actor's choice: those of the choosers follow those of the file.
    pub(super) fn reputation_of(&self, chooser: ChooserId) -> BeliefId {
        BeliefId::from_index(self.file.beliefs.len() + chooser.index())
    }

    /// The beliefs of the file, then every chooser's reputation.
    pub(super) fn beliefs(
        &mut self,
        choosers: &Table<ChooserId, Chooser>,
        mechanisms: &Mechanisms,
    ) -> Table<BeliefId, Belief> {
        let file = self.file;
        let declared: Vec<Belief> = file.beliefs.iter().filter_map(|entry| self.belief(entry, choosers)).collect();
        let reputations = file.actors.iter().filter_map(|entry| {
            let (chooser, actor) = (self.layout.chooser(&entry.id)?, &entry.value);
            Some(Belief {
                name: name(entry, actor.short.as_ref().unwrap_or(&actor.name)),
                about: self.actor(&entry.id),
                chooser: Some(chooser),
                prior: choosers[chooser].reputation,
                weight: mechanisms.belief.reputation_weight,
                backing: None,
            })
        });
        declared.into_iter().chain(reputations).collect()
    }

    fn belief(&mut self, entry: &Entry<file::Belief>, choosers: &Table<ChooserId, Chooser>) -> Option<Belief> {
        let (file, id, belief) = (self.file, &entry.id, &entry.value);
        let seen = |chooser: &ChooserId| {
            let campaign = file.campaigns.iter().nth(choosers[*chooser].campaign.index());
            let theatre = campaign.map(|campaign| campaign.value.theatre.as_str());
            belief.theatre.as_ref().is_none_or(|own| theatre == Some(own.as_str()))
        };
        let interest = self.formula(&belief.interest, Type::Number)?;
        let capability = self.quantity("beliefs", id, "capability", &belief.capability);
        Some(Belief {
            name: name(entry, &belief.name),
            about: self.actor(&belief.about),
            chooser: self.layout.chooser(&belief.about).filter(seen),
            prior: self.quantity("beliefs", id, "prior", &belief.prior),
            weight: self.quantity("beliefs", id, "weight", &belief.weight),
            backing: Some(Backing { capability, interest }),
        })
    }

    pub(super) fn red_lines(&mut self) -> Table<RedLineId, RedLine> {
        self.file.red_lines.iter().filter_map(|entry| self.red_line(entry)).collect()
    }

    fn red_line(&mut self, entry: &Entry<file::RedLine>) -> Option<RedLine> {
        let (id, line) = (&entry.id, &entry.value);
        // Every expression is compiled before any failure counts, so that all mistakes are reported at once.
        let publication = self.onset("red_lines", id, &line.when, &line.hazard, &None);
        let exposure = self.formula(&line.exposure, Type::Number);
        let deterrence = self.factor(&line.deterrence);
        Some(RedLine {
            name: name(entry, &line.name),
            issuer: self.actor(&line.issuer),
            addressee: self.actor(&line.addressee),
            belief: position(&self.file.beliefs, &line.belief),
            scope: line.scope.value.clone(),
            published: line.published.value,
            publication: publication?,
            on_request: line.on_request.as_ref().map(|alliance| position(&self.file.alliances, alliance)),
            exposure: exposure?,
            interest: self.quantity("red_lines", id, "interest", &line.interest),
            deterrence: deterrence?,
        })
    }

    pub(super) fn signals(&mut self) -> Table<SignalId, Signal> {
        self.file.signals.iter().filter_map(|entry| self.signal(entry)).collect()
    }

    fn signal(&mut self, entry: &Entry<file::Signal>) -> Option<Signal> {
        let (id, signal) = (&entry.id, &entry.value);
        let belief = self.file.beliefs.get(&signal.belief);
        let theatres = (&signal.theatre, belief.and_then(|belief| belief.theatre.as_ref()));
        let elsewhere = matches!(theatres, (Some(sent), Some(heard)) if sent.value != heard.value);
        let hazard = self.quantity("signals", id, "hazard", &signal.hazard);
        let factor = self.factor(&signal.factor);
        let attribution = self.factor(&signal.attribution);
        Some(Signal {
            name: name(entry, &signal.name),
            sender: self.actor(&signal.sender),
            belief: position(&self.file.beliefs, &signal.belief),
            elsewhere,
            onset: Onset { when: None, hazard: Some(hazard), factor: factor? },
            likelihood_ratio: self.quantity("signals", id, "likelihood_ratio", &signal.likelihood_ratio),
            attribution: attribution?,
            deaths: self.quantity("signals", id, "deaths", &signal.deaths),
            victim: signal.victim.as_ref().map(|victim| self.actor(victim)),
            once: signal.once.value,
            sent: signal.sent.value,
        })
    }

    pub(super) fn alliances(&mut self) -> Table<AllianceId, Alliance> {
        self.file.alliances.iter().filter_map(|entry| self.alliance(entry)).collect()
    }

    fn alliance(&mut self, entry: &Entry<file::Alliance>) -> Option<Alliance> {
        let (id, alliance) = (&entry.id, &entry.value);
        let mut quantity = |field: &str, at| self.quantity("alliances", id, field, at);
        let cost = quantity("cost", &alliance.cost);
        let grievance = quantity("grievance", &alliance.grievance);
        let public = quantity("public", &alliance.public);
        let cap = quantity("cap", &alliance.cap);
        let answer = quantity("answer", &alliance.answer);
        let scope = self.formula(&alliance.scope, Type::Number);
        let interest = self.formula(&alliance.interest, Type::Number);
        let request = self.onset("alliances", id, &alliance.when, &alliance.hazard, &alliance.factor);
        Some(Alliance {
            name: name(entry, &alliance.name),
            ally: self.actor(&alliance.ally),
            beneficiary: self.actor(&alliance.beneficiary),
            obligation: match alliance.obligation.as_str() {
                "defence" => Obligation::Defence,
                "deployment" => Obligation::Deployment,
                _ => Obligation::Consultation,
            },
            scope: scope?,
            interest: interest?,
            cost,
            grievance,
            public,
            cap,
            answer,
            request: request?,
            requested: alliance.requested.value,
            belief: alliance.belief.as_ref().map(|belief| position(&self.file.beliefs, belief)),
        })
    }

    pub(super) fn demands(&mut self) -> Table<DemandId, Demand> {
        self.file.demands.iter().filter_map(|entry| self.demand(entry)).collect()
    }

    fn demand(&mut self, entry: &Entry<file::Demand>) -> Option<Demand> {
        let (id, demand) = (&entry.id, &entry.value);
        let when = self.formula(&demand.when, Type::Condition);
        let [damage, stake, offramp] =
            [&demand.damage, &demand.stake, &demand.offramp].map(|at| self.formula(at, Type::Number));
        Some(Demand {
            name: name(entry, &demand.name),
            issuer: self.actor(&demand.issuer),
            target: self.actor(&demand.target),
            belief: position(&self.file.beliefs, &demand.belief),
            when: when?,
            damage: damage?,
            stake: stake?,
            offramp: offramp?,
            public: self.quantity("demands", id, "public", &demand.public),
        })
    }

    /// What makes an entity begin; `None` after a mistake in an expression.
    pub(super) fn onset(
        &mut self,
        table: &str,
        id: &str,
        when: &Option<At<String>>,
        hazard: &Option<At<Quantity>>,
        factor: &Option<At<String>>,
    ) -> Option<Onset> {
        let when = self.condition(when);
        let factor = self.factor(factor);
        let hazard = hazard.as_ref().map(|hazard| self.quantity(table, id, "hazard", hazard));
        Some(Onset { when: when?, hazard, factor: factor? })
    }
}

/// Daily series: resolve and credibility of every belief of the file.
pub(super) fn series(model: &Model, all: &mut Vec<(SeriesInfo, Variable)>) {
    for (id, belief) in in_file_order(&model.beliefs, |belief| &belief.name) {
        if belief.backing.is_none() {
            continue;
        }
        let (path, label) = (format!("beliefs.{}", belief.name.id), &belief.name.label);
        let mut add = |suffix: &str, label: String, variable| {
            all.push(one(format!("{path}.{suffix}"), label, "1", SeriesKind::Other, variable));
        };
        add("resolve", format!("Resolve: {label}"), Variable::BeliefResolve(id));
        add("credibility", format!("Credibility: {label}"), Variable::Credibility(id));
    }
}

/// What is published, executed, sent, requested, answered and complied with from day 0 on.
pub(super) fn watches(model: &Model) -> Vec<Watched> {
    let mut all = Vec::new();
    let mut add = |path: String, label: String, variable| all.push(watch(path, label, variable, 0.5));
    for (id, line) in in_file_order(&model.red_lines, |line| &line.name) {
        let (path, label) = (format!("red_lines.{}", line.name.id), &line.name.label);
        if !line.published {
            add(format!("{path}.published"), format!("{label}: published"), Variable::LinePublished(id));
        }
        add(format!("{path}.executed"), format!("{label}: answered by force"), Variable::LineExecuted(id));
    }
    for (id, signal) in in_file_order(&model.signals, |signal| &signal.name) {
        if !signal.sent {
            let path = format!("signals.{}.sent", signal.name.id);
            add(path, signal.name.label.clone(), Variable::SignalSent(id));
        }
    }
    for (id, alliance) in in_file_order(&model.alliances, |alliance| &alliance.name) {
        let (path, label) = (format!("alliances.{}", alliance.name.id), &alliance.name.label);
        if !alliance.requested {
            add(format!("{path}.requested"), format!("{label}: help requested"), Variable::Requested(id));
        }
        add(format!("{path}.honoured"), format!("{label}: honoured"), Variable::Honoured(id));
        add(format!("{path}.refused"), format!("{label}: refused"), Variable::Refused(id));
    }
    for (id, demand) in in_file_order(&model.demands, |demand| &demand.name) {
        let path = format!("demands.{}.complied", demand.name.id);
        add(path, format!("{}: complied with", demand.name.label), Variable::Complied(id));
    }
    all
}

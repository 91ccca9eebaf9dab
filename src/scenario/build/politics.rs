//! Trends, settlements and sanctions.

use crate::diagnostic::Diagnostic;
use crate::expression::{Formula, Type};
use crate::model::{
    DyadId, Id, Model, Sanction, SanctionId, Settlement, SettlementId, Slot, Table, Trend, TrendId, Variable,
};
use crate::process::Mechanisms;
use crate::record::{SeriesInfo, SeriesKind};
use crate::scenario::build::record::{in_file_order, one};
use crate::scenario::build::{Builder, name};
use crate::scenario::{At, file};

/// What stands for a bound that the file does not give; as far as numbers of a file go.
const UNBOUNDED: f64 = 1e12;

impl Builder<'_> {
    pub(super) fn trends(&mut self) -> Table<TrendId, Trend> {
        let file = self.file;
        let entries = file.trends.iter();
        entries
            .filter_map(|entry| {
                let (id, trend) = (&entry.id, &entry.value);
                let (towards, when) = (self.formula(&trend.towards, Type::Number), self.condition(&trend.when));
                Some(Trend {
                    name: name(entry, &trend.name),
                    start: self.quantity("trends", id, "start", &trend.start),
                    towards: towards?,
                    time: self.quantity("trends", id, "time", &trend.time),
                    when: when?,
                    bounds: [
                        trend.least.as_ref().map_or(-UNBOUNDED, |least| least.value),
                        trend.most.as_ref().map_or(UNBOUNDED, |most| most.value),
                    ],
                })
            })
            .collect()
    }

    pub(super) fn settlements(&mut self) -> Table<SettlementId, Settlement> {
        let file = self.file;
        let entries = file.settlements.iter();
        entries
            .filter_map(|entry| {
                let (id, settlement) = (&entry.id, &entry.value);
                let when = self.formula(&settlement.when, Type::Condition);
                let (deal_factor, exit_factor) =
                    (self.factor(&settlement.deal_factor), self.factor(&settlement.exit_factor));
                Some(Settlement {
                    name: name(entry, &settlement.name),
                    when: when?,
                    deal: self.quantity("settlements", id, "deal", &settlement.deal),
                    deal_factor: deal_factor?,
                    exit: self.quantity("settlements", id, "exit", &settlement.exit),
                    exit_factor: exit_factor?,
                })
            })
            .collect()
    }

    pub(super) fn sanctions(&mut self, mechanisms: &Mechanisms) -> Table<SanctionId, Sanction> {
        let file = self.file;
        let entries = file.sanctions.iter();
        entries
            .filter_map(|entry| {
                let (id, sanction) = (&entry.id, &entry.value);
                let compliance = &sanction.compliance;
                Some(Sanction {
                    name: name(entry, &sanction.name),
                    dyad: self.leverage_behind(id, sanction),
                    onset: self.onset("sanctions", id, &sanction.when, &sanction.hazard, &None)?,
                    imposed: sanction.imposed.value,
                    compliance: match compliance {
                        Some(compliance) => self.quantity("sanctions", id, "compliance", compliance),
                        None => mechanisms.sanction.compliance,
                    },
                    leverage_weight: self.quantity("sanctions", id, "leverage_weight", &sanction.leverage_weight),
                    bite: self.quantity("sanctions", id, "bite", &sanction.bite),
                    self_cost: self.quantity("sanctions", id, "self_cost", &sanction.self_cost),
                })
            })
            .collect()
    }

    /// The pair of a sanction's sender and target, between which there must be instruments.
    fn leverage_behind(&mut self, id: &str, sanction: &file::Sanction) -> DyadId {
        let (sender, target) = (&sanction.sender, &sanction.target);
        let dyad = self.layout.dyad(self.actor(sender), self.actor(target));
        // A sanction on oneself has been reported already.
        if dyad.is_none() && sender.value != target.value {
            let message = format!(
                "compliance with the sanction `{id}` follows the leverage of `{}` over `{}`, but there is no instrument between the two",
                sender.value, target.value
            );
            let help =
                format!("add an instrument with `holder = \"{}\"` and `target = \"{}\"`", sender.value, target.value);
            self.report.push(
                Diagnostic::error("no-instrument", message).with_label(sender.label("holds no instrument")).help(help),
            );
        }
        dyad.unwrap_or(DyadId::from_index(0))
    }

    /// A condition that may be absent; `None` only after a mistake in it.
    pub(super) fn condition(&mut self, at: &Option<At<String>>) -> Option<Option<Formula<Slot>>> {
        self.expression_or_absent(at, Type::Condition)
    }

    /// A factor that may be absent; `None` only after a mistake in it.
    pub(super) fn factor(&mut self, at: &Option<At<String>>) -> Option<Option<Formula<Slot>>> {
        self.expression_or_absent(at, Type::Number)
    }

    /// An expression that may be absent; `None` only after a mistake in it.
    fn expression_or_absent(&mut self, at: &Option<At<String>>, expected: Type) -> Option<Option<Formula<Slot>>> {
        match at {
            Some(at) => self.formula(at, expected).map(Some),
            None => Some(None),
        }
    }
}

/// The daily series of trends.
pub(super) fn series(model: &Model, all: &mut Vec<(SeriesInfo, Variable)>) {
    for (id, trend) in in_file_order(&model.trends, |trend| &trend.name) {
        let path = format!("trends.{}.value", trend.name.id);
        all.push(one(path, trend.name.label.clone(), "1", SeriesKind::Other, Variable::TrendValue(id)));
    }
}

//! Bargains that end, and sanctions imposed and complied with.

use serde::Serialize;

use crate::engine::trace::words::count;
use crate::engine::trace::{Day, Named};

/// What slow politics came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Politics {
    /// A bargain ends in a deal.
    SettlementConcluded {
        /// The settlement.
        settlement: Named,
    },
    /// Somebody walks out of a bargain.
    SettlementAbandoned {
        /// The settlement.
        settlement: Named,
    },
    /// A sanction comes into force.
    SanctionImposed {
        /// The sanction.
        sanction: Named,
        /// Who imposes it.
        sender: Named,
        /// On whom.
        target: Named,
    },
    /// The target of a sanction complies.
    SanctionComplied {
        /// The sanction.
        sanction: Named,
        /// Who imposed it.
        sender: Named,
        /// On whom.
        target: Named,
        /// Days it was in force.
        days: f64,
        /// Leverage of the sender over the target the evening before.
        leverage: f64,
    },
}

/// What slow politics came to today.
pub(in crate::engine::trace) fn of(day: &Day<'_, '_>, tell: &mut impl FnMut(Politics)) {
    let model = day.after.model;
    for id in model.settlements.ids() {
        let settlement = || Named::from(&model.settlements[id].name);
        if day.reaches(0.5, |world| world.settlement.concluded[id]) {
            tell(Politics::SettlementConcluded { settlement: settlement() });
        }
        if day.reaches(0.5, |world| world.settlement.abandoned[id]) {
            tell(Politics::SettlementAbandoned { settlement: settlement() });
        }
    }
    for (id, data) in model.sanctions.ids().zip(model.sanctions.iter()) {
        let dyad = &model.dyads[data.dyad];
        let (sender, target) =
            (Named::from(&model.actors[dyad.holder].name), Named::from(&model.actors[dyad.target].name));
        let sanction = Named::from(&data.name);
        if day.reaches(0.5, |world| world.sanction.imposed[id]) {
            tell(Politics::SanctionImposed { sanction, sender, target });
        } else if day.reaches(0.5, |world| world.sanction.complied[id]) {
            let (days, leverage) = (day.before.sanction.days[id], day.before.leverage.total[data.dyad]);
            tell(Politics::SanctionComplied { sanction, sender, target, days, leverage });
        }
    }
}

impl std::fmt::Display for Politics {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Politics::SettlementConcluded { settlement } => write!(formatter, "A deal is made: {}.", settlement.name),
            Politics::SettlementAbandoned { settlement } => {
                write!(formatter, "The bargain is abandoned: {}.", settlement.name)
            }
            Politics::SanctionImposed { sanction, sender, target } => {
                write!(formatter, "{} imposes sanctions on {}: {}.", sender.name, target.name, sanction.name)
            }
            Politics::SanctionComplied { sanction, sender, target, days, leverage } => {
                let (sender, target, sanction) = (&sender.name, &target.name, &sanction.name);
                write!(
                    formatter,
                    "{target} complies with the sanctions of {sender} ({sanction}) after {}, against a leverage of {leverage:.2}.",
                    count(*days, "day", "days")
                )
            }
        }
    }
}

//! What several mechanisms ask about a campaign: its advance, its protector, its people, its news.

use crate::model::ladder::LIMITED_STRIKE;
use crate::model::{AccordId, CampaignId, ChooserId};
use crate::numeric::{Mask, Real};
use crate::process::ladder::at_least;
use crate::process::{World, incident};

impl<R: Real> World<'_, R> {
    /// Perceived speed of a campaign's axes together, km/day.
    #[inline(always)]
    pub fn perceived_advance(&self, campaign: CampaignId) -> R {
        let mut speed = R::zero();
        for axis in &self.model.campaigns[campaign].axes {
            speed += self.fronts.perceived[*axis];
        }
        speed
    }

    /// Greatest pressure on the protector's borders.
    #[inline(always)]
    pub fn border_pressure(&self, campaign: CampaignId) -> R {
        let mut pressure = R::zero();
        for border in &self.model.campaigns[campaign].borders {
            pressure = pressure.max(self.border.pressure[*border]);
        }
        pressure
    }

    /// Share of the people of a campaign's zones who are not at home.
    #[inline(always)]
    pub fn share_fled(&self, campaign: CampaignId) -> R {
        let (mut home, mut all) = (R::zero(), R::zero());
        for axis in &self.model.campaigns[campaign].axes {
            for section in &self.model.axes[*axis].sections {
                home += self.displacement.residents[section.zone];
                all += self.displacement.initial[section.zone];
            }
        }
        R::one() - home / all.max(R::one())
    }

    /// Share of a chooser's troops that is deployed; 0 when it has none.
    #[inline(always)]
    pub fn deployment_of(&self, chooser: ChooserId) -> R {
        match self.model.choosers[chooser].force {
            Some(force) => self.posture.deployed[force],
            None => R::zero(),
        }
    }

    /// Observation posts of an accord that the front has passed.
    #[inline(always)]
    pub fn posts_cut_off(&self, accord: AccordId) -> R {
        let mut passed = R::zero();
        for (axis, at) in &self.model.accords[accord].posts {
            passed += R::indicator(self.fronts.progress[*axis].gt(R::splat(*at)));
        }
        passed
    }

    /// Whether the protector of a campaign strikes.
    #[inline(always)]
    pub fn protector_fights(&self, campaign: CampaignId) -> R::Mask {
        match self.model.campaigns[campaign].protector_choice {
            Some(chooser) => at_least(self.choice.level[chooser], LIMITED_STRIKE),
            None => R::Mask::from_bool(false),
        }
    }

    /// Whether yesterday brought news that makes the parties to a campaign think again: a mass-casualty day of the protector,
    /// or a meeting today with a patron of the attacker.
    #[inline(always)]
    pub fn news(&self, campaign: CampaignId) -> R::Mask {
        let meets = self.any_meeting_before(&self.model.campaigns[campaign].restraining, R::zero());
        match self.model.campaigns[campaign].protector_choice {
            Some(chooser) => meets | incident::mass_casualties(self, self.model.choosers[chooser].actor),
            None => meets,
        }
    }
}

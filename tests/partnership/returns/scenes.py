"""A partner with a return of January to March 2025, and whoever has to do with it."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from foundation.accounts.roles import Role
from partnership.models import Measure, Partner, Partnership, Plan, Return
from partnership.states import Rating
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.partnership import (
    EnteredFigureFactory,
    ImprovementActionFactory,
    MeasureFactory,
    PartnerFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    ReturnFactory,
    adopt_anew,
    officer_of,
    scrutineer_of,
    writer_of,
)

QUARTER = "2025-Q1"
TODAY = datetime.date(2025, 4, 14)


@dataclass
class Scene:
    partnership: Partnership
    plan: Plan
    partner: Partner
    measures: list[Measure]
    users: dict[str, Any] = field(default_factory=dict)

    def return_(self, state="open", **more) -> Return:
        """The partner's, with every line rated as its figures rate it."""
        line = {"own_rating": Rating.TARGET_MET, "behind": "More landlords", "computed_rating": ""}
        if state in ("submitted", "accepted"):
            line["computed_rating"] = Rating.TARGET_MET
        lines = [line | {"measure": measure} for measure in self.measures]
        return ReturnFactory(partner=self.partner, plan=self.plan, state=state, lines=lines, **more)

    def owes_nothing(self) -> None:
        """The plan that stands gives its measures to somebody else."""
        other = PartnerFactory(partnership=self.partnership)
        Measure.objects.filter(pk__in=[each.pk for each in self.measures]).update(owner=other)
        adopt_anew(self.plan)

    def action(self, **more):
        return ImprovementActionFactory(**{"measure": self.measures[0], "partner": self.partner} | more)


def a_scene(measures=1, area="Medway", **of_measure) -> Scene:
    """The partner owns entered measures whose figure of the quarter meets the target."""
    partnership = PartnershipFactory(area__name=area)
    plan = PlanFactory(partnership=partnership, state="adopted")
    priority = PriorityFactory(plan=plan)
    partner = PartnerFactory(partnership=partnership)
    own = {"target": 100, "floor": 150, "entered": True, "priority": priority, "owner": partner} | of_measure
    owned = [MeasureFactory(**own) for _ in range(measures)]
    for measure in owned:
        EnteredFigureFactory(measure=measure, period=QUARTER, value=90)
    adopt_anew(plan)
    return Scene(partnership, plan, partner, owned, _users(partnership, partner))


def _users(partnership, partner):
    """One user of every kind that a table of who may do what must know."""
    others = [
        role for role in Role if role not in (Role.PARTNER, Role.PARTNERSHIP_OFFICER, Role.SCRUTINY_MEMBER)
    ]
    elsewhere = PartnershipFactory(area__name=f"Beyond {partnership.area}")
    return {
        "writer": writer_of(partner),
        "colleague": writer_of(partner),
        "officer": officer_of(partnership),
        "scrutineer": scrutineer_of(partnership),
        "writer of another partner": writer_of(PartnerFactory(partnership=partnership)),
        "officer elsewhere": officer_of(elsewhere),
        "writer elsewhere": writer_of(PartnerFactory(partnership=elsewhere)),
        **{
            str(role): UserFactory(role=role, teams=[partner.team, partnership.team, TeamFactory()])
            for role in others
        },
    }

"""A person's pathway of one kind."""

import uuid

from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission
from foundation.lifecycle.facts import CURRENT, CurrentManager, Fact
from foundation.lifecycle.fields import StateField, Stateful
from foundation.lifecycle.transitions import moves

from .. import access
from ..kinds import KINDS
from ..querysets import PathwayQuerySet
from ..states import ACHIEVED, UNDER_WAY
from ..states import PathwayState as P


class Pathway(Fact, Stateful):
    """One per person and kind; opened by acceptance for the needs that have a declared kind."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="pathways")
    kind = models.CharField(max_length=30)
    state = StateField(default=P.NEED_IDENTIFIED, choices=P.choices)
    opened_on = models.DateField()

    objects = CurrentManager.from_queryset(PathwayQuerySet)()

    class Meta:
        ordering = ["id"]
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["uuid"], condition=CURRENT, name="one_pathway_of_a_uuid"),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=CURRENT, name="one_pathway_of_a_kind"
            ),
            models.CheckConstraint(condition=Q(state__in=P.values), name="pathway_state_known"),
        ]

    def __str__(self) -> str:
        return str(self.declaration.title)

    @property
    def declaration(self):
        """The kind as declared in `kinds.py`."""
        return KINDS[self.kind]

    @property
    def is_under_way(self) -> bool:
        """A need is identified and the pathway is not closed: milestones can be claimed and facts move it."""
        return self.state in UNDER_WAY

    @property
    def is_achieved(self) -> bool:
        """A job, home or treatment that stands meets the kind's rule."""
        return self.state in ACHIEVED

    @moves((P.NOT_ASSESSED, P.NO_NEED, P.DECLINED, P.NEED_IDENTIFIED), (P.NEED_IDENTIFIED, P.NO_NEED),
           permission=Permission.RECORD_PATHWAY, who="a worker of an involved hub, or an accepted referral",
           allows=access.is_involved, needs="the answers to the kind's questions", by_system=True)  # fmt: skip
    def assess(self, *, found_need: bool = True) -> str:
        """The answers say whether there is a need; an accepted referral that names it says that there is."""
        return P.NEED_IDENTIFIED if found_need else P.NO_NEED

    @moves((P.NEED_IDENTIFIED, P.IN_PROGRESS), P.DECLINED, permission=Permission.RECORD_PATHWAY,
           who="a worker of an involved hub", allows=access.is_involved, needs="the person's reason")  # fmt: skip
    def decline_support(self) -> None:
        """The person does not want support with this need now."""

    @moves(tuple(state for state in P if state != P.CLOSED), P.CLOSED, permission=Permission.RECORD_PATHWAY,
           who="set by the end of the person’s last open referral", allows=access.nobody,
           by_system=True)  # fmt: skip
    def close(self) -> None:
        """Nobody works on it any more; what was reached stays in the history."""

    @moves(P.CLOSED, (P.NEED_IDENTIFIED, P.IN_PROGRESS), permission=Permission.RECORD_PATHWAY,
           who="set by a newly accepted or a reopened referral", allows=access.nobody,
           by_system=True)  # fmt: skip
    def reopen(self, *, is_begun: bool = False) -> str:
        """A new acceptance names the need again, or support goes on where it stood."""
        return P.IN_PROGRESS if is_begun else P.NEED_IDENTIFIED

    @moves(P.NEED_IDENTIFIED, P.IN_PROGRESS, permission=Permission.RECORD_PATHWAY,
           who="set by the first milestone, spell or plan step", allows=access.nobody,
           by_system=True)  # fmt: skip
    def begin(self) -> None:
        """The first milestone, spell or plan step begins the pathway."""

    @moves(P.IN_PROGRESS, P.ACHIEVED, permission=Permission.RECORD_PATHWAY, who="set by facts",
           allows=access.nobody, needs="the kind's rule", by_system=True)  # fmt: skip
    def achieve(self) -> None:
        """The kind's rule is met by a fact."""

    @moves(P.ACHIEVED, P.SUSTAINED, permission=Permission.RECORD_PATHWAY, who="set by facts",
           allows=access.nobody, needs="the kind's checks, answered yes", by_system=True)  # fmt: skip
    def sustain(self) -> None:
        """What achieved the pathway has lasted."""

    @moves((P.ACHIEVED, P.SUSTAINED), P.IN_PROGRESS, permission=Permission.RECORD_PATHWAY,
           who="set by facts, or a worker of an involved hub", allows=access.is_involved,
           needs="a dated setback", by_system=True)  # fmt: skip
    def set_back(self) -> None:
        """What achieved the pathway is over: job ended, tenancy lost, treatment dropped."""

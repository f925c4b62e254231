"""Reading checks: scope first, then adjectives."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from foundation.design.dates import today
from foundation.lifecycle.models import RunningClock
from people.models import Person

if TYPE_CHECKING:
    from foundation.accounts.models import User


EVERY = models.Q()


class CheckQuerySet(models.QuerySet):
    """Checks, answered or not. No figure and no history counts one without an answer."""

    def visible_to(self, user: "User") -> "CheckQuerySet":
        """Checks of the people this user may see."""
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))

    def answered(self) -> "CheckQuerySet":
        return self.exclude(answer="")

    def unanswered(self) -> "CheckQuerySet":
        return self.filter(answer="")

    def open_to_rules(self) -> "CheckQuerySet":
        """Without an answer that somebody gave: what the facts may still move, end or ask again."""
        return self.filter(models.Q(answer="") | models.Q(by_rule=True))

    def falling_to(
        self, user: "User", running: models.Q = EVERY, *, team: int | None = None
    ) -> "CheckQuerySet":
        """Those whose clock runs for a team of the user's, or for this one of them; `running`: of these clocks only."""
        runs = RunningClock.objects.filter(running, subject_type="pathways.check", stopped_at=None)
        runs = runs.falling_to(user) if team is None else runs.falling_to(user).filter(team=team)
        return self.filter(pk__in=runs.values("subject_id"))

    def of_names(self, names: Iterable[str]) -> "CheckQuerySet":
        return self.filter(name__in=list(names))

    def to_answer(self) -> "CheckQuerySet":
        """Their day has come."""
        return self.unanswered().filter(point_on__lte=today()).order_by("point_on", "id")

    def coming(self) -> "CheckQuerySet":
        """Their day lies ahead."""
        return self.unanswered().filter(point_on__gt=today()).order_by("point_on", "id")

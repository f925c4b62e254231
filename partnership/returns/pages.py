"""What the pages of a return show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import events
from foundation.lifecycle.transitions import can
from outcomes.pages.words import say_period

from ..access import is_officer_of
from ..figures.wording import say_value
from ..models import ImprovementAction, Return, ReturnLine
from ..plans.value import PlannedMeasure
from . import opening, readiness
from .agreed import said_of_lines
from .computed import Computed, computed_of, say_difference
from .marks import Shown, shown
from .overview import Standing

TOLD = {
    "open": "Opened", "submit": "Submitted", "accept": "Accepted", "send_back": "Sent back", "withdraw": "Withdrawn",
    "begin_clock": "Somebody writes for the partner: its clock begins",
}  # fmt: skip


@dataclass(frozen=True)
class LineShown:
    """One measure of a return. measure: what the plan says of it; computed: its figure in words. Both as they stand
    today until the return is submitted, and from then on as they were kept.
    """

    line: ReturnLine
    measure: PlannedMeasure
    computed: str
    computed_rating: str
    actions: list[ImprovementAction]

    @property
    def value(self) -> str:
        return self.computed.partition("; ")[0]

    @property
    def beneath(self) -> str:
        return self.computed.partition("; ")[2]

    @property
    def target(self) -> str:
        measure = self.measure
        if measure.target is None:
            return "No target is agreed"
        floor = "" if measure.floor is None else f", floor {say_value(measure.unit, measure.floor)}"
        return f"Target {say_value(measure.unit, measure.target)}{floor}"

    @property
    def rating(self) -> Shown | None:
        return shown(self.computed_rating)

    @property
    def own(self) -> Shown | None:
        return shown(self.line.own_rating)

    @property
    def difference(self) -> str:
        return say_difference(self.line.own_rating, self.computed_rating)

    @property
    def differs(self) -> bool:
        return bool(self.difference) and self.line.own_rating != self.computed_rating


class ReturnShown:
    """A return as its page shows it; a fixed number of queries."""

    def __init__(self, quarterly: Return, user: Any) -> None:
        self.quarterly, self.user = quarterly, user
        self._lines = list(quarterly.lines.select_related("measure__priority", "measure__owner"))
        self._said = said_of_lines(quarterly, self._lines)
        self._actions = self._fetched_actions()
        self._earlier = [each for each in self._actions if readiness.is_earlier(each, quarterly)]

    @property
    def period(self) -> str:
        return say_period(opening.quarter_of(self.quarterly))

    @property
    def may_write(self) -> bool:
        return can(self.user, "submit", self.quarterly)

    @cached_property
    def lines(self) -> list[LineShown]:
        return [self._shown(line) for line in self._lines]

    @property
    def missing(self) -> list[dict[str, str]]:
        """What is still missing, each with where it is put in; nothing once the return is submitted."""
        if not self.may_write:
            return []
        ratings = {key: each.rating for key, each in self._computed.items()}
        helped = {action.measure_id for action in self._actions if action.is_open}
        silent = [action for action in self._earlier if action.is_open and not self.reports_of(action)]
        lacking = readiness.lacks(self._lines, ratings, helped, silent, self._said)
        return [{"label": lack.words, "url": self._where(lack)} for lack in lacking]

    @property
    def earlier(self) -> list[tuple[ImprovementAction, list[Any]]]:
        """Each earlier action with what was reported of it since the return was opened."""
        return [(action, self.reports_of(action)) for action in self._earlier]

    def reports_of(self, action: ImprovementAction) -> list[Any]:
        since = self.quarterly.opened_at
        return [each for each in action.progress.all() if each.reported_at >= since]

    @property
    def events(self) -> list[dict[str, Any]]:
        """What happened to it, the latest first."""
        found = events.of(self.quarterly).filter(what__in=TOLD).order_by("-id")
        return [
            {"title": TOLD[each.what], "at": each.recorded_at, "by": each.by, "text": each.why}
            for each in found
        ]

    @property
    def acts(self) -> list[dict[str, Any]]:
        """What the user can do with it now; submitting it is offered when nothing is missing."""
        acts = []
        if self.may_write and not self.missing:
            needs = "What it says stands from then on, unless it is sent back."
            acts.append(_act("Submit the return", "return_submit", self.quarterly, needs))
        if can(self.user, "accept", self.quarterly):
            acts.append(_act("Accept the return", "return_accept", self.quarterly, "The partner is told."))
            needs = "Needs a reason. The partner submits it again within 10 working days."
            acts.append(_act("Send it back", "return_send_back", self.quarterly, needs) | {"get": True})
        if can(self.user, "withdraw", self.quarterly):
            needs = "Needs a reason. For a return of a partner that the plan names as no owner; none takes its place."
            acts.append(_act("Withdraw it", "return_withdraw", self.quarterly, needs) | {"get": True})
        return acts

    @property
    def turn(self) -> str:
        """Whose turn it is, where there is nothing to do."""
        if self.may_write:
            return "Once nothing is missing, it can be submitted here."
        if self.quarterly.is_with_partner:
            return "It is with the partner."
        if self.quarterly.state == "withdrawn":
            return "It is withdrawn: nothing is asked for."
        waits = self.quarterly.state == "submitted"
        return "It is with the officers of the partnership." if waits else "It is accepted, and stands."

    @property
    def _standing(self) -> Standing:
        return Standing(self.quarterly.partner, self.quarterly, timezone.localdate())

    @property
    def is_absent(self) -> bool:
        """Nobody writes for the partner, and nothing was submitted (decision 144)."""
        return self._standing.is_absent

    @property
    def may_give_team(self) -> bool:
        partner = self.quarterly.partner
        return partner.left_on is None and is_officer_of(self.user, partner.partnership)

    @property
    def late(self) -> str:
        return self._standing.late

    @cached_property
    def _computed(self) -> Mapping[int, Computed]:
        """Of today; only asked while the return is with the partner."""
        return computed_of(self._lines, self._said, opening.quarter_of(self.quarterly))

    def _fetched_actions(self) -> list[ImprovementAction]:
        opened_on = timezone.localdate(self.quarterly.opened_at)
        found = self.quarterly.partner.actions.not_closed_before(opened_on)
        return list(found.prefetch_related("progress"))

    def _shown(self, line: ReturnLine) -> LineShown:
        actions = [action for action in self._actions if action.measure_id == line.measure_id]
        said = self._said[line.measure_id]
        if not self.quarterly.is_with_partner:
            return LineShown(line, said, line.computed, line.computed_rating, actions)
        computed = self._computed[line.measure_id]
        return LineShown(line, said, computed.words, computed.rating, actions)

    def _where(self, lack: readiness.Lack) -> str:
        if lack.action is not None:
            return reverse("improvement_report", args=[lack.action.uuid])
        if lack.asks_for_action:
            return reverse("improvement_add", args=[lack.line.measure.uuid])
        return reverse("return_line", args=[self.quarterly.uuid, lack.line.measure.uuid])


def line_shown(line: ReturnLine) -> LineShown:
    """One measure of a return that is with its partner, beside its form."""
    said = said_of_lines(line.of, [line])
    computed = computed_of([line], said, opening.quarter_of(line.of))[line.measure_id]
    return LineShown(line, said[line.measure_id], computed.words, computed.rating, [])


def line_as_it_stands(line: ReturnLine) -> list[tuple[str, str]]:
    """What a line says now, for whoever wrote beside somebody else."""
    rating = line.get_own_rating_display() if line.own_rating else ""
    return [("Own rating", rating), ("What lies behind it", line.behind), ("Why above", line.why_above)]


def _act(label: str, page: str, quarterly: Return, needs: str) -> dict[str, Any]:
    return {"label": label, "url": reverse(page, args=[quarterly.uuid]), "needs": needs}


def crumbs(quarterly: Return) -> Iterable[tuple[str, str]]:
    """The way to a page below a return."""
    title = f"{quarterly.partner}, {say_period(opening.quarter_of(quarterly))}"
    return [("Returns", reverse("return_list")), (title, opening.page_of(quarterly))]

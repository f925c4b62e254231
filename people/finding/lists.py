"""Which people a list shows: the tab, and the filter of the address."""

from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Permission, Role
from foundation.design.dates import today

from .. import scope
from ..circumstances.cohorts import BY_NAME
from ..forms import CaseloadFilter
from ..querysets import PersonQuerySet

SOON = 28  # days


@dataclass(frozen=True)
class Tab:
    """One list beside others; `held` is its word in the address."""

    held: str
    label: str
    current: bool

    @property
    def url(self) -> str:
        return reverse("person_list") + (f"?held={self.held}" if self.held != "mine" else "")


_TABS = {"mine": "My caseload", "team": "My team’s caseload", "lost": "Moved away, read only"}


def tabs_for(user: User, held: str) -> list[Tab]:
    """The practitioner's lists; other roles have one, of everybody they may see, and no tabs."""
    if user.role != Role.PRACTITIONER:
        return []
    chosen = held if held in _TABS else "mine"
    return [Tab(name, label, name == chosen) for name, label in _TABS.items()]


def people_on(user: User, tabs: list[Tab], filter_form: CaseloadFilter) -> PersonQuerySet:
    """The rows of the current tab, narrowed by the filter; one query however many."""
    people = scope.people_seen_by(user)
    held = next((tab.held for tab in tabs if tab.current), "")
    if held == "mine":
        people = people.held_by(user)
    elif held == "team":
        people = people.held_by_teams_of(user)
    elif held == "lost":
        people = people.lost_by_teams_of(user)
    people = people.with_release().with_holding()
    chosen = filter_form.cleaned_data if filter_form.is_valid() else {}
    if chosen.get("cohort"):
        people = people.filter(BY_NAME[chosen["cohort"]].rows(today()))
    return people.released_as(chosen.get("release", ""), SOON).consenting(chosen.get("consent", ""))


def hands_over(user: User, tabs: list[Tab]) -> bool:
    """Whether rows can be chosen to be handed over: those the user's team, or their organisation, holds today."""
    held = next((tab.held for tab in tabs if tab.current), "")
    return user.may(Permission.MOVE_CASELOAD) and held != "lost"


def ways(user: User) -> list[tuple[str, str]]:
    """Pages beside the list that this user may open: address and words."""
    found = [
        (Permission.ASK_TO_TAKE_OVER, "take_over_ask", "Ask to take a person over"),
        (Permission.MOVE_CASELOAD, "take_over_list", "Requests to take a person over"),
        (Permission.BREAK_GLASS, "break_glass", "Open a record by break-glass"),
        (Permission.RESOLVE_IDENTIFIERS, "identifier_list", "Numbers that two records have"),
        (Permission.REVIEW_BREAK_GLASS, "break_glass_review_list", "Break-glass to review"),
    ]
    return [(reverse(name), words) for permission, name, words in found if user.may(permission)]


def columns_without_news(user: User, tabs: list[Tab]) -> tuple[str, ...]:
    """On one's own caseload every row would name oneself; boxes only where something can be done with them."""
    without = ["practitioner_name"] if any(tab.current and tab.held == "mine" for tab in tabs) else []
    return (*without, *(() if hands_over(user, tabs) else ("chosen",)))


def empty_text(user: User, filter_form: CaseloadFilter) -> str:
    """Why nobody is on the list, and what to do about it."""
    if filter_form.is_valid() and any(filter_form.cleaned_data.values()):
        return "Nobody on this list fits the filter. Clear it to see everybody."
    if user.role == Role.PRACTITIONER:
        return "Nobody is on this list. Search for a person to find them, or to add them."
    return "Nobody is here yet. People appear when a referral to your hub involves you with them."

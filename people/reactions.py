"""What follows in this app from what happens to a person."""

import datetime

from foundation.accounts.models import User
from foundation.lifecycle import running

from .clocks import RISK_DUE, SAFEGUARDING_DECISION, TAKE_OVER
from .models import Caseload, Person, SafeguardingConcern, TakeOverRequest


def stop_risk_clock(*, by: User | None, person: Person, died_on: datetime.date) -> None:
    """The clock of risk information that was not yet available stops."""
    running.stop(person, RISK_DUE, met=False)


def hand_on_risk_clock(*, by: User | None, person: Person, caseload: Caseload) -> None:
    """The clock of risk information that was not yet available falls to whoever holds the person now."""
    running.hand_over(person, RISK_DUE, team=caseload.team, user=caseload.practitioner)


def hand_on_take_overs(*, by: User | None, person: Person, caseload: Caseload) -> None:
    """Requests to take the person over fall to the team that holds them now."""
    for asked in TakeOverRequest.objects.awaiting_answer().about(person):
        running.hand_over(asked, TAKE_OVER, team=caseload.team, user=None, person_id=person.pk)


def drop_take_overs(*, by: User | None, person: Person, died_on: datetime.date) -> None:
    """Nobody need answer who asked for the person; they are told after 14 days, as when nobody is found."""
    for asked in TakeOverRequest.objects.awaiting_answer().about(person):
        running.stop(asked, TAKE_OVER, met=False)


def stop_safeguarding_clocks(*, by: User | None, person: Person, died_on: datetime.date) -> None:
    """Clocks of undecided concerns about the person themselves stop; those about a child or another adult run on."""
    about_them = person.safeguarding_concerns.undecided().filter(whom=SafeguardingConcern.Whom.PERSON)
    for concern in about_them:
        running.stop(concern, SAFEGUARDING_DECISION, met=False)


def hand_on_safeguarding(*, by: User | None, person: Person, caseload: Caseload) -> None:
    """Undecided safeguarding concerns that fell to the team that held the person fall to the one that does now."""
    held_before = person.caseloads.exclude(pk=caseload.pk).values("team")
    for concern in person.safeguarding_concerns.undecided().filter(team__in=held_before):
        SafeguardingConcern.objects.filter(pk=concern.pk).update(team=caseload.team)
        running.hand_over(concern, SAFEGUARDING_DECISION, team=caseload.team, user=caseload.practitioner)

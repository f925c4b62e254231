"""What follows in this app from what happens to a person."""

import datetime

from foundation.accounts.models import User
from foundation.lifecycle import running

from .clocks import RISK_DUE, TAKE_OVER
from .models import Caseload, Person, TakeOverRequest


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

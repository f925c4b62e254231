"""What follows in this app from what happens to a person."""

import datetime

from foundation.accounts.models import User
from foundation.lifecycle import running

from .clocks import RISK_DUE
from .models import Caseload, Person


def stop_risk_clock(*, by: User | None, person: Person, died_on: datetime.date) -> None:
    """The clock of risk information that was not yet available stops."""
    running.stop(person, RISK_DUE, met=False)


def hand_on_risk_clock(*, by: User | None, person: Person, caseload: Caseload) -> None:
    """The clock of risk information that was not yet available falls to whoever holds the person now."""
    running.hand_over(person, RISK_DUE, team=caseload.team, user=caseload.practitioner)

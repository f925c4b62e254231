"""Who holds a person, from whom a record is hidden, and why somebody looks at one."""

from typing import TYPE_CHECKING

from foundation.accounts.roles import Role

from .words import LONGEST_ACCOUNT, LONGEST_REASON, Problems, lacks_words

if TYPE_CHECKING:
    from foundation.accounts.models import Team, User

    from ..models import Person


def of_move(team: "Team", practitioner: "User | None", reason: str) -> Problems:
    """A practitioner who works in the team, if one is named, and a reason in words that say something."""
    found = of_reason(reason, "Say why the person moves.", most=LONGEST_REASON)
    if practitioner and not (practitioner.role == Role.PRACTITIONER and team.pk in practitioner.team_ids):
        found["to"] = f"{practitioner} is not a practitioner of {team} now. Choose somebody else."
    return found


def of_reason(reason: str, needed: str, field: str = "reason", *, most: int = LONGEST_ACCOUNT) -> Problems:
    """Words that say something, and no more than can be kept. most: characters."""
    wrong = lacks_words(reason, needed, most)
    return {field: wrong} if wrong else {}


def of_correction(person: "Person", field: str, number: str) -> Problems:
    """Another number than the one that collided; none at all is an answer too."""
    if number == getattr(person, field):
        return {"number": "This is the number as it stands. Enter another one, or leave it empty."}
    return {}

"""Whether a claim and its evidence agree, detail by detail, for the verifier to judge."""

import datetime
from dataclasses import dataclass

from foundation.design.dates import say_day

from . import standing
from .claims import resting
from .models import MilestoneClaim


@dataclass(frozen=True)
class Detail:
    """One line: what the claim says, what the evidence says, and the result in words.

    `agrees` is None where the two may rightly differ, and the verifier judges.
    """

    name: str
    claim: str
    evidence: str
    result: str
    agrees: bool | None


def details_of(claim: MilestoneClaim) -> list[Detail]:
    """The lines of "Do they agree?": the date against the evidence's, and against the spell's kind, start and end."""
    lines = [_dated(claim)]
    if claim.spell is None:
        return lines
    spell = claim.spell
    known = standing.of_spells([spell])[spell.pk]
    suits, held = resting.suits(claim, known), known.covers(claim.reached_on)
    until = f"until {say_day(spell.ended_on)}" if spell.ended_on else "no end recorded"
    lasted = f"From {say_day(spell.started_on)}, {until}"
    return [
        Detail(
            "Kind", str(claim), standing.in_words(spell), "Agrees" if suits else "Does not show it", suits
        ),
        _first_day(claim, spell.started_on),
        Detail(
            "Held on the day",
            say_day(claim.reached_on),
            lasted,
            "Agrees" if held else "Not held that day",
            held,
        ),
        *lines,
    ]


def _first_day(claim: MilestoneClaim, started_on: datetime.date) -> Detail:
    gap = abs((started_on - claim.reached_on).days)
    result = f"Differs by {_counted(gap)}" if gap else "Agrees"
    return Detail("First day", say_day(claim.reached_on), say_day(started_on), result, not gap)


def _dated(claim: MilestoneClaim) -> Detail:
    """A letter of appointment comes before, a payslip after: only the verifier can say whether that is right."""
    gap = (claim.evidence_on - claim.reached_on).days
    result = f"{_counted(abs(gap))} {'later' if gap > 0 else 'earlier'}" if gap else "The same day"
    dated = f"Dated {say_day(claim.evidence_on)}"
    return Detail("Date of the evidence", say_day(claim.reached_on), dated, result, None if gap else True)


def _counted(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"

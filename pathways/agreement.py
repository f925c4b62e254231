"""Whether a claim and its evidence agree, detail by detail, for the verifier to judge."""

from dataclasses import dataclass

from foundation.design.dates import say_day

from . import standing
from .models import MilestoneClaim


@dataclass(frozen=True)
class Detail:
    """One line: what the claim says, what the evidence says, and the result in words."""

    name: str
    claim: str
    evidence: str
    result: str
    agrees: bool


def details_of(claim: MilestoneClaim) -> list[Detail]:
    """The lines of "Do they agree?": the date against the evidence's, and against the spell's kind, start and end."""
    dated = f"Dated {say_day(claim.evidence_on)}"
    lines = [_days("Date of the evidence", claim.reached_on, claim.evidence_on, dated)]
    if claim.spell is None:
        return lines
    spell, rests_on = claim.spell, claim.declaration.rests_on
    known = standing.of_spells([spell])[spell.pk]
    suits, held = bool(rests_on and rests_on(known)), known.covers(claim.reached_on)
    until = f"{say_day(spell.started_on)} to {say_day(spell.ended_on)}" if spell.ended_on else "No end recorded"
    return [
        Detail("Kind", str(claim), standing.in_words(spell), "Agrees" if suits else "Does not show it", suits),
        _days("First day", claim.reached_on, spell.started_on, say_day(spell.started_on)),
        Detail("Held on the day", say_day(claim.reached_on), until, "Agrees" if held else "Not held that day", held),
        *lines,
    ]


def _days(name: str, claimed, shown, evidence: str) -> Detail:
    gap = abs((shown - claimed).days)
    result = f"Differs by {gap} day{'' if gap == 1 else 's'}" if gap else "Agrees"
    return Detail(name, say_day(claimed), evidence, result, not gap)

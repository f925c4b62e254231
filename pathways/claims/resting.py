"""Which claims rest on a job, home or treatment, and which of them it shows no longer (domain: Milestone claim)."""

from collections.abc import Iterable

from .. import standing
from ..kinds import Standing
from ..models import MilestoneClaim, Spell
from ..states import ClaimState


def standing_on(spell: Spell) -> list[MilestoneClaim]:
    """Every claim of the spell that nobody has revoked."""
    claims = MilestoneClaim.objects.filter(spell=spell).exclude(state=ClaimState.REVOKED)
    return list(claims.select_related("pathway", "person", "claimed_by", "verified_by"))


def shown_until_now(spell: Spell) -> list[MilestoneClaim]:
    """Claimed or verified, and shown by the spell as it stands: asked before it is corrected.

    One that its verifier let stand though it differed is judged by nobody else, and one returned is mended anyway.
    """
    return _shown([claim for claim in standing_on(spell) if claim.state != ClaimState.RETURNED], spell)


def no_longer_shown(claims: Iterable[MilestoneClaim], spell: Spell) -> list[MilestoneClaim]:
    """Those of them that the spell, as it stands now, does not show."""
    claims = list(claims)
    shown = _shown(claims, spell)
    return [claim for claim in claims if claim not in shown]


def suits(claim: MilestoneClaim, spell: Standing) -> bool:
    """The spell is of a kind that shows the milestone."""
    rests_on = claim.declaration.rests_on
    return bool(rests_on and rests_on(spell))


def _shown(claims: list[MilestoneClaim], spell: Spell) -> list[MilestoneClaim]:
    """The spell is of a kind that shows the milestone, and was so on the day it was reached."""
    if not claims:
        return []
    known = standing.of_spells([spell])[spell.pk]
    return [claim for claim in claims if suits(claim, known) and known.covers(claim.reached_on)]

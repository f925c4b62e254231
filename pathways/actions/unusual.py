"""Saying what was found out about something unusual."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from people.rules import lacks_words

from ..claims.anomalies import Finding
from ..models import Explanation

LONGEST = 300  # characters


@transaction.atomic
def explain(finding: Finding, *, by: Any, text: str) -> Explanation:
    """Say what was found out; the finding comes off the list of what is to be looked into, and stays on record.

    The caller found it in the scope of `by`. Raises NotYou for who claimed it or took the register, Refused when
    somebody has explained it already, ValidationError at `text`.
    """
    ask(by, Permission.VERIFY_MILESTONE)
    found = finding.found
    if found.was_recorded_by(by):
        raise NotYou("Somebody who did not record it says what was found out about it.")
    if wrong := lacks_words(text, "Say what you found out.", LONGEST):
        raise ValidationError({"text": wrong})
    explanation = Explanation(
        rule=finding.rule.slug, about=found.about, person=found.person, team_id=found.team_id, text=text.strip(),
        by=by, at=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            explanation.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused("Somebody else has explained this already.") from twice
    facts = {"rule": finding.rule.slug, "about": found.about}
    events.write([events.entry(explanation, "explained", by=by, words=text, facts=facts)])
    return explanation

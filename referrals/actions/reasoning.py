"""Keeping in somebody's own words why a verb was done, and what several verbs do alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction

from foundation.lifecycle.transitions import perform

from .. import readiness
from ..models import Reasoning, Referral
from .drafting import AlreadyOpen


@transaction.atomic
def perform_because(
    referral: Referral, verb: str, *, by: Any, words: str, told: dict[str, Any] | None = None, **facts: Any
) -> Referral:
    """Do the verb; the words go into a row of their own, which the event names. Raises as `perform`.

    Words that say nothing are the verb's to refuse; then no row is left either.
    """
    kept = Reasoning.objects.create(
        referral=referral, person=referral.person, verb=verb, words=words.strip() or "-", given_by=by
    )
    return perform(referral, verb, by=by, told=(told or {}) | {"reasoning": kept}, **facts)


@contextmanager
def one_open_at_a_hub(referral: Referral) -> Iterator[None]:
    """Says in words what the database's rule of one open referral a hub refuses. Raises AlreadyOpen."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if readiness.has_another_open(referral):
            raise AlreadyOpen(referral) from error
        raise

"""Consent: given to the words of a version, and withdrawn."""

import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.lifecycle import facts
from foundation.lifecycle.reactions import happened

from .. import rules
from ..access import insist_may_write
from ..causes import CONSENT_GIVEN, CONSENT_WITHDRAWN
from ..models import Consent, ConsentText, Person
from .locking import locked


@transaction.atomic
def record_consent(
    person: Person, *, by: User | None, given_on: datetime.date, how: str, text: ConsentText | None
) -> Consent:
    """Write down agreement to a version of the text, which was in force on that day.

    Raises Unfit: in the future, before birth, over 3 months back, or before the words (None: there were none).
    """
    insist_may_write(by, person)
    rules.insist(rules.of_consent(person, given_on) or rules.of_words(given_on, text))
    person = locked(person)
    given = Consent(person=person, text=text, given_on=given_on, how=how, taken_by=by)
    if same := person.consents.live().filter(text=text, given_on=given_on, how=how).first():
        return same
    facts.record([given], by=by, what="given")
    happened(CONSENT_GIVEN, by=by, consent=given)
    return given


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User | None, withdrawn_on: datetime.date) -> Consent:
    """End a consent, and with it every other live one of the person: who says no means all of them.

    Raises Unfit: in the future, or before a live consent was given.
    """
    insist_may_write(by, consent.person)
    live = list(locked(consent.person).consents.live())
    for each in live:
        rules.insist(rules.of_withdrawal(each.given_on, withdrawn_on))
    facts.correct([(each, {"withdrawn_on": withdrawn_on}) for each in live], by=by, what="withdrawn")
    consent.refresh_from_db()
    if live:
        happened(CONSENT_WITHDRAWN, by=by, consent=consent)
    return consent

"""Somebody to whom five hundred things have happened, held by the practitioner as whom the pages are measured."""

import datetime

from django.utils import timezone

from pathways.models import Check, Pathway, Spell
from people.finding.sounds import keys_of
from people.models import Caseload, Consent, Note, Person, Supervision

from .crowd import Crowd

CRN = "Z999999"
DAY = datetime.timedelta(days=1)
NOTES, SPELLS, CONSENTS, CHECKS, SUPERVISIONS = 300, 100, 50, 30, 20  # five hundred


def live(crowd: Crowd) -> Person:
    """Somebody of the practitioner's team with a long life: made once, and found again."""
    by = crowd.practitioner
    if found := Person.objects.filter(crn=CRN).first():
        return found
    person = Person.objects.create(
        crn=CRN, family_name="Longfellow", given_names="Ash", date_of_birth=datetime.date(1980, 5, 14),
        sex="male", **keys_of("Longfellow", "Ash"),
    )  # fmt: skip
    team, today, now = by.teams.get(), timezone.localdate(), timezone.now()
    Caseload.objects.create(person=person, team=team, practitioner=by, since=today)
    Note.objects.bulk_create(
        Note(person=person, how="phone", with_whom="person", was_reached=True, on_day=today - DAY * number,
             text="Said how the week went, and what is next", team=team, written_by=by, written_at=now)
        for number in range(NOTES)
    )  # fmt: skip
    Pathway.objects.bulk_create(
        Pathway(person=person, kind=kind, opened_on=today) for kind in ("employment", "accommodation")
    )
    Spell.objects.bulk_create(
        Spell(person=person, kind="employment", code="employed", started_on=today - DAY * (2 * number + 2),
              ended_on=today - DAY * (2 * number + 1))
        for number in range(SPELLS)
    )  # fmt: skip
    Consent.objects.bulk_create(
        Consent(person=person, given_on=today - DAY * number, how="in_person") for number in range(CONSENTS)
    )
    Check.objects.bulk_create(
        Check(person=person, name="week_6", point_on=today - DAY * number, answer="yes")
        for number in range(CHECKS)
    )
    Supervision.objects.bulk_create(
        Supervision(person=person, kind="licence", started_on=today - DAY * number, ended_on=today)
        for number in range(1, SUPERVISIONS + 1)
    )
    return person

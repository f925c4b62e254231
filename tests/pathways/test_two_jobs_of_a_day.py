"""Two jobs may begin on one day, at two employers; one job is recorded once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pathways import actions as pathways
from pathways.models import Spell
from tests.factories.intake import load, problems
from tests.factories.pathways import SpellFactory
from tests.pathways.days import day

from .spells import record

pytestmark = pytest.mark.django_db


def test_the_same_job_of_a_day_is_refused_whatever_the_letters(pathway, hub):
    record(pathway, hub.worker, detail="Strood Dairy Co-op")
    with pytest.raises(ValidationError, match="recorded already"):
        record(pathway, hub.colleague, detail="strood dairy co-op ")


def test_two_jobs_of_one_kind_may_begin_on_one_day_at_two_employers(pathway, hub):
    for employer in ("Strood Dairy Co-op", "Medway Cleaning"):
        record(pathway, hub.worker, detail=employer)
    assert Spell.objects.count() == 2


def test_a_double_click_on_the_second_job_of_a_day_is_one_job(pathway, hub):
    for employer in ("Strood Dairy Co-op", "Medway Cleaning"):
        first, again = (record(pathway, hub.worker, detail=employer) for _ in range(2))
        assert first == again
    assert Spell.objects.count() == 2


def test_a_second_home_or_treatment_of_a_day_stays_refused_by_the_database(person):
    for kind, code in (("accommodation", "A01D"), ("treatment", "prison")):
        SpellFactory(person=person, kind=kind, code=code, started_on=day(9), ended_on=day(8))
        with pytest.raises(IntegrityError), transaction.atomic():
            SpellFactory(
                person=person, kind=kind, code=code, started_on=day(9), ended_on=day(8), detail="Other"
            )


def test_a_second_job_put_right_into_the_first_is_refused(pathway, hub):
    record(pathway, hub.worker, detail="Strood Dairy Co-op")
    second = record(pathway, hub.worker, detail="Medway Cleaning")
    with pytest.raises(ValidationError, match="recorded already"):
        pathways.correct_spell(
            pathway, second, by=hub.worker, reason="Another name", detail="Strood Dairy Co-op"
        )


def test_a_file_cannot_say_which_of_two_jobs_it_means(pathway, hub):
    person = pathway.person
    for employer in ("Strood Dairy Co-op", "Medway Cleaning"):
        record(pathway, hub.worker, detail=employer)
    line = f"{person.crn} employment employed {day(20)} {day(2)}"
    (problem,) = problems("spells", "crn kind code started_on ended_on", line)
    assert "two of this kind from this day are recorded" in problem
    assert not Spell.objects.exclude(ended_on=None).exists()


def test_a_file_still_ends_the_one_job_of_a_day(pathway, hub):
    record(pathway, hub.worker, detail="Strood Dairy Co-op")
    load(
        "spells",
        "crn kind code started_on ended_on",
        f"{pathway.person.crn} employment employed {day(20)} {day(2)}",
    )
    assert Spell.objects.get().ended_on == day(2)

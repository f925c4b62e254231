"""A spell that ends, and one that is corrected."""

import pytest
from django.core.exceptions import ValidationError

from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from pathways import actions as pathways
from pathways.models import Spell
from tests.factories.pathways import PathwayFactory
from tests.pathways.days import day

from .spells import record

pytestmark = pytest.mark.django_db


def test_an_end_before_the_day_it_began_is_refused(pathway, hub):
    spell = record(pathway, hub.worker)
    with pytest.raises(ValidationError):
        pathways.end_spell(pathway, spell, by=hub.worker, ended_on=day(20), reason="Resigned")


def test_a_spell_is_ended_once(pathway, hub):
    spell = record(pathway, hub.worker)
    pathways.end_spell(pathway, spell, by=hub.worker, ended_on=day(2), reason="Resigned")
    with pytest.raises(Refused, match="has an end already"):
        pathways.end_spell(pathway, spell, by=hub.worker, ended_on=day(1), reason="Resigned")
    assert Spell.versions.count() == 2


def test_the_end_of_the_only_job_sets_the_pathway_back(pathway, hub):
    spell = record(pathway, hub.worker)
    pathways.end_spell(pathway, spell, by=hub.worker, ended_on=day(2), reason="Resigned")
    pathway.refresh_from_db()
    assert pathway.state == "in_progress"
    assert Spell.versions.get(version_of=spell).ended_on is None
    setback = events.of(pathway).last()
    assert (setback.what, setback.effective_on, setback.facts) == ("set_back", day(2), {"spell": spell.pk})


def test_the_end_of_one_of_two_jobs_is_no_setback(pathway, hub):
    spell = record(pathway, hub.worker)
    record(pathway, hub.worker, code="self_employed")
    pathways.end_spell(pathway, spell, by=hub.worker, ended_on=day(2), reason="Resigned")
    pathway.refresh_from_db()
    assert pathway.state == "achieved"


@pytest.mark.parametrize(
    ("reason", "state"), [("free_of_dependence", "sustained"), ("dropped_out", "in_progress")]
)
def test_treatment_completed_free_of_dependence_is_no_setback(person, hub, reason, state):
    pathway = PathwayFactory(person=person, kind="substance_support")
    spell = record(pathway, hub.worker, code="community_structured")
    pathways.end_spell(pathway, spell, by=hub.worker, ended_on=day(2), reason=reason)
    pathway.refresh_from_db()
    assert pathway.state == state


def test_a_correction_keeps_what_was_said_before(pathway, hub):
    spell = record(pathway, hub.worker, started_on=day(20))
    pathways.correct_spell(pathway, spell, by=hub.manager, reason="The letter says so", started_on=day(13))
    former = Spell.versions.get(version_of=spell)
    assert (former.started_on, Spell.objects.get().started_on) == (day(20), day(13))
    event = events.of(spell).last()
    assert (event.what, event.why, event.by) == ("corrected", "The letter says so", hub.manager)


def test_a_correction_cannot_say_what_a_record_could_not(pathway, hub):
    spell = record(pathway, hub.worker)
    with pytest.raises(ValidationError):
        pathways.correct_spell(pathway, spell, by=hub.worker, reason="Typing", started_on=day(-3))
    assert Spell.versions.count() == 1


def test_a_job_corrected_to_education_no_longer_achieves(pathway, hub):
    spell = record(pathway, hub.worker)
    pathways.correct_spell(pathway, spell, by=hub.worker, reason="It was a course", code="education")
    pathway.refresh_from_db()
    assert pathway.state == "in_progress"


def test_correcting_the_words_of_an_ended_job_counts_no_second_setback(pathway, hub):
    spell = record(pathway, hub.worker, started_on=day(90), ended_on=day(30), end_reason="Contract ended")
    pathways.correct_spell(pathway, spell, by=hub.worker, reason="Spelling", detail="Strood Dairy Co-op")
    assert [event.what for event in events.of(pathway)].count("set_back") == 1

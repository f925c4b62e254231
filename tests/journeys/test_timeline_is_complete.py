"""Everything that can happen to a person is on the timeline, or left off for a reason; the last that joined it."""

import datetime

import pytest
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.drawing import machines
from foundation.lifecycle.facts import Moment
from foundation.lifecycle.transitions import machine_of
from journeys import history, timeline
from journeys.timeline.vocabulary import LEFT_OFF, TOLD, VERBS
from people import actions as people
from people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import RiskInformationFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def told(person, user, *kinds, **asked):
    found = timeline.page_of(person, user, number=1, kinds=kinds, **asked)
    return [(entry.title, entry.at) for entry in found]


def test_every_subject_of_the_history_is_told_or_left_off_for_a_reason():
    subjects = {subject.label for subject in history.SUBJECTS} | set(history.EXEMPT)
    assert set(TOLD) | {name for name in LEFT_OFF if name.count(".") == 1} == subjects
    assert not set(TOLD) & set(LEFT_OFF)


def test_every_source_is_named_once():
    named = [source for sources in TOLD.values() for source in sources]
    assert sorted(named) == sorted(source.name for source in timeline.SOURCES)


def test_every_verb_of_a_machine_that_is_told_is_told_or_left_off_for_a_reason():
    by_label = {model._meta.label_lower: model for model in machines().values()}
    missing = [
        f"{subject}.{rule.verb}"
        for subject in TOLD
        if subject in by_label
        for rule in machine_of(by_label[subject])
        if rule.verb not in VERBS.get(subject, ()) and f"{subject}.{rule.verb}" not in LEFT_OFF
    ]
    assert missing == []


def test_nothing_is_left_off_that_cannot_happen():
    verbs = {
        f"{model._meta.label_lower}.{rule.verb}"
        for model in machines().values()
        for rule in machine_of(model)
    }
    assert {name for name in LEFT_OFF if name.count(".") == 2} <= verbs


def test_a_death_is_told_until_it_is_taken_back(person, practitioner, steward, today):
    people.record_death(person, by=practitioner, died_on=today - 2 * DAY, source="The family")
    seen = Person.objects.get(pk=person.pk)
    assert told(seen, steward, "death") == [("Died", today - 2 * DAY)]
    assert told(seen, steward, "death", moment=Moment(today - 3 * DAY)) == []
    people.correct_death(seen, by=steward, reason="A mistaken identity")
    assert told(Person.objects.get(pk=person.pk), steward, "death") == []


def test_each_level_of_risk_is_told_to_those_alone_who_read_risk(person, practitioner, steward, today):
    said = {"meaning": "In groups", "source": "OASys", "by": practitioner, "to_whom": "public"}
    people.record_risk(person, level="high", assessed_on=today - 30 * DAY, **said)
    known = timezone.now()
    people.record_risk(person, level="medium", assessed_on=today - DAY, **said)
    people.record_risk(person, level="medium", assessed_on=today - DAY, **said | {"meaning": "One to one"})
    assert told(person, practitioner, "risk") == [
        ("Risk to public: medium", today - DAY), ("Risk to public: high", today - 30 * DAY),
    ]  # fmt: skip
    then = Moment(today, known)
    assert told(person, practitioner, "risk", moment=then) == [("Risk to public: high", today - 30 * DAY)]
    RiskInformationFactory(person=person, to_whom="staff")
    assert told(person, steward, "risk") == []


def test_a_handover_received_answered_and_missed_is_told(person, practitioner, today):
    at = timezone.now() - 5 * DAY
    handover = HandoverFactory(
        person=person, service__name="Medway Council", state="booked", sent_at=at, received_at=at + DAY,
        duty_answer="not_accepted", duty_answered_on=today - 3 * DAY, duty_reason="Housed elsewhere",
        appointment_at=timezone.now() + DAY,
    )  # fmt: skip
    events.write([events.entry(handover, "miss", by=None, effective_on=today - 2 * DAY)])
    found = told(person, practitioner, "handover")
    assert found[1:4] == [
        ("Did not come to Medway Council", today - 2 * DAY),
        ("Duty to refer: not accepted", today - 3 * DAY),
        ("Medway Council received the handover", timezone.localdate(at + DAY)),
    ]
    right = events.entry(handover, "put_right", by=None, from_state="did_not_attend", to_state="attended")
    events.write([right])
    assert not [title for title, _ in told(person, practitioner, "handover") if "Did not come" in title]
    assert told(person, UserFactory(role=Role.DATA_STEWARD), "handover") == []

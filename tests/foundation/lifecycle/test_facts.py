"""Facts with two times."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from foundation.lifecycle import events, facts
from people.models import Release
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory, PrisonFactory

pytestmark = pytest.mark.django_db
FIRST = datetime.datetime(2026, 3, 2, 10, tzinfo=datetime.UTC)
LATER = datetime.datetime(2026, 4, 2, 10, tzinfo=datetime.UTC)


@pytest.fixture
def release():
    with time_machine.travel(FIRST, tick=False):
        (made,) = facts.record(
            [
                Release(
                    person=PersonFactory(),
                    prison=PrisonFactory(),
                    kind="licence",
                    expected_on=datetime.date(2026, 5, 1),
                )
            ],
            by=UserFactory(),
        )
    return made


def move(release):
    with time_machine.travel(LATER, tick=False):
        return facts.correct(
            [(release, {"expected_on": datetime.date(2026, 5, 8)})], by=None, reason="Adjudication"
        )


def test_a_correction_that_changes_nothing_leaves_nothing(release):
    assert facts.correct([(release, {"expected_on": release.expected_on})], by=None) == 0
    assert Release.versions.count() == 1
    assert events.of(release).count() == 1


def test_a_correction_keeps_the_key_and_lays_the_former_values_aside(release):
    assert move(release) == 1
    current, former = Release.objects.get(), Release.versions.exclude(superseded_at=None).get()
    assert (current.pk, current.expected_on) == (release.pk, datetime.date(2026, 5, 8))
    assert (former.version_of_id, former.expected_on) == (release.pk, datetime.date(2026, 5, 1))
    assert (former.recorded_at, former.superseded_at, current.recorded_at) == (FIRST, LATER, LATER)


def test_a_correction_is_an_event_that_holds_both_values_and_the_reason(release):
    move(release)
    event = events.of(release).last()
    assert event.reason == "Adjudication"
    assert event.facts == {"from": {"expected_on": "2026-05-01"}, "to": {"expected_on": "2026-05-08"}}


def test_the_event_keeps_no_name_and_no_note_only_that_they_changed(release):
    person = release.person
    facts.correct([(person, {"family_name": "Oakmere", "died_on": datetime.date(2026, 4, 1)})], by=None)
    told = events.of(person).last().facts
    assert told["to"] == {"family_name": "(text)", "died_on": "2026-04-01"}
    assert "Larkfield" not in str(told)


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        (FIRST - datetime.timedelta(seconds=1), []),
        (FIRST, [datetime.date(2026, 5, 1)]),
        (LATER - datetime.timedelta(seconds=1), [datetime.date(2026, 5, 1)]),
        (LATER, [datetime.date(2026, 5, 8)]),
        (None, [datetime.date(2026, 5, 8)]),
    ],
)
def test_a_report_sees_what_was_known_at_its_moment(release, known_at, expected):
    move(release)
    moment = facts.Moment(timezone.localdate(), known_at)
    assert list(moment.known(Release).values_list("expected_on", flat=True)) == expected

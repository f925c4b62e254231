"""The timeline as at a day: what was so by then, as it was known then (domain: History)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import facts
from journeys import timeline
from people.models import Note, Release
from tests.factories.accounts import TeamFactory
from tests.factories.contacts import ContactFactory, NoteFactory, SafeguardingConcernFactory
from tests.factories.hubs import BookingFactory, ConcernFactory, SessionFactory
from tests.factories.pathways import SpellFactory
from tests.factories.people import ConsentFactory, PrisonFactory, ReleaseFactory, SupervisionFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def ago(today):
    """So many days ago, at noon."""
    return lambda days: timezone.make_aware(datetime.datetime.combine(today - days * DAY, datetime.time(12)))


def as_at(person, user, day, *kinds):
    page = timeline.page_of(person, user, number=1, kinds=kinds, moment=timeline.known_on(day))
    return [(entry.title, entry.at) for entry in page.object_list]


def corrected(fact, at, **new):
    """As if the correction had been made then."""
    facts.correct([(fact, new)], by=None)
    type(fact).versions.filter(version_of=fact.pk, superseded_at__gt=at).update(superseded_at=at)
    type(fact).versions.filter(pk=fact.pk).update(recorded_at=at)


def test_what_happened_later_is_left_out(person, practitioner, today):
    ConsentFactory(person=person, given_on=today - 9 * DAY, recorded_at=timezone.now() - 9 * DAY)
    SupervisionFactory(person=person, started_on=today - 3 * DAY, recorded_at=timezone.now() - 9 * DAY)
    assert as_at(person, practitioner, today - 5 * DAY) == [("Consent given", today - 9 * DAY)]


def test_what_was_recorded_later_is_left_out_though_it_had_happened(person, practitioner, today, ago):
    SpellFactory(person=person, started_on=today - 30 * DAY, recorded_at=ago(2))
    assert as_at(person, practitioner, today - 5 * DAY) == []
    assert len(as_at(person, practitioner, today - 2 * DAY)) == 1


def test_a_date_corrected_since_reads_as_it_did_then(person, practitioner, today, ago):
    release = ReleaseFactory(person=person, released_on=today - 30 * DAY, recorded_at=ago(30))
    corrected(release, ago(10), released_on=today - 28 * DAY)
    assert as_at(person, practitioner, today - 20 * DAY) == [("Released from Rochester", today - 30 * DAY)]
    assert as_at(person, practitioner, today - 10 * DAY) == [("Released from Rochester", today - 28 * DAY)]


def test_words_corrected_twice_read_as_at_each_time(person, practitioner, today, ago):
    release = ReleaseFactory(person=person, released_on=today - 30 * DAY, recorded_at=ago(30))
    corrected(release, ago(20), prison=PrisonFactory(name="Elmley"))
    corrected(release, ago(10), prison=PrisonFactory(name="Maidstone"))
    read = [as_at(person, practitioner, today - days * DAY)[0][0] for days in (25, 15, 5)]
    assert read == ["Released from Rochester", "Released from Elmley", "Released from Maidstone"]


def test_a_release_expected_then_stands_where_it_was_expected(person, practitioner, today, ago):
    release = ReleaseFactory(
        person=person, released_on=None, expected_on=today + 9 * DAY, recorded_at=ago(30)
    )
    corrected(release, ago(10), expected_on=today + 20 * DAY)
    assert as_at(person, practitioner, today - 20 * DAY) == [
        ("Release expected from Rochester", today + 9 * DAY)
    ]
    assert as_at(person, practitioner, today - 10 * DAY) == [
        ("Release expected from Rochester", today + 20 * DAY), ("Release from Rochester moved", today - 10 * DAY),
    ]  # fmt: skip


def test_whether_something_was_late_is_said_as_then(person, practitioner, today, ago):
    release = ReleaseFactory(person=person, released_on=today - 30 * DAY, recorded_at=ago(30))
    corrected(release, ago(2), kind=Release.Kind.POST_RECALL)
    page = timeline.page_of(person, practitioner, number=1, moment=timeline.known_on(today - DAY))
    assert page.object_list[0].recorded_on is None


def test_a_concern_and_a_note_are_known_from_when_they_were_written(person, practitioner, hub, today, ago):
    session = SessionFactory(hub=hub, starts_at=ago(9))
    ConcernFactory(booking=BookingFactory(person=person, session=session, mark="late"))
    NoteFactory(person=person, on_day=today - 9 * DAY, written_at=ago(3))
    SafeguardingConcernFactory(person=person, seen_on=today - 9 * DAY, raised_at=ago(1))
    assert as_at(person, practitioner, today - 4 * DAY, "concern", "contact") == []
    assert [title for title, _ in as_at(person, practitioner, today - 2 * DAY, "concern", "contact")] == [
        "Note"
    ]
    assert len(as_at(person, practitioner, today, "concern", "contact")) == 3


def test_a_note_reads_as_it_stood_before_its_correction(person, practitioner, team, today, ago):
    first = ContactFactory(person=person, team=team, on_day=today - 9 * DAY, written_at=ago(9))
    said = {
        "person": person,
        "team": team,
        "on_day": today - 9 * DAY,
        "corrects": first,
        "why": "It was a visit",
    }
    ContactFactory(**said, how=Note.How.VISIT, written_at=ago(3))
    assert as_at(person, practitioner, today - 5 * DAY) == [("Phone call", today - 9 * DAY)]
    assert as_at(person, practitioner, today) == [("Visit", today - 9 * DAY)]


def test_what_was_corrected_to_a_sensitive_note_is_sensitive_on_the_days_before_too(
    person, practitioner, worker, today, ago
):
    said = {"person": person, "team": TeamFactory(), "on_day": today - 9 * DAY}
    first = NoteFactory(**said, written_at=ago(9))
    second = NoteFactory(**said, written_at=ago(6), corrects=first, why="Misheard")
    assert as_at(person, worker, today - 8 * DAY) == [("Note", today - 9 * DAY)]
    NoteFactory(**said, written_at=ago(3), corrects=second, why="Names a victim", is_sensitive=True)
    for days in (8, 5, 1):
        assert as_at(person, worker, today - days * DAY) == []
        assert as_at(person, practitioner, today - days * DAY) == [("Note", today - 9 * DAY)]


def test_midnight_belongs_to_the_day_before_it_also_when_the_clocks_change():
    moment = timeline.known_on(datetime.date(2026, 10, 25))
    assert timezone.localtime(moment.known_at).date() == datetime.date(2026, 10, 25)
    assert timezone.localtime(moment.known_at + datetime.timedelta.resolution).date() == datetime.date(
        2026, 10, 26
    )


def test_days_narrow_it_to_what_took_effect_between_them(person, practitioner, today):
    for days in (9, 6, 3):
        ConsentFactory(person=person, given_on=today - days * DAY)
    between = (today - 7 * DAY, today - 5 * DAY)
    page = timeline.page_of(person, practitioner, number=1, between=between)
    assert [entry.at for entry in page.object_list] == [today - 6 * DAY]


def test_the_page_says_that_it_is_of_another_day(client, person, practitioner, today):
    ConsentFactory(person=person, given_on=today)
    client.force_login(practitioner)
    url = reverse("person_timeline", args=[person.uuid])
    page = client.get(url, {"as_at": "3 June 2026"}).content.decode()
    assert "As it was known on 3 June 2026." in page
    assert "Consent given" not in page
    assert "What happened or was recorded after" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"as_at": "1 January 2099"}, "Choose a day that has come."),
        ({"first": "2/6/2026", "last": "1/6/2026"}, "The last day must not be before the first."),
        ({"first": "soon"}, "Enter a date"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field_and_passed_over(
    client, person, practitioner, today, query, words
):
    ConsentFactory(person=person, given_on=today)
    client.force_login(practitioner)
    page = client.get(reverse("person_timeline", args=[person.uuid]), query).content.decode()
    assert words in page

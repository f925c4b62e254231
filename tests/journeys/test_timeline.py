"""Everything that happened to a person, in the order in which it took effect."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import facts
from foundation.lifecycle.models import Event
from journeys import timeline
from people.models import Release
from tests.factories.hubs import BookingFactory, ConcernFactory, InductionFactory, SessionFactory
from tests.factories.pathways import (
    AccommodationCodeFactory,
    CheckFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.people import (
    ConsentFactory,
    PersonFactory,
    PrisonFactory,
    ReleaseFactory,
    SupervisionFactory,
)
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def titles(person, user, *kinds) -> list[str]:
    return [entry.title for entry in timeline.page_of(person, user, number=1, kinds=kinds)]


def held(person, hub, day, mark="attended", **more):
    noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    return BookingFactory(person=person, session=SessionFactory(hub=hub, starts_at=noon), mark=mark, **more)


def test_a_person_to_whom_nothing_has_happened_has_an_empty_timeline(client, person, practitioner):
    assert titles(person, practitioner) == []
    client.force_login(practitioner)
    text = client.get(reverse("person_timeline", args=[person.uuid])).content.decode()
    assert "Nothing of these kinds is recorded" in text


def test_another_persons_life_is_not_in_it(person, practitioner, hub, today):
    other = PersonFactory()
    (
        ReleaseFactory(person=other),
        ConsentFactory(person=other),
        SpellFactory(person=other),
        held(other, hub, today),
    )
    CheckFactory(person=other), InductionFactory(person=other), SupervisionFactory(person=other)
    assert titles(person, practitioner) == []


def test_entries_of_every_app_stand_by_the_day_they_took_effect_latest_first(
    person, practitioner, hub, today
):
    ReleaseFactory(person=person, released_on=today - 60 * DAY)
    SupervisionFactory(person=person, started_on=today - 59 * DAY)
    ConsentFactory(person=person, given_on=today - 50 * DAY)
    InductionFactory(person=person, hub=hub, inducted_on=today - 40 * DAY)
    SpellFactory(person=person, started_on=today - 30 * DAY, detail="Strood Dairy Co-op")
    MilestoneClaimFactory(pathway=PathwayFactory(person=person), reached_on=today - 29 * DAY)
    ConcernFactory(booking=held(person, hub, today - 20 * DAY, mark="late"))
    CheckFactory(person=person, point_on=today - 5 * DAY)
    ReleaseFactory(
        person=person, released_on=None, expected_on=today + 5 * DAY, prison=PrisonFactory(name="Elmley")
    )
    assert titles(person, practitioner) == [
        "Release expected from Elmley",
        "Employed at 6 weeks: yes",
        "Concern at Chatham",
        "Attended late: Employability introduction",
        "CV and disclosure letter",
        "Work or study started: Employed, Strood Dairy Co-op",
        "Inducted at Chatham",
        "Consent given",
        "Supervision started: licence",
        "Released from Rochester",
    ]


def test_a_spell_starts_and_ends_with_its_reason(person, practitioner, today):
    AccommodationCodeFactory(code="A01D", label="Social rent")
    SpellFactory(
        person=person, kind="accommodation", code="A01D", started_on=today - 9 * DAY, ended_on=today - DAY,
        end_reason="Evicted",
    )  # fmt: skip
    ended, started = timeline.latest(person, practitioner, 5)
    assert (started.title, started.at) == ("Home started: Social rent", today - 9 * DAY)
    assert (ended.title, ended.at) == ("Home ended: Social rent", today - DAY)
    assert ended.line == "accommodation. Evicted"


def test_what_is_still_to_come_is_not_told_but_an_expected_release(person, practitioner, today):
    SupervisionFactory(person=person, started_on=today - DAY, ended_on=today + 90 * DAY)
    ReleaseFactory(person=person, released_on=None, expected_on=today + DAY)
    assert titles(person, practitioner) == ["Release expected from Rochester", "Supervision started: licence"]


def test_what_was_recorded_within_a_week_is_not_late(person, practitioner, today):
    ConsentFactory(person=person, given_on=today - 7 * DAY)
    assert timeline.latest(person, practitioner, 1)[0].recorded_on is None


def test_what_was_recorded_more_than_a_week_later_says_when(person, practitioner, today):
    ConsentFactory(person=person, given_on=today - 8 * DAY)
    entry = timeline.latest(person, practitioner, 1)[0]
    assert entry.recorded_on == today
    assert "recorded late on" in entry.line


def test_a_later_correction_of_something_else_makes_nothing_late(person, practitioner, today):
    release = ReleaseFactory(
        person=person, released_on=today - 30 * DAY, recorded_at=timezone.now() - 30 * DAY
    )
    facts.correct([(release, {"kind": Release.Kind.POST_RECALL})], by=None)
    assert timeline.latest(person, practitioner, 1)[0].recorded_on is None


def test_a_date_corrected_later_is_known_only_since_then(person, practitioner, today):
    release = ReleaseFactory(
        person=person, released_on=today - 31 * DAY, recorded_at=timezone.now() - 31 * DAY
    )
    facts.correct([(release, {"released_on": today - 30 * DAY})], by=None)
    assert timeline.latest(person, practitioner, 1)[0].recorded_on == today


def test_a_moved_release_keeps_its_former_date_and_the_reason(person, practitioner, today):
    release = ReleaseFactory(person=person, released_on=None, expected_on=datetime.date(2030, 5, 31))
    facts.correct(
        [(release, {"expected_on": datetime.date(2030, 6, 7)})], by=practitioner, reason="Bed not ready"
    )
    expected, moved = timeline.latest(person, practitioner, 5)
    assert expected.line == "Friday release, on licence"
    assert (moved.title, moved.at) == ("Release from Rochester moved", today)
    assert moved.line == "release. Expected 31 May 2030 before, moved by Dana Whitlock"
    assert moved.text == "Bed not ready"


def test_a_former_date_is_told_once_however_often_the_release_was_corrected(person, practitioner, today):
    release = ReleaseFactory(person=person, released_on=None, expected_on=today + 9 * DAY)
    facts.correct([(release, {"kind": Release.Kind.END_OF_SENTENCE})], by=None)
    facts.correct([(release, {"expected_on": today + 12 * DAY})], by=None)
    assert titles(person, practitioner) == ["Release expected from Rochester", "Release from Rochester moved"]


def test_a_recall_names_the_release_that_it_ended(person, practitioner, today):
    ReleaseFactory(
        person=person, released_on=datetime.date(2025, 10, 3), recalled_on=datetime.date(2025, 11, 18)
    )
    recalled = timeline.latest(person, practitioner, 1)[0]
    assert recalled.title == "Recalled to custody"
    assert recalled.line.startswith("release of 3 October 2025 ended")


def test_a_booking_without_a_mark_and_a_session_not_held_are_not_attendance(person, practitioner, hub, today):
    BookingFactory(person=person, session=SessionFactory(hub=hub))
    BookingFactory(person=person, session=SessionFactory(hub=hub, state="not_held"), mark="attended")
    assert titles(person, practitioner) == []


def test_moves_of_a_referral_are_told_and_saved_parts_of_a_draft_are_not(
    person, practitioner, hub, team, today
):
    referral = ReferralFactory(person=person, hub=hub, team=team, state="submitted", reference="R-2026-0007")
    for what in ("drafted", "filled", "submit", "wait_list"):
        Event.objects.create(
            what=what, subject_type="referrals.referral", subject_id=referral.pk, person_id=person.pk,
            by=practitioner, by_role="practitioner", recorded_at=timezone.now(), effective_on=today,
        )  # fmt: skip
    entries = timeline.latest(person, practitioner, 5)
    assert [entry.title for entry in entries] == [
        "Put on the waiting list: Chatham",
        "Referral submitted: Chatham",
        "Referral begun: Chatham",
    ]
    assert entries[0].line == "referral R-2026-0007, by Dana Whitlock"


def test_a_filter_shows_its_kinds_only_and_passes_over_unknown_ones(client, person, practitioner, today):
    ReleaseFactory(person=person), ConsentFactory(person=person), SupervisionFactory(person=person)
    assert titles(person, practitioner, "consent") == ["Consent given"]
    client.force_login(practitioner)
    url = reverse("person_timeline", args=[person.uuid])
    text = client.get(url + "?kind=consent&kind=release&kind=nonsense").content.decode()
    assert "Consent given" in text
    assert "Released from Rochester" in text
    assert "Supervision started" not in text


def test_a_filter_cannot_open_a_kind_that_the_role_does_not_see(person, steward, hub, today):
    ConcernFactory(booking=held(person, hub, today))
    assert titles(person, steward, "concern", "attendance") == []
    assert {kind for kind, _ in timeline.kinds_open_to(steward)} == {
        "caseload", "release", "consent", "supervision", "label", "death",
    }  # fmt: skip


def test_pages_follow_one_another_without_loss_or_doubles(client, person, practitioner, hub, today):
    for back in range(60):
        held(person, hub, today - back * DAY)
    first = timeline.page_of(person, practitioner, number=1)
    second = timeline.page_of(person, practitioner, number=2)
    assert [entry.at for entry in [*first, *second]] == [today - back * DAY for back in range(60)]
    assert first.has_next()
    assert not second.has_next()
    client.force_login(practitioner)
    text = client.get(
        reverse("person_timeline", args=[person.uuid]) + "?page=2&kind=attendance"
    ).content.decode()
    assert "page=1&amp;kind=attendance" in text


def test_every_source_has_a_name_of_its_own_and_a_kind_with_a_label():
    names = [source.name for source in timeline.SOURCES]
    assert len(names) == len(set(names))
    assert {source.kind for source in timeline.SOURCES} == set(timeline.KINDS)

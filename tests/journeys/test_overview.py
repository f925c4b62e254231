"""Where everything stands today, on the person's first page."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.lifecycle import events, facts
from foundation.lifecycle.models import Event
from journeys import attendance
from people.models import Person
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.pathways import CheckFactory, MilestoneClaimFactory, PathwayFactory
from tests.factories.people import (
    ConsentFactory,
    InvolvementFactory,
    PersonFactory,
    ReleaseFactory,
    RiskInformationFactory,
    SupervisionFactory,
)
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def read(client, person):
    def read(user) -> str:
        client.force_login(user)
        response = client.get(reverse("person_detail", args=[person.uuid]))
        assert response.status_code == 200
        return response.content.decode()

    return read


def test_a_person_with_nothing_recorded_says_what_to_do(read, practitioner):
    text = read(practitioner)
    for words in (
        "There is no referral that you can see.",
        "No consent is recorded. Nobody can be referred without it.",
        "No risk information is recorded.",
        "No register has a mark for this person yet.",
        "No concern has been recorded.",
        "Nothing has happened yet.",
        "Record a release",
    ):
        assert words in text


def test_the_bar_says_who_and_where_they_stand(read, person, practitioner, hub, team, today):
    Person.objects.filter(pk=person.pk).update(communication_needs="Dyslexia: read forms aloud")
    ReferralFactory(person=person, hub=hub, team=team, state="accepted")
    ReleaseFactory(person=person, released_on=None, expected_on=today + 14 * DAY)
    SupervisionFactory(person=person, ended_on=datetime.date(2099, 10, 23))
    text = read(practitioner)
    for words in (
        "Callum Fernhill", person.crn, "14 May 1990", "Accepted at Chatham", "Dyslexia: read forms aloud",
        "No address recorded at release", "licence to 23 October 2099",
    ):  # fmt: skip
        assert words in text


def test_a_friday_release_is_flagged(read, person, practitioner):
    ReleaseFactory(person=person, released_on=None, expected_on=datetime.date(2030, 6, 7))
    text = read(practitioner)
    assert "Friday release" in text
    assert "Expected 7 June 2030 (Friday)" in text


def test_former_release_dates_stay_visible(read, person, practitioner):
    release = ReleaseFactory(person=person, released_on=None, expected_on=datetime.date(2030, 5, 28))
    for day in (30, 31):
        facts.correct(
            [(release, {"expected_on": datetime.date(2030, 5, day)})], by=practitioner, reason="Moved"
        )
    assert "Before: 30 May 2030, 28 May 2030" in read(practitioner)


def test_withdrawn_consent_is_said_and_asked_for_again(read, person, practitioner, today):
    ConsentFactory(person=person, withdrawn_on=today)
    text = read(practitioner)
    assert "; withdrawn " in text
    assert reverse("consent_record", args=[person.uuid]) in text
    assert reverse("consent_withdraw", args=[person.uuid]) not in text


def test_a_ladder_shows_claims_checks_and_setbacks_and_leads_to_its_pathway(read, person, worker, hub, today):
    pathway = PathwayFactory(person=person, state="in_progress")
    MilestoneClaimFactory(pathway=pathway, team=hub.team, claimed_by=worker)
    CheckFactory(person=person, name="week_6", answer="unknown")
    Event.objects.create(
        what="set_back", subject_type="pathways.pathway", subject_id=pathway.pk, person_id=person.pk,
        by_role="hub_worker", recorded_at=timezone.now(), effective_on=today, reason="Contract cut short",
    )  # fmt: skip
    text = read(worker)
    assert reverse("pathway_detail", args=[pathway.uuid]) in text
    for words in (
        "Claimed by Marcus Oyelaran, not yet verified.",
        "Employed at 6 weeks",
        "Unknown",
        "Setback 1",
    ):
        assert words in text


def test_a_setback_that_a_reversed_merge_took_back_is_none(read, person, worker, today):
    pathway = PathwayFactory(person=person, state="in_progress")
    events.write([events.entry(pathway, "set_back", by=None, reason="Seemed to have ended")])
    setback = events.of(pathway).get()
    assert "Setback 1" in read(worker)
    events.write([events.entry(pathway, "setback_taken_back", by=None, facts={"setback": setback.pk})])
    assert "Setback 1" not in read(worker)


def test_a_referral_to_another_hub_can_be_started_beside_an_open_one(read, person, practitioner, hub, team):
    ReferralFactory(person=person, hub=hub, team=team, state="started")
    assert "There is a referral to Chatham already: this one would go to another hub." in read(practitioner)


def test_risk_that_was_not_yet_available_says_when_it_is_due_again(read, person, practitioner, hub, team):
    submitted = timezone.make_aware(datetime.datetime(2026, 6, 3, 12))
    ReferralFactory(
        person=person,
        hub=hub,
        team=team,
        state="submitted",
        submitted_at=submitted,
        risk_not_yet_available=True,
    )
    assert "Not yet available, due again on 17 June 2026" in read(practitioner)
    RiskInformationFactory(person=person)
    assert "Not yet available" not in read(practitioner)


def labels(client, person):
    acts = client.get(reverse("person_detail", args=[person.uuid])).context["acts"]
    return [act["label"] for act in acts]


def test_a_worker_of_the_hub_is_led_to_the_open_pathways_and_to_sessions(client, read, person, worker, hub):
    ReferralFactory(person=person, hub=hub, state="started", key_worker=worker)
    work = PathwayFactory(person=person, kind="employment", state="in_progress")
    PathwayFactory(person=person, kind="accommodation", state="closed")
    text = read(worker)
    assert labels(client, person) == [
        "Employment pathway", "Book into a session", "Make an appointment", "Hand over to a service",
        "Reminders",
    ]  # fmt: skip
    assert reverse("pathway_detail", args=[work.uuid]) in text


def test_a_practitioner_is_not_led_to_what_only_the_hub_records(
    client, read, person, practitioner, hub, team
):
    ReferralFactory(person=person, hub=hub, team=team, state="started")
    PathwayFactory(person=person, kind="employment", state="in_progress")
    read(practitioner)
    assert not {"Employment pathway", "Book into a session"} & set(labels(client, person))


def test_an_induction_is_offered_once_the_referral_is_accepted(client, read, person, worker, hub):
    ReferralFactory(person=person, hub=hub, state="accepted")
    read(worker)
    assert "Record the induction" in labels(client, person)


def green(text):
    main = text.partition("<main")[2]
    return [part.partition("</")[0].rpartition(">")[2] for part in main.split('class="govuk-button')[1:]
            if not part.startswith(" govuk-button--secondary")]  # fmt: skip


def test_one_button_is_green_and_it_is_the_next_action(read, person, practitioner, worker, hub, team):
    assert green(read(practitioner)) == ["Record consent"]
    ConsentFactory(person=person)
    assert green(read(practitioner)) == ["Start a referral"]
    ReferralFactory(person=person, hub=hub, team=team, state="in_review", taken_by=worker)
    assert green(read(worker)) == ["Decide on the referral"]


def test_who_holds_the_person_and_who_is_involved_is_said(read, worker, hub, person):
    ReferralFactory(person=person, hub=hub, state="started", key_worker=worker)
    text = read(worker)
    for words in ("Dana Whitlock, Medway North, since", "Chatham, since", "Marcus Oyelaran, Chatham"):
        assert words in text


def test_a_handover_keeps_the_letters_of_its_reference(read, worker, person):
    InvolvementFactory(person=person, purpose="handover H-DKJR-RNS7")
    assert "Handover H-DKJR-RNS7" in read(worker)


def test_what_is_typed_by_people_cannot_become_markup(read, person, practitioner):
    RiskInformationFactory(person=person, level="high", meaning="<script>alert(1)</script>")
    text = read(practitioner)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


@pytest.fixture
def came(person, hub):
    def came(day, mark="attended", **more):
        noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
        return BookingFactory(
            person=person, session=SessionFactory(hub=hub, starts_at=noon), mark=mark, **more
        )

    return came


def test_attendance_counts_from_the_latest_release_and_leaves_out_who_was_not_expected(person, came):
    with time_machine.travel("2026-06-03 12:00+01:00", tick=False):
        came(datetime.date(2026, 4, 1))
        for day, mark in (
            (5, "attended"),
            (6, "late"),
            (7, "left_early"),
            (8, "did_not_attend"),
            (9, "not_expected"),
        ):
            came(datetime.date(2026, 5, day), mark)
        release = ReleaseFactory(person=person, released_on=datetime.date(2026, 4, 24))
        found = attendance.of_person(person, [release])
        assert (found.came, found.expected) == (3, 4)
        assert found.period == "since release, 24 April 2026 to 3 June 2026"
        assert [each["count"] for each in found.key] == [1, 1, 1, 1, 1]
        assert len(found.latest) == 5


def test_the_calendar_shows_seven_weeks_with_custody_release_bank_holidays_and_today(person, came):
    with time_machine.travel("2026-06-03 12:00+01:00", tick=False):
        came(datetime.date(2026, 6, 3))
        came(datetime.date(2026, 5, 21), "did_not_attend")
        came(datetime.date(2026, 5, 21), "attended")
        release = ReleaseFactory(person=person, released_on=datetime.date(2026, 4, 24))
        found = attendance.of_person(person, [release])
        days = dict(found.days)
        assert found.mondays[0] == datetime.date(2026, 4, 20)
        assert list(days) == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
        assert [cell.sign for cell in days["Monday"]] == ["", "", "B.H.", "", "", "B.H.", ""]
        assert days["Thursday"][0].words == "In custody"
        assert days["Friday"][0].sign == "Rel."
        assert (days["Thursday"][4].sign, days["Thursday"][4].look) in {
            ("A D", "tg-mark--d"),
            ("D A", "tg-mark--d"),
        }
        assert days["Wednesday"][6].look == "tg-mark--a tg-today"
        assert days["Thursday"][6].words == "To come"


def test_a_sunday_has_a_row_only_when_there_was_a_mark_on_one(person, came):
    with time_machine.travel("2026-06-03 12:00+01:00", tick=False):
        came(datetime.date(2026, 5, 31))
        assert "Sunday" in dict(attendance.of_person(person, []).days)


def test_what_is_called_off_cancelled_or_over_is_not_to_come(read, person, hub, worker):
    later = {"hub": hub, "starts_at": timezone.now() + DAY}
    BookingFactory(
        person=person, session=SessionFactory(title="Cancelled choir", **later), state="cancelled_by_hub"
    )
    BookingFactory(person=person, session=SessionFactory(title="Called off", state="not_held", **later))
    BookingFactory(person=person, session=SessionFactory(title="Under way", hub=hub))
    assert "Sessions to come" not in read(worker)


def test_sessions_to_come_are_shown_the_next_first_with_what_is_only_offered_or_waited_for(
    read, person, hub, worker
):
    for days, title, state in (
        (3, "Cookery", "offered"),
        (1, "Choir", "booked"),
        (5, "Boxing", "waiting_list"),
    ):
        session = SessionFactory(hub=hub, title=title, starts_at=timezone.now() + days * DAY)
        BookingFactory(person=person, session=session, state=state)
    text = read(worker)
    said = ("Sessions to come", "Choir", "Cookery", "Offered", "Boxing", "On the waiting list")
    assert [text.index(words) for words in said] == sorted(text.index(words) for words in said)


def test_custody_is_known_from_releases(today):
    person = PersonFactory()
    first = ReleaseFactory(person=person, released_on=today - 50 * DAY, recalled_on=today - 30 * DAY)
    second = ReleaseFactory(person=person, received_on=today - 30 * DAY, released_on=today - 10 * DAY)
    stays = [first, second]
    for back, inside in (
        (51, True),
        (50, False),
        (31, False),
        (30, True),
        (11, True),
        (10, False),
        (0, False),
    ):
        assert attendance.was_in_custody(stays, today - back * DAY) is inside, back
    assert attendance.was_in_custody([], today) is False

"""Meetings of the committee: who came for which partner, and corrections of that."""

import datetime

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.design.dates import today
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import NotReady, Refused
from partnership.models import Meeting, MeetingAttendance
from partnership.scrutiny.asking import ask_partner
from partnership.scrutiny.meetings import Came, correct_meeting, record_meeting, version_of
from partnership.scrutiny.mistakes import withdraw_meeting
from partnership.scrutiny.recommending import recommend
from tests.factories.partnership import PartnerFactory, officer_of

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 1, 23)
HEAD = Came(True, who="Head of the delivery unit")
AWAY = Came(False, apology="At an inspection")


@pytest.fixture
def police(partnership):
    return PartnerFactory(partnership=partnership, name="Police", kind="police")


def record(partnership, by, attendance, **more):
    said = {"title": "Scrutiny committee", "held_on": DAY, **more}
    return record_meeting(partnership, by=by, attendance=attendance, **said)


def test_only_officers_of_the_partnership_record_a_meeting(partnership, probation, people, elsewhere):
    for by in (people.member, people.writer, officer_of(elsewhere.partnership)):
        with pytest.raises(NotYou):
            record(partnership, by, {probation: HEAD})
    assert not Meeting.objects.exists()


def test_a_meeting_recorded_by_mistake_is_withdrawn_and_then_found_by_officers_alone(
    client, partnership, probation, people, elsewhere
):
    meeting = record(partnership, people.officer, {probation: HEAD})
    for by in (people.member, people.writer, officer_of(elsewhere.partnership)):
        with pytest.raises(NotYou):
            withdraw_meeting(meeting, by=by, because="It was not held")
    with pytest.raises(NotReady, match="why it is withdrawn"):
        withdraw_meeting(meeting, by=people.officer, because=" ")
    client.force_login(people.officer)
    client.post(reverse("meeting_withdraw", args=[meeting.uuid]), {"because": "It was not held"})
    meeting.refresh_from_db()
    again = [
        lambda: withdraw_meeting(meeting, by=people.officer, because="Again"),
        lambda: correct_meeting(
            meeting, by=people.officer, title="Another", held_on=DAY, attendance={probation: HEAD}
        ),
        lambda: recommend(meeting, probation, by=people.officer, text="More", due_on=today()),
        lambda: ask_partner(probation, by=people.officer, asked_for="A", text="Why?", meeting=meeting),
    ]
    for refused in again:
        with pytest.raises(Refused, match="withdrawn"):
            refused()
    for user, status in ((people.officer, 200), (people.member, 404), (people.writer, 404)):
        client.force_login(user)
        assert client.get(reverse("meeting_detail", args=[meeting.uuid])).status_code == status
    assert record(partnership, people.officer, {probation: HEAD}).pk != meeting.pk


def test_a_meeting_that_is_incomplete_ahead_or_recorded_is_refused(
    partnership, probation, police, people, elsewhere
):
    both = {probation: HEAD, police: AWAY}
    gone = PartnerFactory(partnership=partnership, left_on=DAY)
    wrong = [
        (NotReady, {probation: HEAD}, {}),
        (NotReady, both, {"title": " "}),
        (NotReady, {probation: HEAD, police: Came(True)}, {}),
        (Refused, both, {"held_on": today() + datetime.timedelta(days=1)}),
        (Refused, both | {gone: AWAY}, {}),
        (Refused, both | {elsewhere: AWAY}, {}),
    ]
    for refusal, attendance, more in wrong:
        with pytest.raises(refusal):
            record(partnership, people.officer, attendance, **more)
    assert not Meeting.objects.exists()
    record(partnership, people.officer, both)
    with pytest.raises(Refused):
        record(partnership, people.officer, both)
    assert Meeting.objects.count() == 1


def test_a_meeting_says_who_came_and_who_did_not(partnership, probation, police, people):
    meeting = record(partnership, people.officer, {probation: HEAD, police: AWAY}, minutes="Item 7")
    said = {row.partner.name: (row.attended, row.who, row.apology) for row in meeting.attendance.all()}
    assert said == {
        "Probation": (True, "Head of the delivery unit", ""),
        "Police": (False, "", "At an inspection"),
    }
    assert Event.objects.get(what="recorded").effective_on == DAY


def test_a_correction_keeps_what_stood_there_before(partnership, probation, people):
    meeting = record(partnership, people.officer, {probation: HEAD})
    said = {"by": people.officer, "title": meeting.title, "held_on": DAY, "attendance": {probation: AWAY}}
    for _ in range(2):
        correct_meeting(meeting, **said)
    event = Event.objects.get(what="corrected")
    assert event.facts["from"][str(probation.pk)]["who"] == "Head of the delivery unit"
    assert MeetingAttendance.objects.get().apology == "At an inspection"


def test_a_correction_from_an_older_version_is_refused(partnership, probation, people):
    meeting = record(partnership, people.officer, {probation: HEAD})
    seen = version_of(meeting)
    said = {"by": people.officer, "title": meeting.title, "held_on": DAY, "seen_as": seen}
    correct_meeting(meeting, attendance={probation: AWAY}, **said)
    with pytest.raises(Refused, match="Somebody else corrected"):
        correct_meeting(meeting, attendance={probation: Came(False)}, **said)

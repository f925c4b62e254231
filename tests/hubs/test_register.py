"""Taking the register."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import WrongState
from hubs import actions as hubs
from hubs.models import Booking, Concern, Session
from hubs.register.entries import Entry, MarksClash, MarksRefused, is_long_ago
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, InductionFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import CaseloadFactory, LimitedAccessFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _reasons(db):
    ReasonFactory(list="absence", group="unknown", reason="No contact from the person")
    ReasonFactory(
        list="absence", group="unacceptable", reason="Turned away because of behaviour", text_required=True
    )


def entries(bookings, mark="attended", **more):
    return {booking.uuid: Entry(booking.version, mark, **more) for booking in bookings}


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_nobody_is_marked_before_the_session_begins(session_to_come, booked, worker):
    with pytest.raises(WrongState, match="when the session begins"):
        hubs.save_register(session_to_come, entries(booked(into=session_to_come)), by=worker)


def test_nobody_is_marked_in_a_session_not_held(hub, booked, worker):
    session = SessionFactory(hub=hub, state="not_held")
    with pytest.raises(WrongState, match="was not held"):
        hubs.save_register(session, entries(booked(into=session)), by=worker)


def test_a_worker_of_another_hub_takes_no_register_here(session, booked, stranger):
    with pytest.raises(NotYou):
        hubs.save_register(session, entries(booked()), by=stranger)


@pytest.mark.parametrize("mark", ["attended", "late", "left_early"])
def test_somebody_not_inducted_by_the_day_did_not_come(session, booked, worker, mark):
    (booking,) = booked(inducted=False)
    with pytest.raises(MarksRefused) as refused:
        hubs.save_register(session, entries([booking], mark), by=worker)
    assert "no induction at Chatham" in refused.value.problems[booking.uuid].text
    assert fresh(booking).mark == ""


def test_an_induction_after_the_day_is_too_late(hub, someone, worker):
    session = SessionFactory(hub=hub, starts_at=timezone.now() - 80 * DAY)
    person = someone(inducted=False)
    InductionFactory(person=person, hub=hub, inducted_on=session.held_on + DAY)
    booking = BookingFactory(session=session, person=person)
    with pytest.raises(MarksRefused):
        hubs.save_register(session, entries([booking]), by=worker)
    InductionFactory(person=person, hub=hub, inducted_on=session.held_on)
    hubs.save_register(session, entries([booking]), by=worker)
    assert fresh(booking).mark == "attended"


def test_somebody_not_inducted_can_be_absent(session, booked, worker):
    hubs.save_register(session, entries(booked(inducted=False), "did_not_attend"), by=worker)
    assert Booking.objects.get().mark == "did_not_attend"


def test_nobody_is_marked_before_their_consent(session, booked, worker):
    (booking,) = booked(consented=False)
    with pytest.raises(MarksRefused) as refused:
        hubs.save_register(session, entries([booking], "did_not_attend"), by=worker)
    assert "had not given consent" in refused.value.problems[booking.uuid].text


def test_without_consent_somebody_may_be_not_expected(session, booked, worker):
    hubs.save_register(session, entries(booked(consented=False), "not_expected"), by=worker, submit=True)
    assert fresh(session).state == "recorded"


def test_a_register_is_submitted_only_with_a_mark_for_everybody(session, booked, worker):
    marked, unmarked = booked(2)
    with pytest.raises(MarksRefused) as refused:
        hubs.save_register(session, entries([marked]), by=worker, submit=True)
    assert list(refused.value.problems) == [unmarked.uuid]
    assert (fresh(session).state, fresh(marked).mark) == ("open", "attended")


def test_a_reason_that_is_not_in_the_list_is_refused(session, booked, worker):
    with pytest.raises(MarksRefused):
        hubs.save_register(session, entries(booked(), "did_not_attend", absence_reason="Lazy"), by=worker)


def test_turned_away_needs_a_note(session, booked, worker):
    turned_away = {"mark": "did_not_attend", "absence_reason": "Turned away because of behaviour"}
    (booking,) = booked()
    with pytest.raises(MarksRefused, match="Nothing is saved yet") as refused:
        hubs.save_register(session, entries([booking], **turned_away), by=worker)
    assert refused.value.problems[booking.uuid].field == "note"
    hubs.save_register(session, entries([booking], **turned_away, note="Shouted at a volunteer"), by=worker)
    assert fresh(booking).note == "Shouted at a volunteer"


def test_marks_saved_without_submitting_open_the_session(session, booked, worker):
    first, second = booked(2)
    hubs.save_register(session, entries([first], "late"), by=worker)
    assert (fresh(session).state, fresh(first).mark, fresh(second).mark) == ("open", "late", "")
    assert (fresh(first).marked_by, events.of(first).get().effective_on) == (worker, session.held_on)


def test_an_empty_register_saved_leaves_the_session_as_it_was(session, booked, worker):
    hubs.save_register(session, entries(booked(2), ""), by=worker)
    assert fresh(session).state == "scheduled"
    assert not Event.objects.exists()


def test_a_reason_stays_only_beside_an_absence(session, booked, worker):
    hubs.save_register(session, entries(booked(), absence_reason="No contact from the person"), by=worker)
    assert Booking.objects.get().absence_reason == ""


def test_the_same_marks_again_change_nothing(session, booked, worker):
    bookings = booked(3)
    for _ in range(2):
        hubs.save_register(session, entries(bookings), by=worker, submit=True)
    now = [fresh(booking) for booking in bookings]
    hubs.save_register(session, entries(now), by=worker, submit=True)
    assert [each.version for each in now] == [1, 1, 1]
    assert Booking.versions.count() == 6
    assert Event.objects.filter(subject_type="hubs.booking").count() == 3
    assert [event.what for event in events.of(session)] == ["open", "submit_register"]


def test_two_workers_who_mark_different_people_both_keep_their_marks(session, booked, worker, colleague):
    first, second = booked(2)
    page = {**entries([first]), **entries([second], "")}
    other = {**entries([first], ""), **entries([second], "late")}
    hubs.save_register(session, page, by=worker)
    hubs.save_register(session, other, by=colleague)
    assert (fresh(first).mark, fresh(second).mark) == ("attended", "late")


def test_two_workers_who_disagree_are_both_shown_and_nothing_is_overwritten(
    session, booked, worker, colleague
):
    agreed, disputed = booked(2)
    hubs.save_register(session, entries([disputed], "attended"), by=worker)
    theirs = {**entries([agreed]), disputed.uuid: Entry(0, "did_not_attend")}
    with pytest.raises(MarksClash) as clash:
        hubs.save_register(session, theirs, by=colleague)
    standing = clash.value.clashes[disputed.uuid]
    assert (standing.mark, standing.marked_by) == ("attended", worker)
    assert (fresh(disputed).mark, fresh(agreed).mark) == ("attended", "")


def test_two_workers_who_agree_do_not_clash(session, booked, worker, colleague):
    bookings = booked(2)
    hubs.save_register(session, entries(bookings), by=worker)
    hubs.save_register(session, entries(bookings), by=colleague)
    assert {booking.marked_by for booking in Booking.objects.all()} == {worker}


def test_taking_a_mark_away_that_somebody_changed_clashes(session, booked, worker, colleague):
    (booking,) = booked()
    hubs.save_register(session, entries([booking]), by=worker)
    opened_here = fresh(booking)
    hubs.save_register(session, entries([opened_here], "late"), by=worker)
    with pytest.raises(MarksClash):
        hubs.save_register(session, entries([opened_here], ""), by=colleague)


@pytest.fixture
def recorded(session, booked, worker):
    """A submitted register of two."""
    bookings = booked(2)
    hubs.save_register(session, entries(bookings), by=worker, submit=True)
    return [fresh(booking) for booking in bookings]


def test_a_correction_needs_a_reason(session, recorded, worker):
    with pytest.raises(hubs.ReasonNeeded, match="Say why"):
        hubs.save_register(session, entries(recorded[:1], "late"), by=worker)


def test_a_correction_keeps_every_version(session, recorded, worker):
    for mark in ("late", "left_early"):
        hubs.save_register(session, entries([fresh(recorded[0])], mark), by=worker, reason="Misread the list")
    said = Booking.versions.filter(version_of=recorded[0]).order_by("version").values_list("mark", flat=True)
    assert [*said, fresh(recorded[0]).mark] == ["", "attended", "late", "left_early"]
    assert fresh(session).state == "corrected"
    assert Session.versions.filter(version_of=session).count() == 4
    assert events.of(recorded[0]).last().why == "Misread the list"


def test_a_colleague_does_not_correct_the_takers_register(session, recorded, colleague):
    with pytest.raises(NotYou, match="taker within 7 days"):
        hubs.save_register(session, entries(recorded, "late"), by=colleague, reason="Saw them")
    assert fresh(recorded[0]).mark == "attended"


def test_after_seven_days_the_taker_no_longer_corrects_but_the_manager_does(
    session, recorded, worker, manager
):
    late = entries(recorded, "late")
    with time_machine.travel(timezone.now() + 8 * DAY):
        with pytest.raises(NotYou):
            hubs.save_register(session, late, by=worker, reason="Saw them")
        hubs.save_register(session, late, by=manager, reason="Saw them")
    assert fresh(recorded[0]).mark == "late"


@pytest.mark.parametrize(
    ("day", "long_ago"),
    [((2026, 3, 2), True), ((2026, 3, 3), False), ((2025, 12, 31), True), ((2026, 6, 3), False)],
)
def test_three_months_are_counted_by_the_calendar(day, long_ago):
    assert is_long_ago(datetime.date(*day), datetime.date(2026, 6, 3)) is long_ago


def test_thirty_marks_ask_as_many_queries_as_three(hub, booked, worker, queries_of):
    asked, holder, _ = {}, UserFactory(), worker.team_ids
    for number in (3, 30):
        session = SessionFactory(hub=hub)
        bookings = booked(number, into=session)
        for booking in bookings:
            CaseloadFactory(person=booking.person, practitioner=holder)
        marks = entries(bookings, "did_not_attend")
        asked[number] = queries_of(hubs.save_register, session, marks, by=worker, submit=True)
    assert asked[3] == asked[30] <= 30
    assert holder.notices.count() == 33


def test_a_concern_is_told_at_once_and_once(
    session, booked, worker, mailoutbox, django_capture_on_commit_callbacks
):
    (booking,), holder = booked(), UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    worried = entries([booking], "", concern="Has nowhere to sleep tonight")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            hubs.save_register(session, worried, by=worker)
    assert Concern.objects.get().recorded_by == worker
    assert holder.notices.get().url == f"/people/{booking.person.uuid}/"
    (mail,) = mailoutbox
    assert "nowhere" not in mail.body + holder.notices.get().text
    assert booking.person.family_name not in mail.body + mail.subject + holder.notices.get().text


def test_the_whole_team_is_told_when_no_practitioner_is_named(session, booked, worker):
    (booking,), caseload = booked(), CaseloadFactory()
    CaseloadFactory(person=booking.person, team=caseload.team)
    team = UserFactory.create_batch(2, teams=[caseload.team])
    hubs.save_register(session, entries([booking], "", concern="Is frightened"), by=worker)
    assert [user.notices.count() for user in team] == [1, 1]


def test_nobody_from_whom_the_person_is_hidden_is_told(session, booked, worker):
    (booking,), holder = booked(), UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    LimitedAccessFactory(person=booking.person, user=holder)
    hubs.save_register(session, entries([booking], "did_not_attend"), by=worker, submit=True)
    assert not holder.notices.exists()


def test_an_absence_is_told_when_the_register_is_submitted_and_not_before(session, booked, worker):
    (booking,), holder = booked(), UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    hubs.save_register(session, entries([booking], "did_not_attend"), by=worker)
    assert not holder.notices.exists()
    hubs.save_register(session, entries([fresh(booking)], "did_not_attend"), by=worker, submit=True)
    assert "did not attend Employability introduction at Chatham" in holder.notices.get().text


def test_an_absence_found_by_a_correction_is_told_too(session, recorded, worker):
    holder = UserFactory()
    CaseloadFactory(person=recorded[0].person, practitioner=holder)
    hubs.save_register(session, entries(recorded[:1], "did_not_attend"), by=worker, reason="Misread the list")
    assert holder.notices.count() == 1


def test_somebody_hidden_from_the_worker_is_neither_shown_nor_changed(session, booked, worker):
    seen, hidden = booked(2)
    LimitedAccessFactory(person=hidden.person, user=worker)
    hubs.save_register(session, entries([seen, hidden]), by=worker, submit=True)
    assert (fresh(session).state, fresh(seen).mark, fresh(hidden).mark) == ("recorded", "attended", "")


@pytest.fixture
def lacking(session, booked, worker):
    """Somebody hidden from the worker who has submitted the register, and who has no mark therefore."""
    seen, hidden = booked(2)
    LimitedAccessFactory(person=hidden.person, kind="exclusion", user=worker)
    hubs.save_register(session, entries([seen]), by=worker, submit=True)
    return hidden


def test_whoever_sees_somebody_hidden_from_the_taker_is_told_of_the_mark_that_lacks_and_nobody_is_named(
    session, booked, worker, colleague, manager
):
    seen, hidden = booked(2)
    LimitedAccessFactory(person=hidden.person, kind="exclusion", user=worker)
    hubs.save_register(session, entries([seen]), by=worker)
    assert not Notice.objects.filter(kind="marks_lacking").exists()
    hubs.save_register(session, {}, by=worker, submit=True)
    told = Notice.objects.filter(kind="marks_lacking")
    assert {notice.user for notice in told} == {colleague, manager}
    assert not any(hidden.person.family_name in notice.text for notice in told)


def test_nobody_is_told_of_a_register_that_lacks_nothing(session, booked, worker, colleague):
    hubs.save_register(session, entries(booked(2)), by=worker, submit=True)
    assert not Notice.objects.filter(kind="marks_lacking").exists()


def test_a_mark_that_lacks_is_filled_by_a_colleague_without_a_reason_once(session, lacking, colleague):
    hubs.save_register(session, entries([lacking], "late"), by=colleague)
    assert (fresh(session).state, fresh(lacking).mark) == ("recorded", "late")
    with pytest.raises(hubs.ReasonNeeded):
        hubs.save_register(session, entries([fresh(lacking)], "attended"), by=colleague)
    with pytest.raises(NotYou):
        hubs.save_register(session, entries([fresh(lacking)], "attended"), by=colleague, reason="A slip")


def test_filling_a_mark_lets_nobody_change_another_with_it(session, lacking, colleague):
    marked = Booking.objects.get(session=session, mark="attended")
    both = entries([lacking], "late") | entries([marked], "late")
    with pytest.raises(NotYou):
        hubs.save_register(session, both, by=colleague, reason="A slip")
    assert (fresh(lacking).mark, fresh(marked).mark) == ("", "attended")


def test_the_page_of_a_submitted_register_offers_a_colleague_the_row_that_lacks_its_mark(
    client, session, lacking, colleague, worker
):
    url = reverse("register_take", args=[session.uuid])
    client.force_login(colleague)
    page = client.get(url).content.decode()
    assert "Who has no mark yet can still be marked" in page
    assert page.count("<fieldset disabled>") == 1
    row = lacking.uuid.hex
    assert client.post(url, {f"{row}-seen": lacking.version, f"{row}-mark": "attended"}).status_code == 302
    assert fresh(lacking).mark == "attended"
    assert "Who has no mark yet" not in client.get(url).content.decode()

"""Marks that a browser sends one by one: what is saved, answered and forgotten."""

import json
import uuid

from django.test import Client
from django.utils import timezone

from foundation.audit.models import AuditEvent
from foundation.lifecycle import events
from hubs import actions as hubs
from hubs.models import Concern, SentMark
from hubs.register.entries import Entry
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SentMarkFactory, SessionFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import CaseloadFactory, LimitedAccessFactory
from tests.hubs.register.marks import DAY, fresh
from tests.hubs.sent import address


def test_a_mark_is_saved_and_answered_with_its_new_version(send, booked, session, worker):
    (booking,), key = booked(), str(uuid.uuid4())
    answer = send(booking, key=key, mark="late")
    said = answer.json()
    assert answer.status_code == 200
    assert (said["key"], said["answer"], said["booking"]) == (key, "saved", str(booking.uuid))
    assert (said["version"], said["mark"], said["label"], said["by"]) == (
        1,
        "late",
        "Attended late",
        worker.name,
    )
    assert said["at"] == fresh(booking).marked_at.isoformat()
    session.refresh_from_db()
    assert session.state == "open"
    event = AuditEvent.objects.latest("id")
    assert (event.operation, [each.person_id for each in event.subjects.all()]) == (
        "alteration",
        [booking.person_id],
    )


def test_the_same_key_again_gets_the_same_bytes_whatever_came_since(send, booked, session, colleague):
    (booking,), key = booked(), str(uuid.uuid4())
    first = send(booking, key=key, mark="late")
    hubs.save_register(session, {booking.uuid: Entry(1, "attended")}, by=colleague)
    again = send(booking, key=key, mark="late")
    assert (again.status_code, again.content) == (200, first.content)
    assert fresh(booking).mark == "attended"
    assert events.of(booking).count() == 2


def test_somebody_elses_other_mark_is_shown_and_not_overwritten(send, booked, session, colleague):
    (booking,), key = booked(), str(uuid.uuid4())
    hubs.save_register(
        session, {booking.uuid: Entry(0, "attended", note="Came with his sister")}, by=colleague
    )
    answer = send(booking, key=key, mark="did_not_attend")
    said = answer.json()
    assert (answer.status_code, said["answer"], said["key"]) == (409, "clash", key)
    assert {name: said["now"][name] for name in ("mark", "note", "version", "by")} == {
        "mark": "attended", "note": "Came with his sister", "version": 1, "by": colleague.name,
    }  # fmt: skip
    assert not SentMark.objects.exists()
    assert send(fresh(booking), mark="did_not_attend").status_code == 200
    assert fresh(booking).note == "Came with his sister"


def test_a_tap_on_what_was_there_clashes_too_since_it_was_meant(send, booked, session, worker, colleague):
    (booking,) = booked()
    hubs.save_register(session, {booking.uuid: Entry(0, "attended")}, by=worker)
    seen = fresh(booking)
    hubs.save_register(session, {booking.uuid: Entry(1, "late")}, by=colleague)
    assert send(seen, mark="attended").status_code == 409


def test_the_same_mark_of_somebody_else_is_saved_and_nothing_is_written(send, booked, session, colleague):
    (booking,) = booked()
    hubs.save_register(session, {booking.uuid: Entry(0, "attended")}, by=colleague)
    answer = send(booking, mark="attended")
    assert (answer.status_code, answer.json()["by"], answer.json()["version"]) == (200, colleague.name, 1)
    assert events.of(booking).count() == 1


def test_two_who_say_different_things_of_one_person_are_both_heard(send, booked, session, colleague):
    (booking,) = booked()
    hubs.save_register(session, {booking.uuid: Entry(0, "attended")}, by=colleague)
    assert send(booking, strength="Explained it to the others").status_code == 200
    assert (fresh(booking).mark, fresh(booking).strength) == ("attended", "Explained it to the others")


def test_what_is_not_said_stays_and_a_reason_goes_with_its_absence(send, booked):
    ReasonFactory(list="absence", group="acceptable", reason="Religious observance")
    (booking,) = booked()
    send(booking, mark="did_not_attend", absence_reason="Religious observance", note="Rang at nine")
    send(fresh(booking), mark="late")
    assert (fresh(booking).mark, fresh(booking).absence_reason, fresh(booking).note) == (
        "late",
        "",
        "Rang at nine",
    )


def test_whether_an_absence_is_acceptable_is_asked_only_of_a_requirement(send, hub, booked):
    (booking,) = booked()
    answer = send(booking, mark="did_not_attend", acceptable=False)
    assert (answer.status_code, answer.json()["field"]) == (422, "acceptable")
    required = SessionFactory(hub=hub, requirement=True)
    (booking,) = booked(into=required)
    assert send(booking, to=required, mark="did_not_attend", acceptable=False).status_code == 200
    assert fresh(booking).acceptable is False


def test_a_concern_by_itself_is_told_once(send, booked):
    (booking,), holder = booked(), UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    for _ in range(2):
        assert send(booking, concern="Is frightened").status_code == 200
    assert (Concern.objects.count(), holder.notices.count(), fresh(booking).mark) == (1, 1, "")


def test_the_register_says_how_it_stands(as_worker, session, booked, worker):
    marked, _ = booked(2)
    hubs.save_register(session, {marked.uuid: Entry(0, "late", did="Wrote a CV")}, by=worker)
    said = as_worker.get(address("register_mark", session)).json()
    assert said["session"] == {"state": "open", "marked": 1, "total": 2}
    (row,) = (row for row in said["rows"] if row["booking"] == str(marked.uuid))
    assert (row["mark"], row["did"], row["version"]) == ("late", "Wrote a CV", 1)


def test_a_ping_says_who_is_signed_in_by_an_opaque_name_that_stays(as_worker, worker, client):
    said = as_worker.get("/register/ping/").json()
    assert said["owner"] == str(hubs.queue_owner(worker))
    assert said["csrf_token"]
    assert as_worker.get("/register/ping/").json()["owner"] == said["owner"]
    assert Client().get("/register/ping/").status_code == 401


def test_a_walk_in_is_found_and_added_in_two_requests(as_worker, session, someone, worker):
    person, stranger = someone(family_name="Ferndale"), someone(family_name="Ferndale", inducted=False)

    def ask(**body):
        headers = {"X-Queue-Owner": str(hubs.queue_owner(worker))}
        where = address("register_walk_ins", session)
        return as_worker.post(where, json.dumps(body), content_type="application/json", headers=headers)

    found = ask(name="fernd").json()["found"]
    assert [each["uuid"] for each in found] == [str(person.uuid), str(stranger.uuid)]
    assert {subject.person_id for subject in AuditEvent.objects.latest("id").subjects.all()} == {
        person.pk, stranger.pk,
    }  # fmt: skip
    added = ask(person=str(person.uuid))
    assert (added.status_code, added.json()["mark"]) == (200, "attended")
    assert ask(person=str(stranger.uuid)).json()["mark"] == ""
    assert ask(person=str(uuid.uuid4())).status_code == 404
    assert ask(name="fernd").json()["found"] == []


def test_a_walk_in_is_beyond_the_places_only_as_far_as_the_worker_sees(as_worker, hub, someone, worker):
    full, hidden = SessionFactory(hub=hub, capacity=1), someone()
    BookingFactory(session=full, person=hidden)
    LimitedAccessFactory(person=hidden, kind="exclusion", user=worker)
    headers = {"X-Queue-Owner": str(hubs.queue_owner(worker))}

    def add(person):
        body, where = json.dumps({"person": str(person.uuid)}), address("register_walk_ins", full)
        return as_worker.post(where, body, content_type="application/json", headers=headers).json()["beyond"]

    assert [add(someone()), add(someone())] == [False, True]


def test_keys_are_forgotten_after_a_month_and_marks_are_not(send, booked):
    (booking,) = booked()
    send(booking, mark="attended")
    SentMarkFactory(sent_at=timezone.now() - 31 * DAY)
    assert hubs.purge_sent_marks() == 1
    assert hubs.purge_sent_marks() == 0
    assert (SentMark.objects.count(), fresh(booking).mark) == (1, "attended")


def test_nothing_that_somebody_typed_is_kept_with_a_key(send, booked):
    (booking,) = booked()
    send(booking, mark="attended", note="Lives with his aunt now", strength="Patient", concern="Very quiet")
    kept = json.dumps(SentMark.objects.get().answer)
    assert not {word for word in ("aunt", "Patient", "quiet") if word in kept}

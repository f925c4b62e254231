"""How a register came to say what it says."""

from foundation.audit.models import AuditEvent
from hubs import actions as hubs
from hubs.models import Booking
from hubs.register.entries import Entry
from tests.factories.people import LimitedAccessFactory
from tests.hubs.sent import address, text_of


def save(session, booking, by, mark, **more):
    reason = more.pop("reason", "")
    standing = Booking.objects.get(pk=booking.pk)
    entry = Entry(standing.version, mark, **more)
    hubs.save_register(session, {booking.uuid: entry}, by=by, reason=reason, submit=True)


def test_a_register_of_another_hub_has_no_history_here(client, session, stranger):
    client.force_login(stranger)
    assert client.get(address("register_history", session)).status_code == 404


def test_a_register_without_marks_says_what_to_do(as_worker, session):
    assert "Take the register to begin." in text_of(as_worker.get(address("register_history", session)))


def test_every_version_is_told_with_who_when_from_to_and_why(as_worker, session, booked, worker, manager):
    (booking,) = booked(given_names="Sam", family_name="Fernhill")
    save(session, booking, worker, "did_not_attend")
    save(session, booking, manager, "late", reason="Came at half past", note="Missed the bus")
    said = text_of(as_worker.get(address("register_history", session)))
    assert "Sam Fernhill Mark Did not attend Attended late Helen Strand" in said
    assert "Sam Fernhill Mark Nothing Did not attend Marcus Oyelaran" in said
    assert "Note Nothing Missed the bus" in said
    assert "Came at half past" in said
    assert "The whole register Register Recorded Corrected Helen Strand" in said
    people = {subject.person_id for subject in AuditEvent.objects.latest("id").subjects.all()}
    assert people == {booking.person_id}


def test_somebody_hidden_is_not_in_the_history(as_worker, session, booked, worker, manager):
    (booking,) = booked(given_names="Sam", family_name="Fernhill")
    save(session, booking, manager, "did_not_attend")
    LimitedAccessFactory(person=booking.person, user=worker)
    assert "Fernhill" not in text_of(as_worker.get(address("register_history", session)))


def test_the_history_of_thirty_asks_as_many_queries_as_that_of_three(
    as_worker, session, booked, worker, queries_of
):
    asked = {}
    for number in (3, 27):
        for booking in booked(number):
            standing = Booking.objects.get(pk=booking.pk)
            hubs.save_register(session, {booking.uuid: Entry(standing.version, "late")}, by=worker)
        asked[number] = queries_of(as_worker.get, address("register_history", session))
    assert asked[3] == asked[27] <= 15 + 2  # two are the edges of a savepoint

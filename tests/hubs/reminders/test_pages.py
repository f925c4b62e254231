"""The pages of reminders, and where an address is never seen."""

import pytest
from django.utils import timezone

from foundation.accounts.models import Notice, OutgoingMail
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from hubs.models import Reminder
from hubs.reminders import wording
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    BookingFactory,
    HubFactory,
    ReminderFactory,
    SessionFactory,
)
from tests.hubs.reminders.june import CANARY, NUMBER, TOMORROW, at

pytestmark = pytest.mark.django_db


def test_the_address_is_on_one_page_alone(canary, as_worker, person, booking):
    own = f"/people/{person.uuid}/reminders/"
    assert CANARY in as_worker.get(own).content.decode()
    for page in (
        f"/people/{person.uuid}/", f"/people/{person.uuid}/timeline/", f"/sessions/{booking.session.uuid}/",
        "/reminders/", f"/reminders/{canary.uuid}/again/", "/sessions/", "/people/",
    ):  # fmt: skip
        answer = as_worker.get(page)
        assert answer.status_code == 200, page
        assert CANARY not in answer.content.decode(), page


def test_the_address_is_in_no_log_notice_or_trail(canary, as_worker, person, run, caplog, provider):
    provider.fails.append(OSError(CANARY))
    as_worker.get(f"/people/{person.uuid}/reminders/")
    run(3, 16)
    as_worker.post(f"/people/{person.uuid}/reminders/stop/")
    for model in (Event, AuditEvent, Notice, OutgoingMail, Reminder):
        assert CANARY not in str(list(model.objects.values())), model
    assert CANARY not in caplog.text
    told = Event.objects.filter(subject_type="hubs.reminderwish").values_list("what", flat=True)
    assert {"reminders_wanted", "reminders_stopped"} == set(told)


@pytest.mark.parametrize("role", ["data_steward", "auditor", "administrator", "commissioner"])
def test_roles_that_work_with_nobody_do_not_reach_the_address(client, canary, person, role):
    client.force_login(UserFactory(role=role))
    answer = client.get(f"/people/{person.uuid}/reminders/")
    assert answer.status_code in (403, 404)
    assert CANARY not in answer.content.decode()


def test_a_hub_without_a_place_for_the_person_does_not_read_it(client, canary, person, worker):
    person.places.update(ended_on=timezone.localdate())
    client.force_login(worker)
    answer = client.get(f"/people/{person.uuid}/reminders/")
    assert answer.status_code == 403
    assert CANARY not in answer.content.decode()


def test_the_page_keeps_what_was_typed_wrongly(as_worker, person):
    answer = as_worker.post(f"/people/{person.uuid}/reminders/", {"channel": "text", "address": "12"})
    assert "such as 07700 900123" in answer.content.decode()
    assert person.reminder_wishes.get().address == NUMBER


def test_a_refused_wish_answers_409(as_worker, person):
    person.consents.update(withdrawn_on=timezone.localdate())
    sent = {"channel": "text", "address": "07700900111"}
    assert as_worker.post(f"/people/{person.uuid}/reminders/", sent).status_code == 409


def test_a_failed_reminder_is_sent_again_by_a_worker_of_its_hub(as_worker, canary, run, client, stranger):
    assert as_worker.post(f"/reminders/{canary.uuid}/again/").url == "/reminders/"
    canary.refresh_from_db()
    assert (canary.state, canary.tries) == ("queued", 0)
    client.force_login(stranger)
    assert client.post(f"/reminders/{canary.uuid}/again/").status_code == 404


def test_one_whose_time_is_over_is_not_sent_again(as_worker, canary, clock):
    clock.move_to(at(4, 11), tick=False)
    as_worker.post(f"/reminders/{canary.uuid}/again/")
    canary.refresh_from_db()
    assert canary.state == "failed"


def test_the_list_asks_as_often_for_many_as_for_few(as_worker, canary, hub, someone, queries_of):
    def asked():
        return queries_of(as_worker.get, "/reminders/")

    few = asked()
    for _ in range(8):
        another = BookingFactory(session=SessionFactory(hub=hub, starts_at=at(4, 10)), person=someone())
        ReminderFactory(booking=another, state="failed")
    assert asked() == few <= 15


def test_the_example_says_what_this_person_would_read(person):
    assert wording.example(person) == TOMORROW


def test_a_hub_elsewhere_sees_no_reminders_of_this_one(client, canary):
    other = UserFactory(role="hub_worker", teams=[HubFactory().team])
    client.force_login(other)
    assert b"Quillfeather" not in client.get("/reminders/").content

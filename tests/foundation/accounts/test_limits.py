"""How often somebody may look people up (trust: 7)."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from foundation.accounts.limits import LOOKING_UP, Limit, each_address
from foundation.accounts.models import RequestCount
from foundation.audit.models import AuditEvent
from tests.factories.accounts import RequestCountFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = "2026-06-03 12:00:00Z"


TWICE_A_MINUTE = Limit("twice_a_minute", times=2, seconds=60, who=each_address)


def search(client):
    return client.post(reverse("person_search"), {"name": "Nobody Here"})


@time_machine.travel(NOON, tick=False)
def test_one_time_more_than_allowed_is_refused_and_told_how_long_to_wait(client):
    client.force_login(UserFactory())
    assert {search(client).status_code for _ in range(LOOKING_UP.times)} == {302}
    refusal = search(client)
    assert refusal.status_code == 429
    assert refusal["Retry-After"] == "600"
    assert "Wait 10 minutes" in refusal.content.decode()


@time_machine.travel(NOON, tick=False)
def test_who_asks_too_often_is_in_the_audit_trail(client):
    client.force_login(user := UserFactory())
    for _ in range(LOOKING_UP.times + 1):
        search(client)
    assert AuditEvent.objects.get(user=user).operation == "refusal"


@time_machine.travel(NOON, tick=False)
def test_somebody_else_may_still_ask(client):
    client.force_login(UserFactory())
    for _ in range(LOOKING_UP.times + 1):
        search(client)
    client.force_login(UserFactory())
    assert search(client).status_code == 302


def test_a_new_window_begins_anew(client):
    client.force_login(UserFactory())
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(LOOKING_UP.times + 1):
            search(client)
        clock.shift(600)
        assert search(client).status_code == 302


def test_reading_is_not_counted(client):
    client.force_login(UserFactory())
    assert {client.get(reverse("person_search")).status_code for _ in range(LOOKING_UP.times + 5)} == {200}


@time_machine.travel(NOON, tick=False)
def test_without_signing_in_each_address_is_counted_by_itself(rf):
    asked = [TWICE_A_MINUTE.wait_for(rf.post("/", REMOTE_ADDR="192.0.2.1")) for _ in range(3)]
    assert asked == [0, 0, 60]
    assert TWICE_A_MINUTE.wait_for(rf.post("/", REMOTE_ADDR="192.0.2.2")) == 0


@time_machine.travel(NOON, tick=False)
def test_an_address_is_forgotten_when_it_counts_no_more(rf):
    RequestCountFactory(who="address-192.0.2.7", ends_at=datetime(2026, 6, 3, 11, 59, tzinfo=UTC))
    TWICE_A_MINUTE.wait_for(rf.post("/", REMOTE_ADDR="192.0.2.1"))
    assert [count.who for count in RequestCount.objects.all()] == ["address-192.0.2.1"]

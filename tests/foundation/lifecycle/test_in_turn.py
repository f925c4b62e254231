"""Several verbs in one write, shown on a session whose register is opened and submitted at once."""

from contextlib import suppress

import pytest
from django.db import transaction

from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.in_turn import perform_in_turn
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import LostRace, WrongState
from hubs.models import Session
from tests.factories.accounts import UserFactory
from tests.factories.hubs import SessionFactory

pytestmark = pytest.mark.django_db
BOTH = ("open", "submit_register")


@pytest.fixture
def session():
    return SessionFactory()


@pytest.fixture
def worker(session):
    return UserFactory(role=Role.HUB_WORKER, teams=[session.hub.team])


def test_nothing_is_written_when_the_second_verb_is_refused(session, worker):
    with pytest.raises(WrongState), transaction.atomic():
        perform_in_turn(session, ("open", "open"), by=worker)
    session = Session.objects.get(pk=session.pk)
    assert (session.state, session.version) == ("scheduled", 0)
    assert not events.of(session).exists()


def test_a_race_that_is_lost_writes_nothing(session, worker):
    Session.objects.filter(pk=session.pk).update(version=5)
    with pytest.raises(LostRace), transaction.atomic():
        perform_in_turn(session, BOTH, by=worker)
    assert Session.versions.count() == 1


def test_each_verb_leaves_its_version_and_its_event(session, worker):
    perform_in_turn(session, BOTH, by=worker)
    moves = events.of(session).order_by("pk").values_list("what", "from_state", "to_state")
    assert list(moves) == [("open", "scheduled", "open"), ("submit_register", "open", "recorded")]
    laid_aside = Session.versions.filter(version_of=session).order_by("pk").values_list("state", "version")
    assert list(laid_aside) == [("scheduled", 0), ("open", 1)]
    assert Session.objects.get(pk=session.pk).version == 2


def test_events_written_together_are_lost_together(session, worker):
    with suppress(LostRace), events.together():
        events.write([events.entry(session, "noted", by=worker)])
        raise LostRace
    assert not Event.objects.exists()


def test_events_written_together_keep_their_order(session, worker, django_assert_num_queries):
    with django_assert_num_queries(1), events.together():
        for what in ("first", "second", "third"):
            events.write([events.entry(session, what, by=worker)])
    assert list(Event.objects.order_by("pk").values_list("what", flat=True)) == ["first", "second", "third"]

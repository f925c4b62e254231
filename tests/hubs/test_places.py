"""Places at a hub and inductions."""

import datetime

import pytest

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import Refused
from hubs import actions as hubs
from hubs.models import Induction, Place
from tests.factories.accounts import UserFactory
from tests.factories.hubs import PlaceFactory
from tests.factories.people import PersonFactory

TODAY = datetime.date.today


@pytest.fixture
def full_hub(hub):
    PlaceFactory.create_batch(3, hub=hub)
    return hub


def test_a_full_hub_opens_no_place(full_hub, worker):
    with pytest.raises(hubs.HubFull, match=r"no free place\. The hub manager"):
        hubs.open_place(PersonFactory(), full_hub, by=worker)
    assert Place.objects.count() == 3


def test_a_worker_with_a_reason_is_told_that_the_manager_decides(full_hub, worker):
    with pytest.raises(NotYou, match="Only the hub manager of Chatham"):
        hubs.open_place(PersonFactory(), full_hub, by=worker, over_capacity_reason="He lives next door")


def test_a_manager_without_a_reason_is_refused(full_hub, manager):
    with pytest.raises(hubs.HubFull):
        hubs.open_place(PersonFactory(), full_hub, by=manager, over_capacity_reason="  ")


def test_the_manager_opens_one_more_and_signs_for_it(full_hub, manager):
    place = hubs.open_place(
        PersonFactory(), full_hub, by=manager, over_capacity_reason="Leaves hospital today"
    )
    assert (place.allowed_by, place.over_capacity_reason) == (manager, "Leaves hospital today")
    assert hubs.places_free(full_hub) == -1


def test_a_worker_of_another_hub_opens_no_place(hub, stranger):
    with pytest.raises(NotYou, match="Only a worker of Chatham"):
        hubs.open_place(PersonFactory(), hub, by=stranger)


def test_a_practitioner_opens_no_place(hub):
    with pytest.raises(NotYou):
        hubs.open_place(PersonFactory(), hub, by=UserFactory(role=Role.PRACTITIONER, teams=[hub.team]))


def test_a_place_is_opened_today_with_its_event(hub, worker):
    person = PersonFactory()
    place = hubs.open_place(person, hub, by=worker)
    (event,) = events.of(place)
    assert (place.opened_on, place.over_capacity_reason) == (TODAY(), "")
    assert (event.what, event.person_id, event.by) == ("opened", person.pk, worker)


def test_opening_a_place_twice_gives_the_same_place(full_hub, worker):
    standing = Place.objects.first()
    assert hubs.open_place(standing.person, full_hub, by=worker) == standing


def test_an_ended_place_is_free_for_somebody_else(full_hub, worker):
    ended = hubs.end_place(Place.objects.first().person, full_hub, by=worker)
    assert ended.ended_on == TODAY()
    assert hubs.open_place(PersonFactory(), full_hub, by=worker).pk


def test_ending_a_place_that_is_not_there_does_nothing(hub, worker):
    assert hubs.end_place(PersonFactory(), hub, by=worker) is None


def test_an_induction_to_come_is_refused(hub, worker):
    with pytest.raises(Refused, match="not before"):
        hubs.record_induction(
            PersonFactory(), hub, by=worker, inducted_on=TODAY() + datetime.timedelta(days=1), covered=[]
        )


def test_an_induction_at_another_hub_is_not_yours_to_record(hub, stranger):
    with pytest.raises(NotYou):
        hubs.record_induction(PersonFactory(), hub, by=stranger, inducted_on=TODAY(), covered=[])


def test_the_same_day_twice_is_one_induction(hub, worker):
    person = PersonFactory()
    first, second = (
        hubs.record_induction(person, hub, by=worker, inducted_on=TODAY(), covered=["House rules"])
        for _ in range(2)
    )
    assert first == second
    assert Induction.objects.get().covered == ["House rules"]
    assert events.of(first).count() == 1

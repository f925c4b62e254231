"""Two at once at one handover: exactly one wins, and the other is told."""

import uuid
from functools import partial
from unittest import mock

import pytest

from foundation.accounts.roles import Role
from foundation.lifecycle import transitions
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused
from pathways.actions import answering_handovers as service_does
from pathways.actions import handing_over as sender_does
from pathways.models import Handover, PartnerService
from people.models import Involvement, Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.pathways_handovers import HandoverFactory, PartnerServiceFactory
from tests.factories.people import CaseloadFactory, ConsentFactory, PersonFactory
from tests.pathways.days import TODAY
from tests.pathways.handovers.conftest import at
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
ROUNDS = 5


def two_workers():
    """Two workers of one service, who know a handover each by a copy of its own."""
    service = PartnerServiceFactory()
    workers = [UserFactory(role=Role.PARTNER_SERVICE_WORKER, teams=[service.team]) for _ in range(2)]
    return service, workers


def copies_of(handover):
    return [Handover.objects.with_those_named().get(pk=handover.pk) for _ in range(2)]


def events_of(handover, *what):
    log = Event.objects.filter(subject_type="pathways.handover", subject_id=handover.pk, what__in=what)
    return list(log.values_list("what", flat=True))


def only_one_was_refused(found):
    assert sum(isinstance(each, Refused) for each in found) == 1, found


def test_of_two_who_receive_it_one_does():
    service, (one, two) = two_workers()
    for _ in range(ROUNDS):
        handover = HandoverFactory(service=service)
        first, second = copies_of(handover)
        found = at_once(
            lambda first=first: service_does.receive_handover(first, by=one),
            lambda second=second: service_does.receive_handover(second, by=two),
        )
        only_one_was_refused(found)
        assert events_of(handover, "receive") == ["receive"]


def test_it_is_received_or_refused_and_never_both():
    service, (one, two) = two_workers()
    reason = ReasonFactory(list="handover_refuse", reason="Lives outside our area")
    for _ in range(ROUNDS):
        handover = HandoverFactory(service=service)
        first, second = copies_of(handover)
        found = at_once(
            lambda first=first: service_does.receive_handover(first, by=one),
            lambda second=second: service_does.refuse_handover(second, by=two, reason=reason),
        )
        only_one_was_refused(found)
        handover.refresh_from_db()
        is_over = Involvement.objects.get(pk=handover.involvement_id).until is not None
        assert (handover.state == "refused") == is_over


def test_of_two_different_appointments_booked_at_once_one_stands():
    service, (one, two) = two_workers()
    for _ in range(ROUNDS):
        handover = HandoverFactory(service=service, state="received")
        first, second = copies_of(handover)
        booked = {"place": "Gate House"}
        found = at_once(
            partial(service_does.book_appointment, first, by=one, appointment_at=at(3, 9), **booked),
            partial(service_does.book_appointment, second, by=two, appointment_at=at(3, 10), **booked),
        )
        only_one_was_refused(found)
        assert events_of(handover, "book") == ["book"]


def test_a_double_click_on_send_is_one_handover_and_one_involvement():
    service, _ = two_workers()
    team = TeamFactory()
    dana = UserFactory(role=Role.PRACTITIONER, teams=[team])
    for _ in range(ROUNDS):
        person = PersonFactory()
        CaseloadFactory(person=person, team=team, practitioner=dana)
        ConsentFactory(person=person)
        said = {
            "by": dana, "uuid": uuid.uuid4(), "service": PartnerService.objects.get(pk=service.pk),
            "purpose": "Structured treatment", "shares": [], "agreed_on": TODAY, "agreed_how": "in_person",
        }  # fmt: skip
        people = [Person.objects.get(pk=person.pk) for _ in range(2)]
        found = at_once(*[partial(sender_does.send_handover, each, **said) for each in people])
        assert len({each.pk for each in found}) == 1, found
        assert Involvement.objects.filter(person=person).count() == 1


def test_the_race_can_be_lost():
    """Negative control: without compare-and-set both believe they received it."""

    def careless(thing, steps, now):
        for step in steps:
            step()
            thing.version += 1
        type(thing)._base_manager.filter(pk=thing.pk).update(
            state=thing.state,
            version=thing.version,
            received_at=thing.received_at,
            received_by=thing.received_by,
        )

    service, (one, two) = two_workers()
    rounds = []
    with mock.patch.object(transitions, "take", careless):
        for _ in range(4):
            first, second = copies_of(HandoverFactory(service=service))
            rounds.append(
                at_once(
                    lambda first=first: service_does.receive_handover(first, by=one),
                    lambda second=second: service_does.receive_handover(second, by=two),
                )
            )
    assert any(not any(isinstance(each, Exception) for each in found) for found in rounds), rounds

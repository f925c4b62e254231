"""Arrests and charges: local signals for those who may see risk, and no offence in any figure."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from people import actions as people
from people.models import LocalSignal
from people.rules import Unfit
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import InvolvementFactory, LocalSignalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(ago):
    return {
        "kind": "arrest",
        "happened_on": ago(3),
        "source": "The police",
        "known": "Released without charge",
    }


def page(answer):
    return " ".join(answer.content.decode().split())


def where(person):
    return reverse("signal_record", args=[person.uuid])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"days": -1}, "happened_on"), ({"days": 40_000}, "happened_on"), ({"source": "unknown"}, "source")],
)
def test_what_cannot_be_is_said_at_its_field(person, practitioner, ago, said, wrong, field):
    given = {"happened_on": ago(wrong["days"])} if "days" in wrong else wrong
    with pytest.raises(Unfit) as refusal:
        people.record_signal(person, by=practitioner, **said | given)
    assert list(refusal.value.problems) == [field]


def test_the_same_one_is_not_recorded_twice(person, practitioner, said):
    people.record_signal(person, by=practitioner, **said)
    with pytest.raises(Unfit, match="already"):
        people.record_signal(person, by=practitioner, **said)


def test_only_the_team_that_holds_the_person_writes_it(person, stranger, steward, said):
    for somebody in (stranger, steward):
        with pytest.raises(NotYou):
            people.record_signal(person, by=somebody, **said)


def test_a_hub_reads_it_on_the_timeline_and_a_data_steward_does_not(
    client, person, said, practitioner, steward, team
):
    people.record_signal(person, by=practitioner, **said)
    hub = TeamFactory(name="Medway Hub")
    hub_worker = UserFactory(role=Role.HUB_WORKER, teams=[hub])
    InvolvementFactory(person=person, team=hub)
    timeline = reverse("person_timeline", args=[person.uuid])
    read = {}
    for user in (practitioner, hub_worker, steward):
        client.force_login(user)
        read[user.role] = "local signal, said by The police" in page(client.get(timeline))
    assert read == {"practitioner": True, "hub_worker": True, "data_steward": False}
    assert client.get(where(person)).status_code == 403


def test_a_mistake_is_taken_out_and_its_history_kept(client, person, practitioner, said):
    signal = people.record_signal(person, by=practitioner, **said)
    client.force_login(practitioner)
    for _ in range(2):  # a double click
        answer = client.post(reverse("signal_remove", args=[person.uuid, signal.pk]), follow=True)
        assert "Taken out as entered in error" in page(answer)
    assert (LocalSignal.objects.count(), LocalSignal.versions.count()) == (0, 1)
    kept = (
        Event.objects.filter(subject_type="people.localsignal").order_by("id").values_list("what", flat=True)
    )
    assert list(kept) == ["recorded", "entered_in_error"]


def test_the_page_keeps_what_was_typed_and_leads_back_to_the_person(client, person, practitioner, ago):
    client.force_login(practitioner)
    answer = client.post(
        where(person), {"kind": "charge", "happened_on": ago(1).isoformat(), "source": "tbc"}
    )
    assert "Say who said so, such as the police or the person." in page(answer)
    answer = client.post(
        where(person), {"kind": "charge", "happened_on": ago(1).isoformat(), "source": "Court list"}
    )
    assert answer.url == reverse("person_detail", args=[person.uuid])
    assert "Court list" in page(client.get(where(person)))


def test_the_record_of_somebody_else_is_not_found(client, person, hidden, practitioner):
    theirs = LocalSignalFactory(person=hidden)
    client.force_login(practitioner)
    assert client.post(reverse("signal_remove", args=[person.uuid, theirs.pk])).status_code == 404
    assert client.get(where(hidden)).status_code == 404

"""The directory of partner services: who keeps it, and what an entry must say."""

import pytest
from django.urls import reverse

from foundation.accounts.models import Organisation, Team
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from pathways.models import PartnerService
from pathways.reference.services import load_partner_services
from tests.factories.accounts import OrganisationFactory, TeamFactory, UserFactory
from tests.factories.pathways_handovers import HandoverFactory, PartnerServiceFactory
from tests.factories.people import AreaFactory
from tests.pathways.asking import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def entry():
    employer = OrganisationFactory(kind=Organisation.Kind.PARTNER_SERVICE)
    return {
        "name": "Estuary Recovery", "kind": "treatment", "team": TeamFactory(organisation=employer).pk,
        "phone": "01634 960 001", "email": "duty@estuary.example", "active_from": "1 June 2026",
    }  # fmt: skip


def test_only_an_administrator_keeps_the_directory(as_, office, entry):
    assert as_(office.dana).post(reverse("service_create"), entry).status_code == 403
    assert not PartnerService.objects.filter(name="Estuary Recovery").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter the name"), ({"phone": "ring me"}, "Enter a telephone number"),
        ({"active_until": "1 May 2026"}, "It stops after it has begun"),
        ({"name": "RECOVERY service"}, "has this name"),
        ({"team": ""}, "Choose the team"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_said_at_its_field(as_, administrator, treatment, entry, wrong, said):
    answer = as_(administrator).post(reverse("service_create"), entry | wrong)
    assert said in page(answer)
    assert PartnerService.objects.count() == 1


def test_a_team_that_is_no_partners_cannot_answer_for_a_service(as_, administrator, entry, hub):
    as_(administrator).post(reverse("service_create"), entry | {"team": hub.team.pk})
    assert not PartnerService.objects.exists()


def test_an_entry_is_added_and_changed_with_an_event(as_, administrator, entry):
    client = as_(administrator)
    client.post(reverse("service_create"), entry)
    service = PartnerService.objects.get()
    assert service.confirmed_at is not None
    client.post(reverse("service_change", args=[service.slug]), entry | {"phone": "01634 960 002"})
    service.refresh_from_db()
    assert service.phone == "01634 960 002"
    log = Event.objects.filter(subject_type="pathways.partnerservice")
    assert list(log.order_by("id").values_list("what", flat=True)) == ["added", "changed"]


def test_a_service_with_people_handed_over_keeps_its_team(as_, administrator, entry):
    service = PartnerServiceFactory(name="Estuary Recovery")
    HandoverFactory(service=service)
    answer = as_(administrator).post(reverse("service_change", args=[service.slug]), entry)
    assert "handed over to this team now" in page(answer)


def test_the_example_list_is_loaded_once_and_leaves_what_was_changed():
    AreaFactory(name="Medway")
    row = {"name": "Medway Recovery", "kind": "treatment", "organisation": "Medway Recovery", "areas": "Medway",
           "phone": "", "email": ""}  # fmt: skip
    assert load_partner_services([row]).new == 1
    PartnerService.objects.update(phone="01634 960 003")
    assert load_partner_services([row]).new == 0
    service = PartnerService.objects.get()
    assert (service.phone, service.confirmed_at, Team.objects.filter(name="Medway Recovery").count()) == (
        "01634 960 003", None, 1,
    )  # fmt: skip

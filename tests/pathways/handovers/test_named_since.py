"""Records from before the handover of each was kept are given theirs when the product is brought up to date."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from pathways.models import MilestoneClaim, OutcomesProfile
from tests.factories.pathways import MilestoneClaimFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.pathways_top import OutcomesProfileFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def brought_up_to_date():
    step = import_module("pathways.migrations.0015_records_know_their_handover")
    return lambda: step.name_the_handover(apps, None)


@pytest.fixture
def handover(person, treatment):
    return HandoverFactory(person=person, service=treatment, state="received", reference="H-7K4M-Q9TX")


def a_claim(substance, evidence, kind="service_record"):
    said = {"evidence_type": kind, "evidence_reference": evidence}
    return MilestoneClaimFactory(pathway=substance, **said)


def a_form(person, user, at, taken_back=0):
    day = timezone.localdate() - datetime.timedelta(days=taken_back)
    return OutcomesProfileFactory(person=person, taken_by=user, taken_on=day, recorded_at=at)


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        ("Recovery Service, handover H-2222-2222: attended on 3 June 2026", "service_record"),
        ("Letter of 3 June", "service_record"),
        ("Recovery Service, handover H-7K4M-Q9TX: attended on 3 June 2026", "letter"),
    ],
)
def test_a_claim_that_names_no_known_handover_is_left(
    brought_up_to_date, handover, substance, evidence, kind
):
    a_claim(substance, evidence, kind)
    brought_up_to_date()
    assert MilestoneClaim.objects.get().handover is None


def test_a_form_of_somebody_else_of_another_person_or_of_other_times_is_left(
    brought_up_to_date, handover, person, treatment, elsewhere, hub
):
    after = handover.received_at + HOUR
    a_form(person, hub.worker, after)
    a_form(person, elsewhere.worker, after, taken_back=1)
    a_form(person, treatment.worker, handover.received_at - HOUR, taken_back=2)
    a_form(HandoverFactory(service=elsewhere).person, treatment.worker, after)
    brought_up_to_date()
    assert not OutcomesProfile.objects.exclude(handover=None).exists()


def test_a_form_after_the_handover_ended_is_left(brought_up_to_date, person, treatment):
    ended = HandoverFactory(person=person, service=treatment, state="closed")
    a_form(person, treatment.worker, ended.ended_at + HOUR)
    brought_up_to_date()
    assert OutcomesProfile.objects.get().handover is None


def test_a_claim_is_given_the_handover_that_its_evidence_names(brought_up_to_date, handover, substance):
    a_claim(substance, "Recovery Service, handover H-7K4M-Q9TX: attended on 3 June 2026")
    brought_up_to_date()
    assert MilestoneClaim.objects.get().handover == handover


def test_a_form_of_the_service_is_given_the_handover_that_ran_then(
    brought_up_to_date, handover, person, treatment
):
    a_form(person, treatment.colleague, handover.received_at + HOUR)
    brought_up_to_date()
    assert OutcomesProfile.objects.get().handover == handover

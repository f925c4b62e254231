"""Loading the reference lists."""

import pytest
from django.core.management import call_command

from foundation.intake import reference
from foundation.intake.models import ReferenceLoad
from foundation.lifecycle.models import Reason
from hubs.models import ActivityCategory, Hub, ServedArea
from pathways.models import AccommodationCode
from people.models import Area, ConsentText, Prison
from referrals.models import ReferralSource

pytestmark = pytest.mark.django_db
COUNTED = {
    Area: 48, Prison: 115, ConsentText: 1, Hub: 33, ServedArea: 45, ActivityCategory: 33, AccommodationCode: 19,
    ReferralSource: 21, Reason: 100,
}  # fmt: skip


def test_every_list_is_loaded_and_the_second_time_nothing_changes():
    reference.load_all()
    assert {model: model.objects.count() for model in COUNTED} == COUNTED
    versions = ReferenceLoad.objects.count()
    assert all(not (loaded.new or loaded.changed) for loaded in reference.load_all().values())
    assert ReferenceLoad.objects.count() == versions == len(reference.registered())


def test_a_hub_stands_between_its_contract_area_and_its_satellites():
    call_command("load_reference", verbosity=0)
    southampton = Hub.objects.get(name="Southampton")
    assert southampton.parent.name == "Chatham"
    assert southampton.team.parent == southampton.parent.team
    assert southampton.parent.team.parent.name == "South East"
    assert southampton.team.organisation.name == "South East hub provider"


def test_a_reason_gone_from_its_list_is_retired_and_kept():
    Reason.objects.create(list="end", group="other", reason="Went to sea")
    reference.load_all()
    assert Reason.objects.get(reason="Went to sea").retired_at
    assert Reason.objects.filter(retired_at=None).count() == COUNTED[Reason]


def test_a_row_that_differs_is_put_right():
    reference.load_all()
    Prison.objects.filter(name="Rochester").update(region="Wales")
    assert reference.load_all()["prisons"].changed == 1
    assert Prison.objects.get(name="Rochester").region == "South East"

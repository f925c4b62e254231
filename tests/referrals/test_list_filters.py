"""The list of referrals cut by the query of its address: by need, hub, source, release and reference."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import NeedFactory, ReferralSourceFactory
from tests.referrals import scene
from tests.referrals.listing import URL, counts, rows

pytestmark = pytest.mark.django_db


def test_the_list_can_be_cut_by_need_and_totals_on_tabs_ignore_it(signed_in, hub, worker):
    work, home = scene.a_referral("submitted", hub=hub), scene.a_referral("submitted", hub=hub)
    NeedFactory(referral=home, kind="accommodation")
    NeedFactory(referral=work, kind="accommodation", dropped_at=timezone.now())
    browser = signed_in(worker)
    assert rows(browser, "?need=accommodation") == [home]
    assert counts(browser, "?need=accommodation")["All open"] == 2
    assert "No referrals match. Clear the filters" in browser.get(f"{URL}?need=finance").content.decode()


@pytest.mark.parametrize(
    "query", ["?clock=never", "?need=gold", "?hub=x", "?tab=nowhere", "?page=x", "?sort=password"]
)
def test_a_query_that_nobody_offers_is_left_out(signed_in, hub, worker, query):
    referral = scene.a_referral("submitted", hub=hub)
    assert rows(signed_in(worker), query) == [referral]


def test_a_manager_of_several_hubs_can_look_at_one(signed_in, hub):
    satellite = HubFactory(name="Gravesend")
    manager = UserFactory(role="hub_manager", teams=[hub.team, satellite.team])
    here, there = scene.a_referral("submitted", hub=hub), scene.a_referral("submitted", hub=satellite)
    browser = signed_in(manager)
    assert set(rows(browser)) == {here, there}
    assert rows(browser, f"?hub={satellite.pk}") == [there]
    assert f"?hub={satellite.pk}&tab=new" in browser.get(
        f"{URL}?hub={satellite.pk}"
    ).content.decode().replace("&amp;", "&")


def test_what_nobody_has_can_be_looked_for(signed_in, referrer, hub, worker):
    gone = scene.a_worker(hub, is_active=False)
    new = scene.a_referral("submitted", hub=hub, referrer=referrer)
    orphan = scene.a_referral("started", hub=hub, key_worker=gone, taken_by=worker)
    left = scene.a_referral("in_review", hub=hub, taken_by=gone)
    mine = scene.a_referral("in_review", hub=hub, taken_by=worker)
    browser = signed_in(worker)
    assert set(rows(browser, "?whose=nobody")) == {new, orphan, left}
    assert counts(browser, "?whose=nobody")["All open"] == 3
    assert rows(browser, "?whose=mine") == [mine]
    referrer.is_active = False
    referrer.save()
    colleague = scene.a_practitioner(team=scene.team_of(referrer))
    assert rows(signed_in(colleague), "?whose=nobody") == [new]


@time_machine.travel(datetime.datetime(2026, 6, 3, 11, 5))
def test_the_list_can_be_cut_by_source_release_hub_and_reference(signed_in, referrer, hub):
    soon, later = (scene.a_referral("submitted", hub=hub, referrer=referrer) for _ in range(2))
    ReleaseFactory(person=soon.person, expected_on=datetime.date(2026, 6, 17), released_on=None)
    ReleaseFactory(person=later.person, expected_on=datetime.date(2026, 6, 18), released_on=None)
    gone = scene.a_referral("submitted", hub=HubFactory(name="Leeds"), referrer=referrer)
    ReleaseFactory(person=gone.person, released_on=datetime.date(2026, 6, 1))
    Referral.objects.filter(pk=gone.pk).update(source=ReferralSourceFactory(name="Healthcare"))
    browser = signed_in(referrer)
    assert rows(browser, "?release=14") == [soon]
    assert set(rows(browser, "?release=28")) == {soon, later}
    assert rows(browser, f"?hub={gone.hub_id}") == [gone]
    assert rows(browser, f"?source={Referral.objects.get(pk=gone.pk).source_id}") == [gone]
    assert rows(browser, f"?reference={later.reference.lower()}") == [later]


def test_a_name_in_the_box_for_references_is_refused_and_nothing_is_looked_up(signed_in, hub, worker):
    referral = scene.a_referral("submitted", hub=hub)
    browser = signed_in(worker)
    assert rows(browser, "?reference=Larkfield") == [referral], "what makes no sense is left out"
    assert "Enter a reference or part of it" in browser.get(f"{URL}?reference=Larkfield").content.decode()
    detail = browser.get(reverse("referral_detail", args=[referral.uuid]))
    assert detail.context["back_url"] == URL, "it is not remembered either"

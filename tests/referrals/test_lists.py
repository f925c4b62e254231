"""The list of referrals: tabs with honest counts, soonest first, nobody else’s rows."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import AuditEvent
from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import ReleaseFactory
from tests.factories.referrals import NeedFactory
from tests.referrals import scene
from tests.referrals.listing import URL, counts, rows

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime.date(2026, 6, 3)
AT_MOST = 15  # queries of a list (issue: Speed)


def due(referral, day):
    Referral.objects.filter(pk=referral.pk).update(decision_due_on=day)
    return referral


@pytest.mark.parametrize("query", ["", "?tab=new", "?tab=mine", "?tab=all", "?tab=ended", "?tab=accepted"])
def test_a_worker_or_manager_of_another_hub_sees_nothing(signed_in, query):
    for state in ("submitted", "in_review", "accepted", "declined"):
        scene.a_referral(state)
    elsewhere = HubFactory()
    for stranger in (scene.a_worker(elsewhere), scene.a_manager(elsewhere), scene.a_practitioner()):
        browser = signed_in(stranger)
        assert rows(browser, query) == []
        assert set(counts(browser, query).values()) == {0}


def test_nobody_without_the_permission_sees_the_list(signed_in, hub):
    commissioner = UserFactory(role="commissioner", teams=[hub.team])
    assert signed_in(commissioner).get(URL).status_code == 403


def test_the_hubs_tabs_hold_each_referral_where_it_belongs(signed_in, hub, worker):
    other = scene.a_worker(hub)
    made = {
        "new": scene.a_referral("submitted", hub=hub),
        "mine": scene.a_referral("in_review", hub=hub, taken_by=worker),
        "theirs": scene.a_referral("in_review", hub=hub, taken_by=other),
        "key": scene.a_referral("accepted", hub=hub, taken_by=other, key_worker=worker),
        "handed": scene.a_referral("started", hub=hub, taken_by=worker, key_worker=other),
        "ended": scene.a_referral("declined", hub=hub),
    }
    scene.a_full_draft(scene.a_practitioner(), hub)
    scene.a_referral("entered_in_error", hub=hub)
    browser = signed_in(worker)
    expected = {
        "all": {"new", "mine", "theirs", "key", "handed"},
        "new": {"new"},
        "mine": {"mine", "key"},
        "accepted": {"key"},
        "ended": {"ended"},
    }
    for tab, names in expected.items():
        assert (tab, set(rows(browser, f"?tab={tab}"))) == (tab, {made[name] for name in names})
    assert list(counts(browser).values()) == [5, 1, 2, 0, 1, 0, 1]


def test_the_referrers_tabs_hold_their_own_and_on_asking_their_teams(signed_in, referrer, hub):
    colleague = scene.a_practitioner(team=scene.team_of(referrer))
    mine = scene.a_referral("submitted", hub=hub, referrer=referrer)
    theirs = scene.a_referral("submitted", hub=hub, referrer=colleague)
    draft = scene.a_full_draft(referrer)
    ended = scene.a_referral("withdrawn", hub=hub, referrer=referrer)
    browser = signed_in(referrer)
    assert rows(browser) == [mine]
    assert set(rows(browser, "?whose=team")) == {mine, theirs}
    assert rows(browser, "?tab=draft") == [draft]
    assert rows(browser, "?tab=ended") == [ended]
    assert counts(browser) == {
        "Open": 1, "Needs my answer": 0, "Waiting": 0, "Accepted": 0, "Started": 0, "On hold": 0,
        "Ended": 1, "Draft": 1,
    }  # fmt: skip
    assert counts(browser, "?whose=team")["Open"] == 2


@time_machine.travel(datetime.datetime(2026, 6, 3, 11, 5))
def test_the_queue_is_soonest_first_with_clock_words_and_can_be_cut_by_the_clock(signed_in, hub, worker):
    later = due(scene.a_referral("submitted", hub=hub), datetime.date(2026, 6, 9))
    overdue = due(scene.a_referral("in_review", hub=hub), datetime.date(2026, 6, 1))
    today = due(scene.a_referral("submitted", hub=hub), WEDNESDAY)
    waiting = due(scene.a_referral("waiting", hub=hub), datetime.date(2026, 5, 20))
    far = due(scene.a_referral("submitted", hub=hub), datetime.date(2026, 6, 30))
    accepted = due(scene.a_referral("accepted", hub=hub), datetime.date(2026, 5, 29))
    asked = due(scene.a_referral("information_requested", hub=hub), datetime.date(2026, 5, 30))
    browser = signed_in(worker)
    assert rows(browser) == [overdue, today, later, far, asked, accepted, waiting]
    assert rows(browser, "?sort=clock")[:4] == [overdue, today, later, far]
    assert rows(browser, "?sort=-clock")[:4] == [far, later, today, overdue]
    page = browser.get(URL).content.decode()
    assert "2 working days overdue" in page
    assert "by 20 May" not in page, "being put on the waiting list stops the clock"
    assert waiting not in rows(browser, "?clock=overdue")
    assert "by 9 June</span>" in page
    assert rows(browser, "?clock=overdue") == [overdue]
    assert rows(browser, "?clock=today") == [today]
    assert rows(browser, "?clock=next") == [later]


def test_a_row_names_three_needs_and_counts_the_others(signed_in, hub, worker):
    referral = scene.a_referral("submitted", hub=hub)
    for kind in ("accommodation", "finance", "health", "wellbeing"):
        NeedFactory(referral=referral, kind=kind)
    page = signed_in(worker).get(URL).content.decode()
    assert "Employment, Accommodation, Finance <span" in page
    assert "+2<span" in page


def test_a_clock_that_stands_still_says_so(signed_in, hub, worker):
    due(scene.a_referral("information_requested", hub=hub), WEDNESDAY)
    assert "tg-clock--paused" in signed_in(worker).get(URL).content.decode()


def test_tabs_keep_the_filter_and_pages_are_not_counted(signed_in, hub, worker):
    for _ in range(27):
        scene.a_referral("submitted", hub=hub)
    browser = signed_in(worker)
    page = browser.get(f"{URL}?tab=new&need=employment").content.decode().replace("&amp;", "&")
    assert "25 rows shown; there are more" in page
    assert "?tab=ended&need=employment" in page
    assert "?tab=new&need=employment&page=2" in page
    assert len(rows(browser, "?tab=new&page=2")) == 2


def add_referrals(count, hub, referrer):
    for _ in range(count):
        referral = due(scene.a_referral("submitted", hub=hub, referrer=referrer), timezone.localdate())
        ReleaseFactory(person=referral.person)


def queries_of(browser, path):
    """Savepoints are left out: they stand here in place of the transactions of a real request."""
    with CaptureQueriesContext(connection) as found:
        browser.get(path)
    return len([each for each in found if "SAVEPOINT" not in each["sql"]])


@pytest.mark.parametrize("side", ["hub", "referrer"])
def test_thirty_rows_cost_home_no_more_queries_than_three(signed_in, hub, worker, referrer, side):
    browser = signed_in(worker if side == "hub" else referrer)
    add_referrals(3, hub, referrer)
    queries_of(browser, "/")  # the first request of a process fills caches
    few = queries_of(browser, "/")
    add_referrals(27, hub, referrer)
    assert queries_of(browser, "/") == few


def test_three_hundred_rows_cost_the_list_no_more_queries_than_three_and_at_most_fifteen(
    client, hub, worker, referrer
):
    users = (worker, scene.a_manager(hub), referrer)

    def asked_by_each():
        for user in users:
            client.force_login(user)
            queries_of(client, f"{URL}?sort=person")  # the first request of a process fills caches
            yield queries_of(client, f"{URL}?sort=person")

    add_referrals(3, hub, referrer)
    few = list(asked_by_each())
    add_referrals(297, hub, referrer)
    assert list(asked_by_each()) == few
    assert max(few) <= AT_MOST


def test_every_person_on_the_list_is_in_the_trail_and_an_empty_list_is_too(signed_in, hub, worker):
    browser = signed_in(worker)
    browser.get(URL)
    assert AuditEvent.objects.get().subjects.count() == 0
    people = {scene.a_referral("submitted", hub=hub).person_id for _ in range(3)}
    browser.get(URL)
    assert {each.person_id for each in AuditEvent.objects.first().subjects.all()} == people


def test_no_name_stands_in_an_address_of_the_list(signed_in, hub, worker):
    referral = scene.a_referral("submitted", hub=hub)
    page = signed_in(worker).get(URL).content.decode()
    assert f'href="{reverse("referral_detail", args=[referral.uuid])}"' in page
    assert f'href="/referrals/{referral.pk}/' not in page


def test_the_tabs_are_those_of_the_role(signed_in, hub, worker, referrer):
    assert list(counts(signed_in(worker))) == [
        "All open",
        "New",
        "Mine",
        "Waiting",
        "Accepted",
        "On hold",
        "Ended",
    ]
    assert list(counts(signed_in(referrer))) == [
        "Open", "Needs my answer", "Waiting", "Accepted", "Started", "On hold", "Ended", "Draft",
    ]  # fmt: skip


def test_what_waits_for_the_referrers_answer_and_for_a_place_has_its_own_tab(
    signed_in, referrer, hub, worker
):
    asked = scene.a_referral("information_requested", hub=hub, referrer=referrer)
    waiting = scene.a_referral("waiting", hub=hub, referrer=referrer)
    held = scene.a_referral("on_hold", hub=hub, referrer=referrer)
    browser = signed_in(referrer)
    assert rows(browser, "?tab=answer") == rows(browser, "?clock=paused") == [asked]
    assert rows(browser, "?tab=waiting") == [waiting]
    assert (rows(browser, "?tab=hold"), rows(browser, "?tab=started")) == ([held], [])
    assert set(rows(browser)) == {asked, waiting, held}
    browser = signed_in(worker)
    assert (rows(browser, "?tab=hold"), rows(browser, "?tab=waiting")) == ([held], [waiting])


def test_the_waiting_list_of_a_hub_stands_in_its_order_with_how_long_each_waits(
    signed_in, hub, worker, referrer
):
    late, early = (
        scene.a_referral("waiting", hub=hub, waiting_at=timezone.now() - datetime.timedelta(days=days))
        for days in (2, 40)
    )
    browser = signed_in(worker)
    assert rows(browser, "?tab=waiting") == [early, late]
    page = browser.get(URL, {"tab": "waiting"}).content.decode()
    assert "waits 40 days" in page
    assert "waits 2 days" in page


def test_a_referral_opened_from_the_list_leads_back_to_it_as_it_was(signed_in, hub, worker):
    referral = scene.a_referral("submitted", hub=hub)
    browser = signed_in(worker)
    detail = reverse("referral_detail", args=[referral.uuid])
    assert f'href="{URL}"' in browser.get(detail).content.decode()
    browser.get(f"{URL}?tab=new&need=employment&sort=-clock")
    assert f'href="{URL}?tab=new&amp;need=employment&amp;sort=-clock"' in browser.get(detail).content.decode()

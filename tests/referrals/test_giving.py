"""Giving referrals to somebody, one or several: what was done is said, and what was not, and why."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused, WrongState
from referrals import actions as referrals
from referrals.models import Referral
from referrals.states import CLOSED
from tests.factories.hubs import HubFactory
from tests.factories.people import LimitedAccessFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db
URL = reverse("referral_give")


@pytest.fixture
def manager(hub):
    return scene.a_manager(hub, name="Gethin Pryce")


def now(referral):
    return Referral.objects.get(pk=referral.pk)


def sentences(browser, ticked, worker):
    """What the list says after several were ticked and given."""
    answer = browser.post(
        URL, {"tick": [each.uuid for each in ticked], "worker": worker.pk if worker else ""}, follow=True
    )
    return [str(message) for message in answer.context["messages"]]


def test_a_worker_and_a_manager_of_another_hub_do_not_say_who_has_it(hub, worker):
    referral = scene.a_referral("in_review", hub=hub)
    for stranger in (worker, scene.a_manager(HubFactory())):
        with pytest.raises(NotYou):
            referrals.assign(referral, by=stranger, worker=worker)
    assert now(referral).taken_by is None


def test_what_nobody_took_is_taken_first(hub, worker, manager):
    with pytest.raises(WrongState, match="a worker takes it first"):
        referrals.assign(scene.a_referral("submitted", hub=hub), by=manager, worker=worker)


@pytest.mark.parametrize("state", CLOSED)
def test_of_what_is_over_nobody_has_anything(hub, worker, manager, state):
    with pytest.raises(WrongState, match="nobody has it any more"):
        referrals.assign(scene.a_referral(state, hub=hub), by=manager, worker=worker)


def test_only_a_worker_of_the_hub_can_have_it(hub, manager):
    referral = scene.a_referral("accepted", hub=hub)
    for other in (scene.a_worker(HubFactory()), scene.a_practitioner(), scene.a_worker(hub, is_active=False)):
        with pytest.raises(Refused, match="a key worker who works at Chatham"):
            referrals.assign(referral, by=manager, worker=other)


@pytest.mark.parametrize("state", ["in_review", "accepted"])
def test_a_worker_from_whom_the_person_is_hidden_is_refused_in_the_words_for_a_stranger(hub, manager, state):
    referral, hidden, stranger = (
        scene.a_referral(state, hub=hub),
        scene.a_worker(hub),
        scene.a_worker(HubFactory()),
    )
    LimitedAccessFactory(person=referral.person, user=hidden)
    said = set()
    for worker in (hidden, stranger):
        with pytest.raises(Refused) as refusal:
            referrals.assign(referral, by=manager, worker=worker)
        said.add(str(refusal.value))
    assert said == {"this needs a key worker who works at Chatham"}
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("state", "held_as"), [("in_review", "taken_by"), ("started", "key_worker")])
def test_whoever_had_it_is_told_that_they_do_not_have_it_any_more(hub, worker, manager, state, held_as):
    referral = scene.a_referral(state, hub=hub, **{held_as: worker})
    colleague = scene.a_worker(hub)
    referrals.assign(referral, by=manager, worker=colleague)
    assert {notice.user for notice in Notice.objects.all()} == {worker, colleague}
    text = Notice.objects.get(user=worker).text
    assert text == f"{referral.reference} was given to somebody else at Chatham: you do not have it any more"


def test_whoever_had_it_is_told_nothing_once_the_person_is_hidden_from_them(hub, worker, manager):
    referral = scene.a_referral("started", hub=hub, key_worker=worker)
    LimitedAccessFactory(person=referral.person, user=worker)
    referrals.assign(referral, by=manager, worker=scene.a_worker(hub))
    assert not Notice.objects.filter(user=worker).exists()


@pytest.mark.parametrize(
    ("state", "held_as"),
    [
        ("in_review", "taken_by"),
        ("information_requested", "taken_by"),
        ("waiting", "taken_by"),
        ("accepted", "key_worker"),
        ("started", "key_worker"),
    ],
)
def test_before_a_place_it_is_who_decides_and_after_that_the_key_worker(hub, worker, manager, state, held_as):
    referral = scene.a_referral(state, hub=hub)
    referrals.assign(referral, by=manager, worker=worker)
    assert getattr(now(referral), held_as) == worker
    event = Event.objects.get(what="assigned")
    assert (event.by, event.facts["to"][held_as]) == (manager, worker.pk)
    assert Notice.objects.get().user == worker


def test_giving_it_to_who_has_it_changes_and_tells_nothing(hub, worker, manager):
    referral = scene.a_referral("started", hub=hub, key_worker=worker)
    referrals.assign(referral, by=manager, worker=worker)
    assert (now(referral).version, Notice.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_a_referrer_of_another_team_does_not_give_it_away(referrer, hub):
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    with pytest.raises(NotYou):
        referrals.give(referral, by=scene.a_practitioner(), colleague=referrer)


def test_it_stays_in_the_team_that_referred(referrer, hub):
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    for other in (scene.a_practitioner(), scene.a_worker(hub)):
        with pytest.raises(Refused, match="a colleague who writes referrals in the team"):
            referrals.give(referral, by=referrer, colleague=other)


def test_a_colleague_from_whom_the_person_is_hidden_is_refused_in_the_words_for_a_stranger(referrer, hub):
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    colleague = scene.a_practitioner(team=scene.team_of(referrer))
    LimitedAccessFactory(person=referral.person, user=colleague)
    with pytest.raises(Refused, match="a colleague who writes referrals in the team that referred"):
        referrals.give(referral, by=referrer, colleague=colleague)
    assert not Notice.objects.exists()


def test_a_referral_that_is_over_is_not_given(referrer, hub):
    colleague = scene.a_practitioner(team=scene.team_of(referrer))
    with pytest.raises(WrongState, match="nothing left to do"):
        referrals.give(
            scene.a_referral("declined", hub=hub, referrer=referrer), by=referrer, colleague=colleague
        )


def test_a_colleague_has_one_draft_about_a_person_at_most(draft, referrer):
    colleague = scene.a_practitioner(team=scene.team_of(referrer))
    scene.a_full_draft(colleague, person=draft.person)
    with pytest.raises(Refused, match="has a draft about this person already"):
        referrals.give(draft, by=referrer, colleague=colleague)


@pytest.mark.parametrize("state", ["draft", "information_requested", "started"])
def test_a_colleague_becomes_the_referrer_and_is_told(referrer, hub, state):
    colleague = scene.a_practitioner(team=scene.team_of(referrer))
    referral = scene.a_referral(state, hub=hub, referrer=referrer)
    for _ in range(2):
        referrals.give(referral, by=referrer, colleague=colleague)
    assert (now(referral).referrer, now(referral).version) == (colleague, 1)
    assert [notice.user for notice in Notice.objects.all()] == [colleague]


def test_nothing_ticked_and_nobody_chosen_are_said(signed_in, hub, worker, manager):
    referral = scene.a_referral("in_review", hub=hub)
    browser = signed_in(manager)
    assert sentences(browser, [], worker) == ["Nothing is changed: tick at least one referral."]
    assert sentences(browser, [referral], None) == [
        "Nothing is changed: choose who gets the ticked referrals."
    ]
    assert sentences(browser, [referral], scene.a_worker(HubFactory())) == [
        "Nothing is changed: choose who gets the ticked referrals."
    ]


def test_a_box_that_the_page_did_not_have_is_left_out(signed_in, hub, worker, manager):
    theirs = scene.a_referral("in_review")
    hidden = scene.a_referral("in_review", hub=hub)
    LimitedAccessFactory(person=hidden.person, kind="restriction", user=scene.a_worker(hub))
    answer = signed_in(manager).post(
        URL, {"tick": ["x", str(theirs.uuid), str(hidden.uuid)], "worker": worker.pk}, follow=True
    )
    assert [str(each) for each in answer.context["messages"]] == [
        "Nothing is changed: tick at least one referral."
    ]
    assert now(theirs).taken_by is now(hidden).taken_by is None


def test_of_several_it_is_said_what_was_done_and_what_was_not_and_why(signed_in, hub, worker, manager):
    first = scene.a_referral("in_review", hub=hub, reference="R-2026-7001")
    second = scene.a_referral("started", hub=hub, reference="R-2026-7002")
    his = scene.a_referral("accepted", hub=hub, key_worker=worker, reference="R-2026-7003")
    new = [scene.a_referral("submitted", hub=hub, reference=f"R-2026-700{n}") for n in (4, 5)]
    over = scene.a_referral("declined", hub=hub, reference="R-2026-7006")
    said = sentences(signed_in(manager), [over, *new, his, second, first], worker)
    assert said == [
        "2 referrals given to Marcus Oyelaran: R-2026-7001 and R-2026-7002.",
        "Left as it was, since Marcus Oyelaran has it: R-2026-7003.",
        "Not given: R-2026-7004 and R-2026-7005. Why: nobody has taken it from the queue yet: a worker takes it first.",
        "Not given: R-2026-7006. Why: it is declined: nobody has it any more.",
    ]
    assert (now(first).taken_by, now(second).key_worker) == (worker, worker)
    event = AuditEvent.objects.filter(operation="alteration").get()
    assert event.subjects.count() == 6


def test_a_practitioner_gives_to_a_colleague_and_comes_back_to_the_same_list(signed_in, referrer, hub):
    colleague = scene.a_practitioner(team=scene.team_of(referrer), name="Ada Brook")
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    browser = signed_in(referrer)
    page = browser.get(f"{reverse('referral_list')}?whose=team&sort=person").content.decode()
    assert f'name="tick" id="tick-{referral.uuid}" value="{referral.uuid}"' in page
    answer = browser.post(URL, {"tick": [referral.uuid], "worker": colleague.pk})
    assert answer.url == f"{reverse('referral_list')}?whose=team&sort=person"
    assert now(referral).referrer == colleague


@pytest.mark.parametrize("query", ["", "?tab=ended"])
def test_a_hub_worker_gives_nothing_and_what_ended_is_not_given(signed_in, hub, worker, manager, query):
    scene.a_referral("declined" if query else "in_review", hub=hub)
    user = manager if query else worker
    assert 'name="tick"' not in signed_in(user).get(f"{reverse('referral_list')}{query}").content.decode()


# --- on the page of one referral


def page_of(referral):
    return reverse("referral_assign", args=[referral.uuid])


def test_on_its_page_only_the_manager_of_its_hub_gives_it(signed_in, hub, worker):
    referral = scene.a_referral("accepted", hub=hub)
    for stranger, status in ((worker, 403), (referral.referrer, 403), (scene.a_manager(HubFactory()), 404)):
        assert signed_in(stranger).post(page_of(referral), {"worker": worker.pk}).status_code == status
    assert now(referral).key_worker is None


@pytest.mark.parametrize("state", ["submitted", "completed"])
def test_on_the_page_of_what_nobody_can_have_it_is_a_conflict(signed_in, hub, worker, manager, state):
    referral = scene.a_referral(state, hub=hub)
    browser = signed_in(manager)
    assert browser.get(page_of(referral)).status_code == 409
    assert browser.post(page_of(referral), {"worker": worker.pk}).status_code == 409
    detail = browser.get(reverse("referral_detail", args=[referral.uuid])).content.decode()
    assert page_of(referral) not in detail


def test_a_stranger_cannot_be_chosen_on_its_page(signed_in, hub, manager):
    referral, stranger = scene.a_referral("accepted", hub=hub), scene.a_worker(HubFactory())
    answer = signed_in(manager).post(page_of(referral), {"worker": stranger.pk})
    assert (answer.status_code, now(referral).key_worker) == (200, None)
    assert stranger.name not in answer.content.decode()


def test_the_manager_gives_one_referral_from_its_page(signed_in, hub, worker, manager):
    referral = scene.a_referral("accepted", hub=hub, key_worker=manager)
    browser = signed_in(manager)
    detail = browser.get(reverse("referral_detail", args=[referral.uuid])).content.decode()
    assert page_of(referral) in detail
    assert "Gethin Pryce (has it now)" in browser.get(page_of(referral)).content.decode()
    answer = browser.post(page_of(referral), {"worker": worker.pk}, follow=True)
    assert "The referral is with them now." in answer.content.decode()
    assert now(referral).key_worker == worker
    assert Notice.objects.filter(user=worker, kind="key_worker_named").exists()

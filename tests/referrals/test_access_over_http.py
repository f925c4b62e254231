"""Each verb's page for each state and kind of user: 404 out of scope, 403 not allowed, 409 not now, else done."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import LimitedAccessFactory
from tests.referrals import scene
from tests.referrals.test_machine import STATES, TABLE, undone

pytestmark = pytest.mark.django_db

PAGES = {verb: f"referral_{verb}" for verb in TABLE} | {"start": "induction_record"}
REFERRERS_VERBS = {"submit", "discard"}
# who: (may do the referrer's verbs, may do the hub's verbs, sees a draft, sees a submitted one)
CAST = {
    "referrer": (True, False, True, True),
    "practitioner of another region": (True, False, False, False),
    "hub worker": (False, True, False, True),
    "hub manager": (False, True, False, True),
    "worker of another hub": (False, True, False, False),
    "commissioner": (False, False, False, False),
    "administrator": (False, False, False, False),
}


def cast(referral):
    elsewhere = HubFactory()
    return {
        "referrer": referral.referrer,
        "practitioner of another region": scene.a_practitioner(),
        "hub worker": scene.a_worker(referral.hub),
        "hub manager": scene.a_manager(referral.hub),
        "worker of another hub": scene.a_worker(elsewhere),
        "commissioner": UserFactory(role=Role.COMMISSIONER, teams=[referral.team, referral.hub.team]),
        "administrator": UserFactory(role=Role.ADMINISTRATOR, teams=[referral.team, referral.hub.team]),
    }


def expected(name, verb, state):
    may_refer, may_decide, sees_draft, sees = CAST[name]
    if not (may_refer if verb in REFERRERS_VERBS else may_decide):
        return 403
    if state == "entered_in_error" or not (sees_draft if state == "draft" else sees):
        return 404
    if verb == "start" and state == "started":
        return 302
    return 302 if state in TABLE[verb][0] else 409


def body(verb, worker):
    return {
        "accept": {"key_worker": worker.pk},
        "decline": {"reason": scene.a_reason().pk, "explanation": "He is 17", "signposting": "Youth justice"},
        "start": {"inducted_on": timezone.localdate().isoformat(), "covered": ["hub"]},
    }.get(verb, {})


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_a_page_answers_as_scope_role_and_state_say(client, state, verb):
    referral = scene.a_full_draft(scene.a_practitioner()) if state == "draft" else scene.a_referral(state)
    users = cast(referral)
    sent = body(verb, users["hub worker"])
    for name, user in users.items():
        with undone():
            client.force_login(user)
            before = standing()
            refusals = AuditEvent.objects.filter(operation="refusal").count()
            answer = client.post(reverse(PAGES[verb], args=[referral.uuid]), sent)
            assert (name, answer.status_code) == (name, expected(name, verb, state))
            if answer.status_code != 302:
                assert standing() == before
            if answer.status_code in (403, 409):
                assert AuditEvent.objects.filter(operation="refusal").count() == refusals + 1


def standing():
    return list(Referral.versions.order_by("pk").values_list("pk", "state", "version")), Event.objects.count()


@pytest.mark.parametrize(
    "url_name", ["referral_tasks", "referral_check", "referral_detail", "referral_submitted"]
)
def test_a_referral_out_of_scope_answers_as_one_that_does_not_exist(signed_in, draft, url_name):
    stranger = signed_in(scene.a_practitioner())
    hidden = stranger.get(reverse(url_name, args=[draft.uuid]))
    absent = stranger.get(reverse(url_name, args=["00000000-0000-4000-8000-000000000000"]))
    assert hidden.status_code == absent.status_code == 404
    assert without_token(hidden) == without_token(absent)


def without_token(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


@pytest.mark.parametrize(
    "url_name", ["referral_accept", "referral_decline", "induction_record", "referral_discard"]
)
def test_a_form_is_not_even_shown_when_the_verb_is_not_open(signed_in, referrer, hub, worker, url_name):
    referral = scene.a_referral("withdrawn", hub=hub, referrer=referrer)
    user = referrer if url_name == "referral_discard" else worker
    assert signed_in(user).get(reverse(url_name, args=[referral.uuid])).status_code == 409


def test_a_person_hidden_from_a_worker_takes_the_referral_with_them(signed_in, hub, worker):
    referral = scene.a_referral("submitted", hub=hub)
    LimitedAccessFactory(person=referral.person, user=worker)
    browser = signed_in(worker)
    assert browser.get(reverse("referral_detail", args=[referral.uuid])).status_code == 404
    assert referral.reference not in browser.get(reverse("referral_list")).content.decode()
    assert browser.post(reverse("referral_take", args=[referral.uuid])).status_code == 404


@pytest.mark.parametrize("verb", TABLE)
def test_looking_changes_nothing(signed_in, verb):
    state = next(iter(sorted(TABLE[verb][0])))
    referral = scene.a_full_draft(scene.a_practitioner()) if state == "draft" else scene.a_referral(state)
    user = referral.referrer if verb in REFERRERS_VERBS else scene.a_worker(referral.hub)
    before = standing()
    answer = signed_in(user).get(reverse(PAGES[verb], args=[referral.uuid]))
    assert answer.status_code in (200, 405)
    assert standing() == before

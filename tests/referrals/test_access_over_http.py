"""Each verb's page for each state and kind of user: 404 out of scope, 403 not allowed, 409 not now, else done."""

import datetime
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
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import LimitedAccessFactory
from tests.referrals import scene
from tests.referrals.test_machine import STATES, TABLE, a_referral_in, undone

pytestmark = [pytest.mark.django_db, pytest.mark.whole]

PAGES = {verb: f"referral_{verb}" for verb in TABLE} | {"start": "induction_record"}
REFERRERS_VERBS = {"submit", "discard", "provide_information"}
MANAGERS_VERBS = {"reconsider", "reopen", "void", "transfer"}
KEY_WORKERS_VERBS = {"complete", "end_early"}
# who: (does the referrer's verbs, the hub's verbs, the manager's verbs, sees a draft, sees a submitted one)
CAST = {
    "referrer": (True, False, False, True, True),
    "referrer's colleague": (True, False, False, True, True),
    "practitioner of another region": (True, False, False, False, False),
    "hub worker": (False, True, False, False, True),
    "hub manager": (False, True, True, False, True),
    "worker of another hub": (False, True, False, False, False),
}
OF_REFERRER = ("referrer", "referrer's colleague")
# Each verb of each state is tried by one of the roles that do nothing with referrals: by all of them over the states.
NOBODY = tuple(role for role in Role if role not in (Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER))


def outsider(verb, state):
    return NOBODY[(list(TABLE).index(verb) + STATES.index(state)) % len(NOBODY)]


def cast(referral, other_role):
    elsewhere = HubFactory()
    return {
        "referrer": referral.referrer,
        "referrer's colleague": scene.a_practitioner(team=referral.team),
        "practitioner of another region": scene.a_practitioner(),
        "hub worker": scene.a_worker(referral.hub),
        "hub manager": scene.a_manager(referral.hub),
        "worker of another hub": scene.a_worker(elsewhere),
        other_role.label: UserFactory(role=other_role, teams=[referral.team, referral.hub.team]),
    }


def expected(name, verb, state):
    if name not in CAST:
        return 403
    _, _, _, sees_draft, sees = CAST[name]
    if not role_does(name, verb):
        return 403
    if state == "entered_in_error" or not (sees_draft if state == "draft" else sees):
        return 404
    if verb in KEY_WORKERS_VERBS and name != "hub worker":
        return 403
    if verb in REFERRERS_VERBS and name not in OF_REFERRER:
        return 403
    if verb == "start" and state == "started":
        return 302
    return 302 if state in TABLE[verb][0] else 409


def role_does(name, verb):
    refers, decides, manages, *_ = CAST[name]
    if verb == "withdraw" or verb in REFERRERS_VERBS:  # a hub worker writes a referral too, from an enquiry
        return refers or decides
    return manages if verb in MANAGERS_VERBS else decides


def body(verb, referral, worker, other_hub):
    """What a browser sends for the verb, in full."""
    today, words = timezone.localdate(), {"because": "It was a mistake by the office"}
    later = (today + datetime.timedelta(days=30)).isoformat()
    grounds = {
        name: ReasonFactory(list=name, group="person", reason="Illness")
        for name in ("hold", "end", "withdraw")
    }
    return {
        "accept": {"key_worker": worker.pk},
        "decline": {"reason": scene.a_reason().pk, "explanation": "He is 17", "signposting": "Youth justice"},
        "start": {"inducted_on": today.isoformat(), "covered": ["hub"]},
        "request_information": {"question_1": "Where will she live?"},
        "provide_information": {f"answer_{each.pk}": "With her sister" for each in referral.questions.all()},
        "wait_list": {"because": "No place before spring", "expected_on": later},
        "review": {"said": "She still wants to come"},
        "hold": {"reason": grounds["hold"].pk},
        "complete": {"employment": "achieved", "what_next": "Her job centre", "ended_on": today.isoformat()},
        "end_early": {"reason": grounds["end"].pk, "ended_on": today.isoformat()},
        "withdraw": {"reason": grounds["withdraw"].pk, "ended_on": today.isoformat()},
        "transfer": {"to_hub": other_hub.pk, "reason": "She moved to Dover"},
    }.get(verb, words)


@pytest.mark.parametrize("verb", TABLE)
def test_every_role_is_in_the_table(verb):
    assert {outsider(verb, state) for state in STATES} == set(NOBODY)
    assert len(NOBODY) + 3 == len(Role)


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_a_page_answers_as_scope_role_and_state_say(client, state, verb):
    referral = a_referral_in(state)
    users = cast(referral, outsider(verb, state))
    Referral.objects.filter(pk=referral.pk).update(key_worker=users["hub worker"])
    sent = body(verb, referral, users["hub worker"], HubFactory())
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
    referral = a_referral_in(next(iter(sorted(TABLE[verb][0]))))
    user = referral.referrer if verb in REFERRERS_VERBS else scene.a_manager(referral.hub)
    Referral.objects.filter(pk=referral.pk).update(key_worker=user)
    before = standing()
    answer = signed_in(user).get(reverse(PAGES[verb], args=[referral.uuid]))
    assert answer.status_code in (200, 405)
    assert standing() == before

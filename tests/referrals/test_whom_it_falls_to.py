"""Whom a withdrawn consent falls to as the referral passes from side to side, and who is told of what follows."""

import pytest
from django.utils import timezone

from foundation.lifecycle import reactions, running
from people import causes
from referrals import actions as referrals
from referrals.clocks import CONSENT_GONE
from referrals.models import Question, Referral
from tests.factories.people import CaseloadFactory, ConsentFactory, ReleaseFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


def without_consent(referral, by):
    consent = ConsentFactory(person=referral.person, withdrawn_on=timezone.localdate())
    reactions.happened(causes.CONSENT_WITHDRAWN, by=by, consent=consent)
    return referral


def whose(referral):
    run = running.running(referral, CONSENT_GONE)
    return run.team, run.user


@pytest.fixture
def in_review(hub, referrer, worker):
    referral = scene.a_referral("in_review", hub=hub, referrer=referrer, taken_by=worker)
    return without_consent(referral, referrer)


def test_a_withdrawn_consent_falls_to_the_referrer_with_the_question_and_back_to_the_hub_with_the_answer(
    in_review, hub, referrer, worker
):
    due_on = running.running(in_review, CONSENT_GONE).due_on
    assert whose(in_review) == (hub.team, worker)
    referrals.request_information(in_review, by=worker, questions=["Does she still want to come?"])
    assert whose(in_review) == (in_review.team, referrer)
    answers = {each.pk: "She is not sure" for each in Question.objects.all()}
    referrals.provide_information(in_review, by=referrer, answers=answers)
    assert whose(in_review) == (hub.team, worker)
    assert running.running(in_review, CONSENT_GONE).due_on == due_on


def test_it_falls_to_whoever_the_manager_gives_the_referral_to(in_review, hub):
    colleague = scene.a_worker(hub)
    referrals.assign(in_review, by=scene.a_manager(hub), worker=colleague)
    assert whose(in_review) == (hub.team, colleague)


def test_it_follows_the_caseload_while_the_referrer_has_it(hub, referrer):
    asked = without_consent(scene.a_referral("information_requested", hub=hub, referrer=referrer), referrer)
    after = scene.a_practitioner()
    caseload = CaseloadFactory.build(person=asked.person, team=scene.team_of(after), practitioner=after)
    reactions.happened(causes.CASELOAD_MOVED, by=referrer, person=asked.person, caseload=caseload)
    assert whose(asked) == (scene.team_of(after), after)


def test_it_stays_with_the_hub_when_the_caseload_moves_while_the_hub_has_it(in_review, hub, referrer, worker):
    after = scene.a_practitioner()
    caseload = CaseloadFactory.build(person=in_review.person, team=scene.team_of(after), practitioner=after)
    reactions.happened(causes.CASELOAD_MOVED, by=referrer, person=in_review.person, caseload=caseload)
    assert whose(in_review) == (hub.team, worker)


@pytest.mark.parametrize(("kind", "state", "cause"), [
    ("referral_on_hold", "started", causes.RECALLED),
    ("referral_ended", "started", causes.DIED),
    ("referral_withdrawn", "in_review", causes.DIED),
])  # fmt: skip
def test_whoever_recorded_it_is_not_told_what_follows_and_the_other_side_is(
    hub, referrer, worker, kind, state, cause
):
    referral = scene.a_referral(state, hub=hub, referrer=referrer, taken_by=worker)
    today = timezone.localdate()
    if cause is causes.RECALLED:
        carried = {"release": ReleaseFactory(person=referral.person, released_on=today, recalled_on=today)}
    else:
        carried = {"person": referral.person, "died_on": today}
    reactions.happened(cause, by=referrer, **carried)
    assert Referral.objects.get(pk=referral.pk).state != state
    assert not referrer.notices.filter(kind=kind).exists()
    assert worker.notices.filter(kind=kind).count() == 1

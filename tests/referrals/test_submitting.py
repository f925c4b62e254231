"""Submitting: nothing missing, one open referral to a hub, once however often the button is pressed."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts.models import Notice
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import NotReady
from people.models import Person
from referrals import actions as referrals
from referrals.models import Referral
from tests.factories.people import ConsentFactory, LimitedAccessFactory
from tests.factories.referrals import ReferralFactory, ReferralSourceFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


def url(draft, name="referral_submit"):
    return reverse(name, args=[draft.uuid])


def test_everything_that_is_missing_is_listed_at_once_with_where_to_mend_it(signed_in, referrer):
    person, team = scene.a_person_held_by(referrer), scene.team_of(referrer)
    draft = ReferralFactory(person=person, referrer=referrer, team=team, hub=None, source=None)
    answer = signed_in(referrer).post(url(draft))
    page = answer.content.decode()
    assert answer.status_code == 409
    for slug in ("consent", "supervision", "risk", "needs", "source", "hub"):
        assert reverse("referral_section", args=[draft.uuid, slug]) in page
    assert "6 things are missing" in page
    assert Referral.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("spoil", "section"),
    [
        (lambda draft: draft.person.consents.update(withdrawn_on=datetime.date.today()), "consent"),
        (lambda draft: draft.person.supervisions.all().delete(), "supervision"),
        (lambda draft: draft.person.risks.all().delete(), "risk"),
        (lambda draft: draft.needs.all().delete(), "needs"),
        (lambda draft: Person.objects.update(died_on=datetime.date.today()), "person"),
        (lambda draft: type(draft).objects.update(source=None), "source"),
        (lambda draft: type(draft.source).objects.update(comment_required=True), "source"),
        (lambda draft: type(draft).objects.update(hub=None), "hub"),
    ],
)
def test_one_missing_item_stops_it(draft, referrer, spoil, section):
    spoil(draft)
    with pytest.raises(NotReady) as refusal:
        referrals.submit(Referral.objects.get(pk=draft.pk), by=referrer)
    assert [item.section for item in refusal.value.missing] == [section]


def test_risk_that_is_not_yet_available_does_not_stop_it(draft, referrer):
    draft.person.risks.all().delete()
    referrals.fill(draft, by=referrer, version=0, risk_not_yet_available=True)
    assert referrals.submit(Referral.objects.get(pk=draft.pk), by=referrer).state == "submitted"


def test_a_second_open_referral_to_the_same_hub_is_refused(signed_in, draft, referrer, hub):
    scene.a_referral("waiting", hub=hub, person=draft.person)
    answer = signed_in(referrer).post(url(draft))
    assert answer.status_code == 409
    assert "a referral to Chatham is already open" in answer.content.decode()
    assert Referral.objects.get(pk=draft.pk).state == "draft"


def test_an_ended_referral_to_the_same_hub_does_not_stand_in_the_way(draft, referrer, hub):
    scene.a_referral("declined", hub=hub, person=draft.person)
    assert referrals.submit(draft, by=referrer).state == "submitted"


def test_the_database_itself_refuses_a_second_open_referral(draft, hub):
    scene.a_referral("accepted", hub=hub, person=draft.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralFactory(state="submitted", person=draft.person, hub=hub)


def test_one_that_arrives_between_our_look_and_our_write_is_refused_in_words(
    draft, referrer, hub, monkeypatch
):
    scene.a_referral("submitted", hub=hub, person=draft.person)
    monkeypatch.setattr("referrals.readiness._about_the_referral", lambda referral, there: [])
    with pytest.raises(referrals.AlreadyOpen, match="already has an open referral to Chatham"):
        referrals.submit(draft, by=referrer)
    assert Referral.objects.get(pk=draft.pk).state == "draft"


def test_a_draft_with_something_missing_cannot_reach_the_button(signed_in, referrer):
    person, team = scene.a_person_held_by(referrer), scene.team_of(referrer)
    draft = ReferralFactory(person=person, referrer=referrer, team=team, hub=None, source=None)
    page = signed_in(referrer).get(url(draft, "referral_check")).content.decode()
    assert f'action="{url(draft)}"' not in page


def test_a_double_click_is_one_submission(signed_in, draft, referrer):
    browser = signed_in(referrer)
    first, second = (browser.post(url(draft), {"version": 0}) for _ in range(2))
    assert first.url == second.url == url(draft, "referral_submitted")
    assert Event.objects.filter(what="submit").count() == 1
    assert browser.post(url(draft), {"version": 5}).status_code == 409


@time_machine.travel("2026-12-22 10:00")
def test_the_decision_is_due_five_working_days_later_over_christmas(draft, referrer):
    referrals.submit(draft, by=referrer)
    assert draft.decision_due_on == datetime.date(2026, 12, 31)  # 25 and 28 December are bank holidays


def test_the_hubs_team_sees_the_person_and_is_told_once(
    draft, referrer, worker, hub, django_capture_on_commit_callbacks
):
    hidden_from = scene.a_worker(hub)
    LimitedAccessFactory(person=draft.person, user=hidden_from)
    assert not Person.objects.visible_to(worker).exists()
    with django_capture_on_commit_callbacks(execute=True):
        referrals.submit(draft, by=referrer)
    assert Person.objects.visible_to(worker).get() == draft.person
    assert draft.person.involvements.get().team == hub.team
    assert [notice.user for notice in Notice.objects.all()] == [worker]
    assert [message.to for message in mail.outbox] == [[worker.email]]


def test_the_confirmation_gives_the_reference_and_what_happens_next(signed_in, draft, referrer):
    browser = signed_in(referrer)
    page = browser.post(url(draft), {"version": 0}, follow=True).content.decode()
    assert draft.reference in page
    assert "decides by" in page
    assert str(draft.person) not in page


def test_the_confirmation_of_a_draft_leads_back_to_it(signed_in, draft, referrer):
    assert signed_in(referrer).get(url(draft, "referral_submitted")).url == url(draft, "referral_tasks")


def test_check_your_answers_shows_every_part_with_a_link_to_change_it(signed_in, draft, referrer):
    ConsentFactory(person=draft.person)
    page = signed_in(referrer).get(url(draft, "referral_check")).content.decode()
    for slug in ("person", "consent", "supervision", "risk", "needs", "source", "hub", "about"):
        assert reverse("referral_section", args=[draft.uuid, slug]) in page
    assert f'action="{url(draft)}"' in page


def test_a_source_that_asks_for_a_comment_is_missing_only_its_comment(draft, referrer):
    referrals.fill(
        draft, by=referrer, version=0, source=ReferralSourceFactory(name="Other", comment_required=True)
    )
    with pytest.raises(NotReady, match="a comment on the source"):
        referrals.submit(Referral.objects.get(pk=draft.pk), by=referrer)

"""What the hub does with an enquiry: match it, add the person, or refuse it."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event, RunningClock
from people.access import may_write_about
from people.models import Caseload, Involvement, Person
from people.querysets import STANDING_IN
from referrals import actions as referrals
from referrals.models import Enquiry, Referral
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import (
    ConsentFactory,
    ConsentTextFactory,
    RiskInformationFactory,
    SupervisionFactory,
)
from tests.factories.referrals import EnquiryFactory, ReferralFactory
from tests.referrals.enquiries.answering import at, new_person
from tests.referrals.enquiring import said

pytestmark = pytest.mark.django_db


def test_the_page_shows_who_may_be_meant_and_why_and_is_in_the_audit_trail(signed_in, enquiry, worker, known):
    page = said(signed_in(worker).get(at("enquiry_detail", enquiry)))
    assert "Same name, Same date of birth" in page
    assert "A lorry licence" in page
    assert "28 days left" in page
    event = AuditEvent.objects.get()
    assert (event.purpose, list(event.subjects.values_list("person_id", flat=True))) == (
        f"enquiry {enquiry.reference}", [known.pk],
    )  # fmt: skip


def test_matching_begins_a_draft_that_says_what_the_enquiry_said(
    signed_in, enquiry, worker, known, self_referral
):
    RunningClock.objects.all().delete()
    answer = signed_in(worker).post(at("enquiry_match", enquiry, known))
    draft, enquiry = Referral.objects.get(), Enquiry.objects.get()
    assert answer.url == at("referral_tasks", draft)
    assert (draft.state, draft.person, draft.hub, draft.source) == (
        "draft",
        known,
        enquiry.hub,
        self_referral,
    )
    assert (draft.referrer, draft.team, draft.about) == (worker, enquiry.hub.team, "A lorry licence")
    assert list(draft.needs.values_list("kind", flat=True)) == ["employment"]
    assert (enquiry.state, enquiry.person, enquiry.referral, enquiry.matched_by) == (
        "matched",
        known,
        draft,
        worker,
    )


def test_an_agencys_draft_names_its_kind_and_the_agency(signed_in, hub, worker, known):
    enquiry = EnquiryFactory(hub=hub, kind="agency")
    signed_in(worker).post(at("enquiry_match", enquiry, known))
    draft = Referral.objects.get()
    assert (str(draft.source), draft.source_comment) == ("Healthcare", "Night shelter")


def test_a_second_click_opens_the_draft_of_the_first(signed_in, enquiry, worker, known):
    browser = signed_in(worker)
    first = browser.post(at("enquiry_match", enquiry, known))
    assert browser.post(at("enquiry_match", enquiry, known)).url == first.url
    assert Referral.objects.count() == 1


def test_a_second_click_adds_no_second_person(signed_in, enquiry, worker):
    browser, about = signed_in(worker), new_person()
    first = browser.post(at("enquiry_person", enquiry), about)
    assert browser.post(at("enquiry_person", enquiry), about).url == first.url
    assert (Person.objects.count(), Referral.objects.count()) == (1, 1)


def test_a_new_person_is_held_by_the_hub_until_a_probation_team_takes_over(signed_in, enquiry, worker):
    answer = signed_in(worker).post(at("enquiry_person", enquiry), new_person())
    person = Person.objects.get()
    assert answer.url == at("referral_tasks", Referral.objects.get())
    assert Caseload.objects.get(person=person, until=None).team == enquiry.hub.team
    assert may_write_about(worker, person)


def test_a_worker_of_several_hubs_puts_the_person_with_the_hub_that_was_asked(signed_in, enquiry):
    worker = UserFactory(role=Role.HUB_WORKER, teams=[TeamFactory(name="A hub before it"), enquiry.hub.team])
    signed_in(worker).post(at("enquiry_person", enquiry), new_person())
    assert Caseload.objects.get().team == enquiry.hub.team


def test_the_hub_writes_about_the_person_until_the_draft_is_submitted(signed_in, enquiry, worker, known):
    assert not may_write_about(worker, known)
    signed_in(worker).post(at("enquiry_match", enquiry, known))
    assert may_write_about(worker, known)
    for factory in (ConsentFactory, SupervisionFactory, RiskInformationFactory):
        factory(person=known)
    referrals.submit(Referral.objects.get(), by=worker)
    assert not may_write_about(worker, known)
    assert not Involvement.objects.filter(purpose=STANDING_IN, until=None).exists()
    assert Referral.objects.get().state == "submitted"


def test_the_whole_task_list_can_be_done_by_the_worker_who_stands_in(signed_in, enquiry, worker, known):
    browser = signed_in(worker)
    tasks = browser.post(at("enquiry_match", enquiry, known)).url
    assert "Record consent" in said(browser.get(tasks))
    ConsentTextFactory()
    for name in ("consent_record", "supervision_record", "risk_record"):
        assert browser.get(at(name, known)).status_code == 200


def test_a_discarded_draft_can_be_begun_again_from_its_enquiry(signed_in, enquiry, worker, known):
    browser = signed_in(worker)
    browser.post(at("enquiry_match", enquiry, known))
    referrals.discard(Referral.objects.get(), by=worker)
    assert not may_write_about(worker, known)
    assert "Begin the draft again" in said(browser.get(at("enquiry_detail", enquiry)))
    first = browser.post(at("enquiry_draft", enquiry))
    assert browser.post(at("enquiry_draft", enquiry)).url == first.url
    assert Enquiry.objects.get().referral == Referral.objects.get()


def test_a_draft_that_stood_before_says_that_nothing_of_the_enquiry_is_copied(
    signed_in, enquiry, worker, known
):
    standing = ReferralFactory(person=known, referrer=worker, team=enquiry.hub.team, about="Her own words")
    answer = signed_in(worker).post(at("enquiry_match", enquiry, known), follow=True)
    assert answer.redirect_chain[-1][0] == at("referral_tasks", standing)
    assert "are not copied" in said(answer)
    assert f'href="{at("enquiry_detail", enquiry)}">{enquiry.reference}</a>' in said(answer)
    standing.refresh_from_db()
    assert (standing.about, standing.needs.count()) == ("Her own words", 0)


def test_a_draft_begun_from_the_enquiry_says_no_such_thing(signed_in, enquiry, worker, known):
    browser = signed_in(worker)
    assert "are not copied" not in said(browser.post(at("enquiry_match", enquiry, known), follow=True))
    referrals.discard(Referral.objects.get(), by=worker)
    assert "are not copied" not in said(browser.post(at("enquiry_draft", enquiry), follow=True))


def test_a_draft_of_another_enquiry_is_finished_first(signed_in, enquiry, worker, known):
    browser, second = signed_in(worker), EnquiryFactory(hub=enquiry.hub)
    browser.post(at("enquiry_match", enquiry, known))
    answer = browser.post(at("enquiry_match", second, known))
    assert answer.status_code == 409
    assert "You have a draft for this person already" in said(answer)


def test_a_hub_worker_refers_nobody_without_an_enquiry(signed_in, worker, known):
    assert signed_in(worker).post(at("referral_start", known)).status_code == 403
    assert not Referral.objects.exists()


def test_refusing_keeps_the_reason_and_stops_the_clock(signed_in, enquiry, worker):
    reason = ReasonFactory(list="enquiry", reason="Under 18")
    answer = signed_in(worker).post(at("enquiry_refuse", enquiry), {"reason": reason.pk, "explanation": ""})
    enquiry.refresh_from_db()
    assert answer.url == reverse("enquiry_list")
    assert (enquiry.state, enquiry.reason, enquiry.refused_by) == ("refused", reason, worker)
    assert Event.objects.get(what="refuse").reason == "Under 18"

"""Who may not answer an enquiry, and what no answer may be."""

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.lifecycle.transitions import NotReady
from people.models import Person
from referrals.actions import enquiring as enquiries
from referrals.models import Enquiry, Referral
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory
from tests.factories.referrals import EnquiryFactory
from tests.referrals import scene
from tests.referrals.enquiries.answering import at, new_person
from tests.referrals.enquiring import said

pytestmark = pytest.mark.django_db


def test_an_enquiry_of_another_hub_is_as_one_that_does_not_exist(signed_in, enquiry):
    browser = signed_in(scene.a_worker(HubFactory()))
    assert browser.get(at("enquiry_detail", enquiry)).status_code == 404
    assert enquiry.name not in said(browser.get(reverse("enquiry_list")))
    for name in ("enquiry_person", "enquiry_refuse", "enquiry_draft"):
        assert browser.post(at(name, enquiry)).status_code == 404
    assert Enquiry.objects.get().state == "received"


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.HUB_WORKER, Role.HUB_MANAGER)])
def test_nobody_but_the_hubs_staff_reads_enquiries(signed_in, enquiry, role):
    browser = signed_in(UserFactory(role=role, teams=[enquiry.hub.team]))
    assert browser.get(reverse("enquiry_list")).status_code == 403
    assert browser.get(at("enquiry_detail", enquiry)).status_code == 403


def test_a_person_hidden_from_the_worker_is_no_candidate_and_cannot_be_chosen(
    signed_in, enquiry, worker, known
):
    LimitedAccessFactory(person=known, user=worker)
    browser = signed_in(worker)
    assert known.crn not in said(browser.get(at("enquiry_detail", enquiry)))
    assert browser.post(at("enquiry_match", enquiry, known)).status_code == 404
    assert Enquiry.objects.get().state == "received"


def test_a_person_whom_the_hub_does_not_know_is_no_candidate(signed_in, enquiry, worker):
    stranger = PersonFactory(given_names="Kofi", family_name="Larkfield", held_by=TeamFactory())
    browser = signed_in(worker)
    assert "Nobody that you may see fits" in said(browser.get(at("enquiry_detail", enquiry)))
    assert browser.post(at("enquiry_match", enquiry, stranger)).status_code == 404


def test_a_matched_enquiry_hides_with_its_person(signed_in, hub, worker):
    enquiry = EnquiryFactory(state="matched", hub=hub)
    LimitedAccessFactory(person=enquiry.person, user=worker)
    browser = signed_in(worker)
    assert browser.get(at("enquiry_detail", enquiry)).status_code == 404
    assert enquiry.name not in said(browser.get(reverse("enquiry_list") + "?tab=matched"))


@pytest.mark.parametrize("state", ["matched", "refused", "expired"])
def test_an_answered_enquiry_is_answered_no_second_time(signed_in, hub, worker, known, state):
    enquiry, browser = EnquiryFactory(state=state, hub=hub), signed_in(worker)
    reason = ReasonFactory(list="enquiry")
    for answer in (
        browser.post(at("enquiry_match", enquiry, known)),
        browser.post(at("enquiry_person", enquiry), new_person()),
        browser.post(at("enquiry_refuse", enquiry), {"reason": reason.pk}),
        browser.get(at("enquiry_refuse", enquiry)),
    ):
        assert answer.status_code == 409
        assert enquiry.get_state_display() in said(answer)
    assert Person.objects.filter(family_name="Larkfield", given_names="Kofi").count() <= 2
    assert not Referral.objects.exists()


def test_what_was_typed_too_late_is_shown_with_what_happened(signed_in, enquiry, worker):
    reason = ReasonFactory(list="enquiry", reason="Other", text_required=True)
    other = scene.a_worker(enquiry.hub, name="Petra Quick")
    signed_in(other).post(at("enquiry_refuse", enquiry), {"reason": reason.pk, "explanation": "Spam"})
    answer = signed_in(worker).post(
        at("enquiry_refuse", enquiry), {"reason": reason.pk, "explanation": "Rang twice"}
    )
    assert answer.status_code == 409
    assert "Petra Quick" in said(answer)
    assert "Rang twice" in said(answer)


def test_a_refusal_needs_a_reason_and_words_where_the_reason_asks_for_them(signed_in, enquiry, worker):
    other = ReasonFactory(list="enquiry", reason="Other", text_required=True)
    wrong_list = ReasonFactory(list="decline", reason="Under 18")
    browser, page = signed_in(worker), at("enquiry_refuse", enquiry)
    assert "Choose a reason." in said(browser.post(page, {}))
    assert "There is a problem" in said(browser.post(page, {"reason": wrong_list.pk}))
    for words in ("  ", "TBC", "n/a"):
        assert "needs a few words" in said(browser.post(page, {"reason": other.pk, "explanation": words}))
        with pytest.raises(NotReady, match="an explanation"):
            enquiries.refuse(enquiry, by=worker, reason=other, explanation=words)
    assert Enquiry.objects.get().state == "received"


def test_somebody_who_has_died_is_not_referred(signed_in, enquiry, worker, known):
    Person.objects.filter(pk=known.pk).update(died_on=timezone.localdate())
    answer = signed_in(worker).post(at("enquiry_match", enquiry, known))
    assert answer.status_code == 409
    assert "A death is recorded" in said(answer)
    assert Enquiry.objects.get().state == "received"


def test_a_new_person_is_added_only_after_looking_at_those_alike(signed_in, enquiry, worker, known):
    browser, page = signed_in(worker), at("enquiry_person", enquiry)
    answer = browser.post(page, new_person())
    assert "Is it one of these?" in said(answer)
    assert Person.objects.count() == 1
    assert browser.post(page, new_person(looked_at=str(known.uuid))).status_code == 302
    assert Person.objects.count() == 2


def test_a_number_of_somebody_in_sight_leads_back_to_them(signed_in, enquiry, worker, known):
    about = new_person(crn=known.crn, looked_at=str(known.uuid))
    answer = signed_in(worker).post(at("enquiry_person", enquiry), about)
    assert "Go back and choose them" in said(answer)
    assert Person.objects.count() == 1

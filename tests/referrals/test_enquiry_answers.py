"""What the hub does with an enquiry, over HTTP: read, match, add the person, refuse, or let it expire."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import NotReady
from people.access import may_write_about
from people.models import Caseload, Involvement, Person
from people.querysets import STANDING_IN
from referrals import actions as referrals
from referrals.actions import enquiring as enquiries
from referrals.models import Enquiry, Referral
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import (
    AreaFactory,
    ConsentFactory,
    ConsentTextFactory,
    InvolvementFactory,
    LimitedAccessFactory,
    PersonFactory,
    RiskInformationFactory,
    SupervisionFactory,
)
from tests.factories.referrals import (
    DroppedEnquiriesFactory,
    EnquiryFactory,
    ReferralFactory,
    ReferralSourceFactory,
)
from tests.referrals import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def self_referral():
    return ReferralSourceFactory(name="Self-referral", kind="self")


@pytest.fixture
def enquiry(hub, self_referral):
    return EnquiryFactory(hub=hub, date_of_birth=datetime.date(1990, 5, 14), about="A lorry licence")


@pytest.fixture
def known(hub):
    """Somebody of that name and birthday whom the hub works with, held by a probation team."""
    person = PersonFactory(given_names="Kofi", family_name="Larkfield", held_by=TeamFactory())
    InvolvementFactory(person=person, team=hub.team)
    return person


def at(name, *things):
    return reverse(name, args=[thing.uuid for thing in things])


def said(answer):
    return " ".join(answer.content.decode().split())


NEW = {"given_names": "Kofi", "family_name": "Larkfield", "date_of_birth": "14 May 1990", "sex": "male"}


def new_person(**more):
    return NEW | {"area": AreaFactory().pk} | more


# --- who may not --------------------------------------------------------------------------------------------------


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


# --- what is refused ----------------------------------------------------------------------------------------------


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


# --- what is done -------------------------------------------------------------------------------------------------


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


# --- expiry -------------------------------------------------------------------------------------------------------


def expire_on(day, capsys):
    with time_machine.travel(
        datetime.datetime.combine(day, datetime.time(3), tzinfo=datetime.UTC), tick=False
    ):
        call_command("expire_enquiries")
    return capsys.readouterr().out.strip()


def test_an_enquiry_expires_after_its_28th_day_and_only_once(enquiry, capsys):
    received = timezone.localdate(enquiry.received_at)
    assert expire_on(received + datetime.timedelta(days=28), capsys) == "0 enquiries expired."
    assert expire_on(received + datetime.timedelta(days=29), capsys) == "1 enquiry expired."
    assert expire_on(received + datetime.timedelta(days=30), capsys) == "0 enquiries expired."
    enquiry.refresh_from_db()
    assert (enquiry.state, Event.objects.filter(what="expire", by=None).count()) == ("expired", 1)


def test_an_answered_enquiry_never_expires(hub, capsys):
    EnquiryFactory(state="refused", hub=hub)
    assert expire_on(timezone.localdate() + datetime.timedelta(days=90), capsys) == "0 enquiries expired."


# --- lists --------------------------------------------------------------------------------------------------------


def test_an_empty_queue_says_where_enquiries_come_from(signed_in, worker):
    page = said(signed_in(worker).get(reverse("enquiry_list")))
    assert "No enquiry waits for an answer. New ones come from the public form." in page


def test_the_queue_shows_the_oldest_first_and_counts_every_state(signed_in, hub, worker):
    young, old = EnquiryFactory(hub=hub, name="Young One"), EnquiryFactory(hub=hub, name="Old One")
    Enquiry.objects.filter(pk=old.pk).update(received_at=timezone.now() - datetime.timedelta(days=27))
    EnquiryFactory(state="refused", hub=hub, name="Refused One")
    EnquiryFactory(name="Of another hub")
    answer = signed_in(worker).get(reverse("enquiry_list"))
    assert [tab["count"] for tab in answer.context["tabs"]] == [2, 0, 1, 0]
    page = said(answer)
    assert page.index("Old One") < page.index("Young One")
    assert not {"Refused One", "Of another hub"} & set(page.split("<"))
    assert young.reference in page


def test_what_was_dropped_as_spam_is_counted_on_the_list(signed_in, worker):
    DroppedEnquiriesFactory(count=3)
    assert "3 messages to all hubs looked like spam" in said(signed_in(worker).get(reverse("enquiry_list")))


def test_the_list_and_home_ask_the_same_number_of_queries_for_three_and_thirty(
    signed_in, hub, worker, django_assert_max_num_queries
):
    browser = signed_in(worker)
    for state, path in (("received", "/"), ("received", "list"), ("matched", "list")):
        path = reverse("enquiry_list") + f"?tab={state}" if path == "list" else path
        EnquiryFactory.create_batch(3, hub=hub, state=state)
        browser.get(path)
        with django_assert_max_num_queries(60) as few:
            browser.get(path)
        EnquiryFactory.create_batch(22, hub=hub, state=state)
        with django_assert_max_num_queries(len(few)):
            browser.get(path)


def test_the_home_page_of_the_hub_names_those_waiting(signed_in, enquiry, worker):
    assert enquiry.reference in said(signed_in(worker).get("/"))
    assert "Enquiries waiting" not in said(signed_in(scene.a_worker(HubFactory())).get("/"))


def test_what_was_written_is_shown_as_text(signed_in, hub, worker):
    canary = "<img src=x onerror=alert(1)>"
    enquiry = EnquiryFactory(hub=hub, name=canary, about=canary, contact_safely=canary)
    for path in (reverse("enquiry_list"), at("enquiry_detail", enquiry), at("enquiry_person", enquiry), "/"):
        assert canary not in said(signed_in(worker).get(path))

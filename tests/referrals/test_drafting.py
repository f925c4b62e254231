"""Writing a referral: begun once, filled in any order, never overwritten, discarded with its trail kept."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused, WrongState
from referrals import actions as referrals
from referrals.models import Need, Referral
from tests.factories.hubs import HubFactory, PlaceFactory, ServedAreaFactory
from tests.factories.people import CaseloadFactory
from tests.factories.referrals import NeedFactory, ReferralFactory, ReferralSourceFactory
from tests.referrals import scene

pytestmark = pytest.mark.django_db


def test_a_person_on_another_teams_caseload_cannot_be_referred(referrer):
    person = scene.a_person_held_by(scene.a_practitioner())
    with pytest.raises(NotYou):
        referrals.begin_draft(person, by=referrer)
    assert not Referral.objects.exists()


def test_a_team_that_lost_the_person_reads_but_no_longer_refers(signed_in, referrer):
    person = scene.PersonFactory()
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    CaseloadFactory(person=person, team=scene.team_of(referrer), until=yesterday)
    assert signed_in(referrer).post(reverse("referral_start", args=[person.uuid])).status_code == 403


def test_a_person_out_of_scope_cannot_be_referred_nor_told_from_nobody(signed_in, referrer):
    person = scene.a_person_held_by(scene.a_practitioner())
    assert signed_in(referrer).post(reverse("referral_start", args=[person.uuid])).status_code == 404


def test_somebody_who_has_died_is_not_referred(referrer):
    person = scene.a_person_held_by(referrer, died_on=datetime.date.today())
    with pytest.raises(Refused, match="death is recorded"):
        referrals.begin_draft(person, by=referrer)


def test_a_draft_is_not_begun_by_looking(signed_in, referrer):
    person = scene.a_person_held_by(referrer)
    assert signed_in(referrer).get(reverse("referral_start", args=[person.uuid])).status_code == 405


def test_starting_again_goes_on_with_the_draft_there_is(signed_in, referrer):
    person = scene.a_person_held_by(referrer)
    browser, url = signed_in(referrer), reverse("referral_start", args=[person.uuid])
    first, second = browser.post(url), browser.post(url)
    draft = Referral.objects.get()
    assert first.url == second.url == reverse("referral_tasks", args=[draft.uuid])
    assert (draft.team, draft.referrer, draft.state) == (scene.team_of(referrer), referrer, "draft")
    assert Event.objects.filter(what="drafted", by=referrer).count() == 1


def test_the_database_refuses_a_second_draft_of_one_referrer(referrer):
    person = scene.a_person_held_by(referrer)
    ReferralFactory(person=person, referrer=referrer)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralFactory(person=person, referrer=referrer)


def test_an_answer_that_a_draft_does_not_have_is_a_mistake_of_ours(draft, referrer):
    with pytest.raises(TypeError):
        referrals.fill(draft, by=referrer, version=0, state="submitted")


def test_a_submitted_referral_is_no_longer_filled(referrer, hub):
    referral = scene.a_referral("submitted", hub=hub, referrer=referrer)
    with pytest.raises(WrongState):
        referrals.fill(referral, by=referrer, version=0, about="More")


def test_saving_over_what_somebody_else_saved_is_refused_with_what_they_saved(draft, referrer):
    referrals.fill(draft, by=referrer, version=0, about="Works nights")
    with pytest.raises(referrals.DraftChanged) as refusal:
        referrals.fill(draft, by=referrer, version=0, about="Works days")
    assert refusal.value.now.about == "Works nights"
    assert Referral.objects.get(pk=draft.pk).about == "Works nights"


def test_saving_the_same_twice_changes_nothing_twice(draft, referrer):
    for _ in range(2):
        referrals.fill(draft, by=referrer, version=0, about="Works nights", needs={"employment": ("", "")})
    assert Referral.objects.get(pk=draft.pk).version == 1
    assert Event.objects.filter(what="filled").count() == 1


def test_a_need_left_out_is_dropped_and_comes_back_with_its_history(draft, referrer):
    referrals.fill(draft, by=referrer, version=0, needs={"health": ("A dentist", "")})
    assert [need.kind for need in Need.objects.filter(dropped_at=None)] == ["health"]
    referrals.fill(
        draft, by=referrer, version=1, needs={"employment": ("Work", "CV"), "health": ("A dentist", "")}
    )
    assert {need.kind for need in Need.objects.filter(dropped_at=None)} == {"employment", "health"}
    assert Need.versions.filter(version_of__isnull=False, kind="employment").count() == 2


def test_a_draft_edited_many_times_can_be_discarded(draft, referrer):
    referrals.fill(draft, by=referrer, version=0, about="Once", needs={"health": ("", "")})
    referrals.fill(draft, by=referrer, version=1, about="Twice", needs={"employment": ("", "")})
    referrals.discard(Referral.objects.get(pk=draft.pk), by=referrer)
    assert not Referral.versions.exists()
    assert not Need.versions.exists()
    assert Event.objects.filter(what="discard", to_state="removed").count() == 1


def test_discarding_asks_first(signed_in, draft, referrer):
    browser, url = signed_in(referrer), reverse("referral_discard", args=[draft.uuid])
    assert "Discard this draft?" in browser.get(url).content.decode()
    assert Referral.objects.exists()
    for _ in range(2):  # a double click
        assert browser.post(url).url == reverse("referral_list")
    assert not Referral.objects.exists()
    assert browser.get(url).status_code == 404


def section(draft, slug):
    return reverse("referral_section", args=[draft.uuid, slug])


def test_a_section_that_does_not_exist_is_not_found(signed_in, draft, referrer):
    assert signed_in(referrer).get(section(draft, "offences")).status_code == 404


def test_two_tabs_are_shown_both_versions_and_keep_what_was_typed(signed_in, draft, referrer):
    browser, url = signed_in(referrer), section(draft, "about")
    browser.post(url, {"version": 0, "about": "Works nights"})
    answer = browser.post(url, {"version": 0, "about": "Works days"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Works nights" in page
    assert "Works days</textarea>" in page
    assert 'name="version" value="1"' in page
    assert browser.post(url, {"version": 1, "about": "Works days"}).status_code == 302
    assert Referral.objects.get(pk=draft.pk).about == "Works days"


def test_needs_saved_in_two_tabs_show_what_was_saved_by_kind(signed_in, draft, referrer):
    browser, url = signed_in(referrer), section(draft, "needs")
    browser.post(url, {"version": 0, "health": "on", "health_detail": "A dentist", "health_in_place": "None"})
    answer = browser.post(url, {"version": 0, "finance": "on", "finance_detail": "Debt"})
    assert answer.status_code == 409
    assert answer.context["form"].saved_answers == [("Health", "A dentist; in place: None")]
    assert 'value="Debt"' in answer.content.decode()


@pytest.mark.parametrize(
    ("slug", "sent", "says"),
    [
        ("source", {"source": ""}, "Choose the source of the referral."),
        ("source", {"source": "other"}, "needs a comment"),
        ("hub", {"hub": ""}, "Choose a hub."),
        ("hub", {"hub": "999999"}, "Select a valid choice"),
        ("needs", {}, "Tick at least one need."),
        ("needs", {"employment_detail": "Work"}, "tick the box, or clear what you wrote"),
        ("risk", {}, "Say whether risk information is available."),
        ("about", {"about": "a\x00b"}, "cannot be shown"),
        ("about", {"about": "a" * 2001}, "2,000 characters or fewer"),
    ],
)
def test_a_part_that_is_not_right_is_shown_again_with_the_reason(
    signed_in, draft, referrer, slug, sent, says
):
    other = ReferralSourceFactory(name="Other", kind="other", comment_required=True)
    sent = {name: other.pk if value == "other" else value for name, value in sent.items()}
    answer = signed_in(referrer).post(section(draft, slug), {"version": 0} | sent)
    page = answer.content.decode()
    assert (answer.status_code, says in page, "There is a problem" in page) == (200, True, True)
    assert Referral.objects.get(pk=draft.pk).version == 0


def test_every_part_is_saved_in_any_order_and_the_task_list_says_so(signed_in, referrer):
    person = scene.a_full_person_held_by(referrer)
    hub, source = HubFactory(), ReferralSourceFactory(name="Healthcare", comment_required=True)
    draft = referrals.begin_draft(person, by=referrer)
    browser, tasks = signed_in(referrer), reverse("referral_tasks", args=[draft.uuid])
    assert "Check your answers and submit</a>" not in browser.get(tasks).content.decode()
    for version, (slug, sent) in enumerate(
        [
            ("hub", {"hub": hub.pk}),
            ("needs", {"employment": "on", "employment_detail": "Work", "substance": "on"}),
            ("source", {"source": source.pk, "source_comment": "GP at the prison"}),
        ]
    ):
        answer = browser.post(section(draft, slug), {"version": version} | sent)
        assert (slug, answer.status_code) == (slug, 302)
    page = browser.get(tasks).content.decode()
    assert "Employment, substance support" in page
    assert "Healthcare: GP at the prison" in page
    assert "Check your answers and submit</a>" in page


@pytest.mark.parametrize(
    "slug", ["person", "consent", "supervision", "risk", "needs", "source", "hub", "about"]
)
def test_every_part_opens_and_is_recorded_as_seen(signed_in, draft, referrer, slug):
    answer = signed_in(referrer).get(section(draft, slug))
    assert answer.status_code == 200
    assert AuditEvent.objects.get().subjects.get().person_id == draft.person_id


def test_what_belongs_to_the_person_is_recorded_on_the_persons_pages_and_comes_back(
    signed_in, draft, referrer
):
    page = signed_in(referrer).get(section(draft, "consent")).content.decode()
    back = section(draft, "consent").replace("/", "%2F")
    assert f"{reverse('consent_record', args=[draft.person.uuid])}?next={back}" in page


def test_the_hub_that_serves_the_area_is_suggested_with_its_free_places(signed_in, referrer):
    person = scene.a_full_person_held_by(referrer)
    hub = HubFactory(name="Chatham", places=3)
    PlaceFactory(hub=hub)
    ServedAreaFactory(area=person.areas.get().area, hub=hub)
    draft = referrals.begin_draft(person, by=referrer)
    page = signed_in(referrer).get(section(draft, "hub")).content.decode()
    assert "Chatham serves the area" in page
    assert f'<option value="{hub.pk}" selected>Chatham, 2 of 3 places free' in page


def test_a_hub_with_an_open_referral_of_the_person_is_refused_where_it_is_chosen(signed_in, draft, referrer):
    other = scene.a_referral("started", hub=HubFactory(name="Leeds"), referrer=referrer, person=draft.person)
    answer = signed_in(referrer).post(section(draft, "hub"), {"version": draft.version, "hub": other.hub.pk})
    assert (
        "already has an open referral to Leeds, and only one can be open at a hub" in answer.content.decode()
    )
    assert Referral.objects.get(pk=draft.pk).hub == draft.hub


def test_a_full_hub_is_marked_in_the_list_of_hubs(signed_in, draft, referrer):
    PlaceFactory(hub=HubFactory(name="Leeds", places=1))
    assert "Leeds, full: waiting<" in signed_in(referrer).get(section(draft, "hub")).content.decode()


@pytest.mark.parametrize("slug", ["needs", "consent", "hub"])
def test_going_back_to_a_part_after_submitting_leads_to_the_referral(signed_in, draft, referrer, slug):
    referrals.submit(draft, by=referrer)
    detail = reverse("referral_detail", args=[draft.uuid])
    browser = signed_in(referrer)
    assert browser.get(section(draft, slug)).url == detail
    assert browser.get(reverse("referral_check", args=[draft.uuid])).url == detail
    assert browser.post(section(draft, slug), {"version": draft.version}).status_code == 409


def test_the_same_kind_of_need_cannot_stand_twice_on_a_referral(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedFactory(referral=draft)


def test_the_page_of_needs_says_once_what_is_optional(signed_in, draft, referrer):
    assert signed_in(referrer).get(section(draft, "needs")).content.decode().count("optional") == 1

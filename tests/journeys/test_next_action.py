"""What comes next for a person, rule by rule; buttons only for whoever can press them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from journeys.known.about import about, person_seen_by
from journeys.overview.page import overview_of
from people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, SessionFactory
from tests.factories.pathways import (
    AccommodationCodeFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.people import ConsentFactory, ReleaseFactory, RiskInformationFactory, SupervisionFactory
from tests.factories.referrals import NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def shown(person, user) -> dict:
    return overview_of(about(person_seen_by(user, person.uuid), user))


def next_for(person, user):
    return shown(person, user)["next_action"]


@pytest.fixture
def draft(person, practitioner, team, hub):
    return ReferralFactory(person=person, referrer=practitioner, team=team, hub=hub, reference="R-1")


def test_nothing_is_due_for_somebody_who_has_died(person, practitioner, today):
    Person.objects.filter(pk=person.pk).update(died_on=today)
    found = shown(person, practitioner)
    assert found["next_action"] is None
    assert found["acts"] == []


def test_nothing_is_due_for_a_started_referral_at_liberty(person, practitioner, worker, hub, team):
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, team=team, state="started")
    assert next_for(person, practitioner) is None
    assert next_for(person, worker) is None


def test_a_hub_is_not_told_to_refer(person, worker):
    assert next_for(person, worker) is None


def test_without_consent_it_is_asked_for_first(person, practitioner):
    action = next_for(person, practitioner)
    assert "Ask Callum Fernhill for consent" in action.text
    assert action.url == reverse("consent_record", args=[person.uuid])


def test_with_consent_and_no_referral_one_is_to_be_written(person, practitioner):
    ConsentFactory(person=person)
    assert next_for(person, practitioner).text == "Refer Callum Fernhill to a hub: there is no referral yet."
    acts = [act["label"] for act in shown(person, practitioner)["acts"]]
    assert acts == ["Start a referral", "Hand over to a service", "Reminders", "Hand over"]


def test_an_unfinished_draft_says_how_much_is_missing(person, practitioner, draft):
    action = next_for(person, practitioner)
    assert action.text.startswith("Finish the referral R-1: ")
    assert action.url == reverse("referral_tasks", args=[draft.uuid])
    assert "the draft is removed after" in action.whose


def test_a_draft_without_gaps_is_to_be_submitted(person, practitioner, draft):
    ConsentFactory(person=person), SupervisionFactory(person=person), RiskInformationFactory(person=person)
    NeedFactory(referral=draft)
    action = next_for(person, practitioner)
    assert action.text == "Check and submit the referral R-1 to Chatham: nothing is missing."
    assert action.url == reverse("referral_check", args=[draft.uuid])


@pytest.mark.parametrize(
    ("who", "label"), [("practitioner", "Open the referral"), ("worker", "Decide on the referral")]
)
def test_a_waiting_decision_falls_to_the_hub(person, team, hub, today, request, who, label):
    ConsentFactory(person=person)
    ReferralFactory(
        person=person, hub=hub, team=team, state="submitted", decision_due_on=datetime.date(2030, 6, 3),
        submitted_at=datetime.datetime(2030, 5, 27, 9, tzinfo=datetime.UTC),
    )  # fmt: skip
    action = next_for(person, request.getfixturevalue(who))
    assert action.text.endswith("by 3 June 2030: it was submitted on 27 May 2030.")
    assert action.whose == "Falls to Chatham."
    assert action.label == label


def test_an_accepted_referral_waits_for_the_release(person, worker, hub, today):
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, state="accepted")
    ReleaseFactory(person=person, released_on=None, expected_on=today + 60 * DAY)
    assert next_for(person, worker) is None
    assert [act["label"] for act in shown(person, worker)["acts"]] == [
        "Book into a session", "Make an appointment", "Hand over to a service", "Reminders",
    ]  # fmt: skip


def test_accepted_and_released_the_induction_is_next(person, worker, practitioner, hub, team, today):
    ConsentFactory(person=person)
    referral = ReferralFactory(person=person, hub=hub, team=team, state="accepted", key_worker=worker)
    home = AccommodationCodeFactory(code="A01D")
    SpellFactory(person=person, kind="accommodation", code=home.code, started_on=today - DAY)
    ReleaseFactory(person=person, released_on=today - DAY)
    action = next_for(person, worker)
    assert action.text.startswith("Record the induction at Chatham")
    assert action.url == reverse("induction_record", args=[referral.uuid])
    assert next_for(person, practitioner).url == ""
    assert next_for(person, practitioner).whose == "Falls to Marcus Oyelaran."


def test_a_recalled_person_is_not_to_be_inducted(person, worker, hub, today):
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, state="accepted")
    ReleaseFactory(person=person, released_on=today - 9 * DAY, recalled_on=today - DAY)
    assert next_for(person, worker) is None


def test_a_returned_claim_is_to_be_mended_by_the_hub(person, worker, practitioner, hub, team):
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, team=team, state="started")
    verifier = UserFactory()
    claim = MilestoneClaimFactory(
        pathway=PathwayFactory(person=person), team=hub.team, claimed_by=worker, state="returned", returned_by=verifier,
        returned_at=timezone.now(), returned_reason="Evidence unreadable", returned_text="Scan it again",
    )  # fmt: skip
    action = next_for(person, worker)
    assert "CV and disclosure letter" in action.text
    assert "evidence unreadable" in action.text
    assert action.url == reverse("claim_again", args=[claim.uuid])
    assert next_for(person, practitioner).url == ""


@pytest.mark.parametrize(("days", "is_due"), [(28, True), (29, False)])
def test_an_address_is_missing_28_days_before_release(person, practitioner, hub, team, today, days, is_due):
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, team=team, state="started")
    ReleaseFactory(person=person, released_on=None, expected_on=today + days * DAY)
    action = next_for(person, practitioner)
    assert (action is not None) is is_due
    if action:
        assert f"release is in {days} days and no address is recorded" in action.text
        assert action.whose == "Falls to Dana Whitlock, Medway North."


@pytest.mark.parametrize(
    ("settledness", "is_due"), [("settled", False), ("transient", False), ("homeless", True)]
)
def test_only_somewhere_to_live_on_that_night_is_an_address(person, worker, hub, today, settledness, is_due):
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, state="started")
    code = AccommodationCodeFactory(code="A99", settledness=settledness).code
    SpellFactory(person=person, kind="accommodation", code=code, started_on=today - DAY)
    ReleaseFactory(person=person, released_on=None, expected_on=today + 5 * DAY)
    assert (next_for(person, worker) is not None) is is_due


def test_a_home_that_ends_before_the_release_is_none(person, worker, hub, today):
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, state="started")
    code = AccommodationCodeFactory(code="A01D").code
    night = today + 5 * DAY
    SpellFactory(person=person, kind="accommodation", code=code, started_on=today - DAY, ended_on=night)
    ReleaseFactory(person=person, released_on=None, expected_on=night)
    assert "no address is recorded" in next_for(person, worker).text


def test_a_release_whose_day_has_passed_is_to_be_recorded_or_moved(person, practitioner, hub, team, today):
    ReferralFactory(person=person, hub=hub, team=team, state="started")
    release = ReleaseFactory(person=person, released_on=None, expected_on=today - DAY)
    action = next_for(person, practitioner)
    assert action.text.startswith("Record the release from Rochester, or its new date")
    assert action.url == reverse("release_change", args=[person.uuid, release.pk])


def test_the_soonest_is_next_and_what_comes_after_is_said(person, practitioner, hub, team, today):
    ConsentFactory(person=person)
    ReferralFactory(person=person, hub=hub, team=team, state="submitted", decision_due_on=today + 9 * DAY)
    ReleaseFactory(person=person, released_on=None, expected_on=today + 5 * DAY)
    found = shown(person, practitioner)
    assert found["next_action"].text.startswith("Find somewhere to live")
    assert "After that: Chatham is to decide on the referral" in found["falls_to"]


@pytest.mark.parametrize(
    ("days", "comes_first"), [(-1, "clock"), (1, "clock"), (3, "absences"), (80, "absences")]
)
def test_what_waits_without_a_date_comes_before_a_clock_that_is_not_near(
    runs, started, worker, hub, today, days, comes_first
):
    for back in (1, 2, 3):
        noon = timezone.make_aware(datetime.datetime.combine(today - back * DAY, datetime.time(12)))
        BookingFactory(
            person=started.person, session=SessionFactory(hub=hub, starts_at=noon), mark="did_not_attend"
        )
    runs("referral_support_review", "referrals.referral", started.pk, due_on=today + days * DAY)
    first, second = shown(started.person, worker)["due"]
    assert ("absent 3 times" in first.text) is (comes_first == "absences")
    assert {first.due_on, second.due_on} == {None, today + days * DAY}


def test_without_consent_nothing_but_what_is_late_comes_first(runs, person, worker, hub, team, today):
    started = ReferralFactory(person=person, hub=hub, team=team, state="started", key_worker=worker)
    person.consents.all().delete()
    runs("referral_plan", "referrals.referral", started.pk, due_on=today - DAY)
    runs("referral_support_review", "referrals.referral", started.pk, due_on=today + DAY)
    late, consent, soon = shown(person, worker)["due"]
    assert "for consent" in consent.text
    assert (late.due_on, soon.due_on) == (today - DAY, today + DAY)


def test_a_claim_is_mended_before_the_review_of_the_next_quarter(runs, started, worker, hub, today):
    MilestoneClaimFactory(
        pathway=PathwayFactory(person=started.person), team=hub.team, claimed_by=worker, state="returned",
        returned_by=UserFactory(), returned_at=timezone.now(), returned_reason="Unreadable", returned_text="Again",
    )  # fmt: skip
    runs("referral_support_review", "referrals.referral", started.pk, due_on=today + 70 * DAY)
    assert shown(started.person, worker)["next_action"].text.startswith("Mend the claim")

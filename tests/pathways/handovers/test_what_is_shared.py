"""The partner service worker sees the fields the handover names, and nothing else, and nothing after it ends."""

import pytest
from django.urls import reverse

from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.audit.models import AuditSubject
from foundation.design.dates import say_day, say_day_short
from foundation.lifecycle.models import RunningClock
from pathways.actions import answering_handovers as service_does
from pathways.actions import handing_over as sender_does
from pathways.handovers import sharing
from pathways.handovers.clocks import APPOINTMENT, FIRST_ATTENDANCE
from pathways.models import Handover
from people import actions as people
from people.models import Person, Release
from tests.factories.accounts import UserFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import (
    LicenceConditionFactory,
    LimitedAccessFactory,
    OffenceFactory,
    ReleaseFactory,
    RiskInformationFactory,
)
from tests.pathways.asking import page
from tests.pathways.days import TODAY
from tests.pathways.handovers.conftest import at

pytestmark = pytest.mark.django_db

# What each entry shows, planted so that it is found wherever it comes out.
CANARIES = {
    "name": "Larkfield",
    "date_of_birth": "14 May 1990",
    "crn": "X424242",
    "prison_number": "A4242ZZ",
    "contact": "canary-contact",
    "release": "HMP Canary",
    "need": "canary-need",
    "medication": "canary-medication",
    "risk": "canary-risk",
    "access_needs": "canary-access",
    "address": "42 Canary Row",
}
NEVER = ("canary-offence", "canary-condition", "canary-ethnicity")
TABS = ("new", "to_book", "today", "booked", "with_us", "overdue")


@pytest.fixture
def planted(person):
    """The person with a canary in every field of the list, and in what is never shared."""
    Person.versions.filter(pk=person.pk).update(
        date_of_birth="1990-05-14", crn="X424242", prison_number="A4242ZZ", street="42 Canary Row",
        communication_needs="canary-access", pnc_id="canary-pnc",
    )  # fmt: skip
    release = ReleaseFactory(person=person, expected_on=at(30).date(), released_on=None)
    type(release.prison).objects.filter(pk=release.prison_id).update(name="HMP Canary")
    RiskInformationFactory(person=person, meaning="canary-risk")
    OffenceFactory(person=person)
    LicenceConditionFactory(person=person, text="canary-condition")
    return person


@pytest.fixture
def handed(planted, treatment):
    """A handover that shares these entries, in a state."""

    def over(*shares, state="sent", **more):
        return HandoverFactory(
            person=planted, service=treatment, state=state, shares=shares, contact="canary-contact",
            need="canary-need", medication="canary-medication", **more,
        )  # fmt: skip

    return over


def everything_shown_to(client, handover=None):
    """Every page the role can open, and what the addresses of other pages answer."""
    lists = [f"{reverse('handed_over_list')}?tab={tab}" for tab in TABS]
    paths = [reverse("home"), reverse("due_list"), reverse("notice_list"), *lists]
    if handover:
        names = ("detail", "refuse", "book", "attend", "treatment", "duty", "close")
        paths += [reverse(f"handed_over_{name}", args=[handover.uuid]) for name in names]
    return " ".join(page(client.get(path)) for path in paths)


def test_the_canaries_cover_the_whole_list():
    assert set(CANARIES) == {each.slug for each in sharing.SHARED}


@pytest.mark.parametrize("slug", sorted(set(CANARIES) - {"name"}))
def test_a_field_that_is_not_named_is_on_no_page(handed, treatment, as_, slug):
    others = sorted(set(CANARIES) - {slug})
    handover = handed(*others, state="booked")
    shown = everything_shown_to(as_(treatment.worker), handover)
    assert CANARIES[slug] not in shown
    assert all(CANARIES[other] in shown for other in others)


def test_what_is_not_on_the_list_is_on_no_page_whatever_is_named(handed, treatment, as_):
    handover = handed(*CANARIES, state="booked")
    shown = everything_shown_to(as_(treatment.worker), handover)
    assert not [canary for canary in (*NEVER, "canary-pnc") if canary in shown]


@pytest.mark.parametrize("verb", ["refuse", "close", "withdraw"])
def test_nothing_is_shown_once_it_has_ended(handed, treatment, office, as_, reasons, verb):
    handover = handed(*CANARIES, state="received")
    acts = {
        "refuse": lambda: service_does.refuse_handover(handover, by=treatment.worker, reason=reasons.refuse),
        "close": lambda: service_does.close_handover(handover, by=treatment.worker, reason=reasons.outcome),
        "withdraw": lambda: sender_does.withdraw_handover(handover, by=office.dana, reason=reasons.withdraw),
    }
    acts[verb]()
    client = as_(treatment.worker)
    shown = everything_shown_to(client)
    assert not [canary for canary in CANARIES.values() if canary in shown]
    assert client.get(reverse("handed_over_detail", args=[handover.uuid])).status_code == 404
    assert client.get(reverse("handover_detail", args=[handover.uuid])).status_code == 403


def test_nothing_is_shown_to_a_worker_from_whom_the_person_is_hidden(handed, treatment, as_, person):
    handover = handed(*CANARIES)
    LimitedAccessFactory(person=person, kind="exclusion", user=treatment.worker)
    client = as_(treatment.worker)
    shown = everything_shown_to(client)
    assert not [canary for canary in CANARIES.values() if canary in shown]
    assert handover.reference not in shown
    assert client.get(reverse("handed_over_detail", args=[handover.uuid])).status_code == 404
    assert (
        as_(treatment.colleague).get(reverse("handed_over_detail", args=[handover.uuid])).status_code == 200
    )


def test_a_restriction_hides_it_from_every_worker_it_does_not_name(handed, treatment, as_, person):
    handover = handed(*CANARIES)
    LimitedAccessFactory(person=person, kind="restriction", user=treatment.colleague)
    url = reverse("handed_over_detail", args=[handover.uuid])
    assert as_(treatment.worker).get(url).status_code == 404
    assert as_(treatment.colleague).get(url).status_code == 200


def test_another_service_sees_nothing_of_it(handed, elsewhere, as_):
    handover = handed(*CANARIES)
    client = as_(elsewhere.worker)
    assert not [canary for canary in CANARIES.values() if canary in everything_shown_to(client)]
    assert client.get(reverse("handed_over_detail", args=[handover.uuid])).status_code == 404


def test_a_handover_whose_involvement_was_ended_shows_nothing(handed, treatment, as_):
    """The sight hangs on the involvement: whatever the state says, without it there is none."""
    handover = handed(*CANARIES)
    type(handover.involvement).objects.update(until=TODAY)
    assert as_(treatment.worker).get(reverse("handed_over_detail", args=[handover.uuid])).status_code == 404


@pytest.mark.parametrize("name", ["person_detail", "person_timeline", "consent_list", "handover_choose"])
def test_no_page_of_the_person_opens_to_the_service(handed, treatment, as_, person, name):
    handed(*CANARIES)
    assert as_(treatment.worker).get(reverse(name, args=[person.uuid])).status_code == 403


@pytest.mark.parametrize(
    "name", ["person_list", "person_search", "referral_list", "claim_list", "handover_list", "service_list"]
)
def test_no_list_or_search_opens_to_the_service(handed, treatment, as_, name):
    handed(*CANARIES)
    assert as_(treatment.worker).get(reverse(name)).status_code == 403


def test_no_pathway_opens_to_the_service(handed, treatment, as_, person):
    pathway = PathwayFactory(person=person, kind="substance_support")
    handed(*CANARIES)
    assert as_(treatment.worker).get(reverse("pathway_detail", args=[pathway.uuid])).status_code == 403


def test_a_claim_made_of_its_record_is_not_shown_to_it(handed, treatment, as_, substance, hub):
    handover = handed("name", state="received")
    service_does.start_treatment(
        handover, by=treatment.worker, started_on=TODAY, code="community_structured", need_group="opiate"
    )
    (claim,) = substance.claims.all()
    assert as_(treatment.worker).get(reverse("claim_detail", args=[claim.uuid])).status_code == 403


def test_what_is_shown_is_in_the_trail_with_its_purpose(handed, treatment, as_, person):
    handover = handed("name")
    as_(treatment.worker).get(reverse("handed_over_detail", args=[handover.uuid]))
    (row,) = AuditSubject.objects.filter(event__user=treatment.worker)
    assert (row.person_id, row.event.purpose) == (person.pk, f"handover {handover}")


def test_no_notice_names_anybody(handed, planted, treatment, office, send, housing, reasons):
    handover = send(
        housing, shares=[slug for slug in CANARIES if slug not in ("need", "medication", "contact")]
    )
    service_does.receive_handover(handover, by=housing.worker)
    service_does.refuse_handover(handover, by=housing.worker, reason=reasons.refuse)
    texts = " ".join(Notice.objects.values_list("text", flat=True))
    assert texts
    assert not [canary for canary in CANARIES.values() if canary in texts]


def test_no_other_role_in_the_services_team_sees_it(handed, treatment, as_):
    handover = handed(*CANARIES)
    for role in sorted(set(Role) - {Role.PARTNER_SERVICE_WORKER}):
        user = UserFactory(role=role, teams=[treatment.team])
        assert not Handover.objects.visible_to(user).exists(), role
        answer = as_(user).get(reverse("handed_over_detail", args=[handover.uuid]))
        assert (role, answer.status_code) == (role, 403)


# --- the release, where it moves or comes


def in_days(number):
    return at(number).date()


@pytest.fixture
def goes_on(planted, treatment, send):
    """A handover of treatment that goes on from custody, received, that shares these entries."""

    def received(*shares):
        handover = send(treatment, continues_treatment=True, bridge="yes", shares=shares)
        return service_does.receive_handover(handover, by=treatment.worker)

    return received


def moved(planted, office, **changes):
    release = Release.objects.get(person=planted)
    people.change_release(release, by=office.dana, reason="canary-reason", **changes)


def days_told(shown):
    """Days on which the release was, is or asks for something, in either way of writing them."""
    days = {in_days(each) for each in (0, 21, 30, 44)}
    return {day for day in days for words in (say_day(day), say_day_short(day)) if words in shown}


@pytest.mark.parametrize("shares", [["date_of_birth"], ["date_of_birth", "release"]])
def test_why_a_release_moved_and_when_it_was_before_are_never_told(
    goes_on, planted, office, treatment, as_, shares
):
    handover = goes_on(*shares)
    moved(planted, office, expected_on=in_days(44))
    shown = everything_shown_to(as_(treatment.worker), handover)
    assert "canary-reason" not in shown
    assert "It was due on" not in shown
    assert "Release moved" not in shown
    assert in_days(30) not in days_told(shown)


def test_no_day_tells_a_release_that_is_not_shared(goes_on, planted, office, treatment, as_):
    """Nor whether one has come: a clock that begins to run, or runs no longer, would tell it."""
    handover, client = goes_on("date_of_birth"), as_(treatment.worker)
    detail = reverse("handed_over_detail", args=[handover.uuid])
    before = page(client.get(detail))
    moved(planted, office, expected_on=in_days(44))
    put_off = page(client.get(detail))
    Release.versions.filter(person=planted, superseded_at=None).update(expected_on=TODAY)
    moved(planted, office, released_on=TODAY)
    after = page(client.get(detail))
    for shown in (before, put_off, after):
        assert days_told(shown) <= {TODAY}  # the day on which it was sent and agreed
        assert str(APPOINTMENT.title) not in shown
        assert str(FIRST_ATTENDANCE.title) not in shown
        assert "Released on" not in shown


@pytest.mark.parametrize(("shares", "is_told"), [(["date_of_birth"], False), (["release"], True)])
def test_the_queue_is_overdue_by_the_release_only_where_it_is_shared(
    goes_on, planted, office, treatment, as_, shares, is_told
):
    handover = goes_on(*shares)
    RunningClock.objects.of(handover).filter(stopped_at=None).update(due_on=in_days(-2))
    client = as_(treatment.worker)
    shown = page(client.get(f"{reverse('handed_over_list')}?tab=overdue"))
    assert (handover.reference in shown) == is_told
    to_book = page(client.get(f"{reverse('handed_over_list')}?tab=to_book"))
    assert handover.reference in to_book
    assert ("tg-clock" in to_book) == is_told


def test_the_service_reads_by_when_it_is_asked_where_the_release_is_shared(goes_on, treatment, as_):
    shown = page(as_(treatment.worker).get(reverse("handed_over_detail", args=[goes_on("release").uuid])))
    assert APPOINTMENT.title in shown
    assert in_days(30) in days_told(shown)


def test_the_side_that_sent_it_still_reads_why_a_day_moved(goes_on, planted, office, as_):
    handover = goes_on("date_of_birth")
    moved(planted, office, expected_on=in_days(44))
    assert "canary-reason" in page(as_(office.dana).get(reverse("handover_detail", args=[handover.uuid])))

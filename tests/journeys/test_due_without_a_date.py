"""Due work that no clock carries: on the list what the person's page says, for those to whom it falls, in order."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from journeys.about import about, person_seen_by
from journeys.due.undated import NAMED, Undated
from journeys.next_action import RULES
from journeys.next_action.sets import Standing
from journeys.overview import overview_of
from people.models import Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.contacts import ContactFactory
from tests.factories.hubs import BookingFactory, HubFactory, SessionFactory
from tests.factories.lifecycle import RunningClockFactory
from tests.factories.pathways import (
    AccommodationCodeFactory,
    MilestoneClaimFactory,
    PathwayFactory,
    SpellFactory,
)
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    InvolvementFactory,
    LimitedAccessFactory,
    PersonFactory,
    ReleaseFactory,
)
from tests.factories.referrals import FirstAppointmentFactory, ReferralFactory, TreatmentHandoverFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def listed(user, **narrowed) -> list[str]:
    """The sentences of the list, as the person's page writes them."""
    found = [Standing.of(row) for row in Undated(user, **narrowed).rows]
    words = [NAMED[said.rule].words(said) for said in found]
    return [f"{each.to_do}: {each.why}." for each in words]


def on_the_page(person, user) -> set[str]:
    """What the page of the person says falls to the user."""
    due = overview_of(about(person_seen_by(user, person.uuid), user))["due"]
    return {action.text for action in due if user.name in action.whose}


@pytest.fixture
def agreed(consenting):
    """Compares the list with the person's page; gives what both say."""

    def compared(user, person=consenting):
        found = listed(user)
        assert set(found) == on_the_page(person, user)
        return found

    return compared


@pytest.fixture
def consenting(person):
    ConsentFactory(person=person)
    return person


@pytest.fixture
def referred(consenting, hub, team, worker):
    def made(state, **more):
        return ReferralFactory(
            person=consenting, hub=hub, team=team, state=state, key_worker=worker, reference="R-7", **more
        )

    return made


def absences(person, hub, times, until):
    for number in range(times):
        noon = timezone.make_aware(datetime.datetime.combine(until - number * DAY, datetime.time(12)))
        BookingFactory(person=person, session=SessionFactory(hub=hub, starts_at=noon), mark="did_not_attend")


def test_every_rule_has_a_clock_or_stands_in_the_lists_without_one():
    by_clock = {
        "draft unfinished",
        "any other clock",
    }  # DRAFT_KEPT runs for every draft; the other names its clocks
    assert {rule.name for rule in RULES if not rule.says and not rule.among} == by_clock
    assert not [rule.name for rule in RULES if rule.says and rule.among]


def test_somebody_hidden_is_in_no_list_and_in_no_count(consenting, practitioner):
    assert len(listed(practitioner)) == 1
    LimitedAccessFactory(person=consenting, user=practitioner, kind="exclusion")
    assert listed(practitioner) == []
    assert Undated(practitioner).count == 0


def test_nothing_is_due_for_another_team_or_for_somebody_who_has_died(
    consenting, practitioner, referred, worker
):
    referred("accepted")
    stranger = UserFactory(role=Role.HUB_WORKER, teams=[HubFactory().team])
    assert (len(listed(worker)), listed(stranger)) == (1, [])
    Person.objects.filter(pk=consenting.pk).update(died_on=datetime.date.today())
    assert listed(worker) == []


def test_a_role_that_is_told_of_none_has_an_empty_list(person):
    assert (listed(UserFactory(role=Role.AUDITOR)), Undated(UserFactory(role=Role.AUDITOR)).count) == ([], 0)


def test_no_referral_yet_until_there_is_one(practitioner, agreed, referred):
    assert agreed(practitioner) == ["Refer Callum Fernhill to a hub: there is no referral yet."]
    referred("submitted")
    assert listed(practitioner) == []


def test_consent_missing_with_the_referral_that_goes_on(
    person, practitioner, hub, team, today, agreed, referred
):
    person.consents.all().delete()
    assert agreed(practitioner) == [
        "Ask Callum Fernhill for consent: without it nobody can be referred to a hub."
    ]
    live = referred("started")
    assert listed(practitioner) == [
        "Ask Callum Fernhill for consent: none is live, and the referral R-7 goes on."
    ]
    RunningClockFactory(
        clock="referral_consent_gone", subject_type="referrals.referral", subject_id=live.pk,
        person_id=person.pk, team=team, started_on=today,
    )  # fmt: skip
    assert listed(practitioner) == []


def test_a_release_near_without_an_address_and_one_whose_day_has_passed(
    consenting, practitioner, agreed, referred, today
):
    referred("started")
    release = ReleaseFactory(person=consenting, released_on=None, expected_on=today + 12 * DAY)
    (said,) = agreed(practitioner)
    assert said.endswith("release is in 12 days and no address is recorded.")
    type(release).objects.filter(pk=release.pk).update(expected_on=today + 29 * DAY)
    assert agreed(practitioner) == []
    type(release).objects.filter(pk=release.pk).update(expected_on=today - DAY)
    (said,) = agreed(practitioner)
    assert said.startswith(f"Record the release from {release.prison}, or move it")


def test_a_home_for_that_night_is_an_address(consenting, practitioner, agreed, referred, today):
    referred("started")
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 12 * DAY)
    home = AccommodationCodeFactory(code="A01D")
    SpellFactory(person=consenting, kind="accommodation", code=home.code, started_on=today - DAY)
    assert agreed(practitioner) == []


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({"released_on": 10}, True),
        ({"released_on": 10, "recalled_on": 5}, False),
        ({"expected_on": -9, "received_on": 100}, False),
        ({"expected_on": -9}, False),
        ({"expected_on": 3, "received_on": 100}, True),
    ],
)
def test_an_induction_is_due_for_whoever_is_not_known_to_be_in_custody(
    consenting, worker, agreed, referred, today, facts, is_due
):
    referred("accepted")
    days = {"expected_on": None, "released_on": None} | {name: today - n * DAY for name, n in facts.items()}
    ReleaseFactory(person=consenting, **days)
    said = [each for each in agreed(worker) if each.startswith("Record the induction at Chatham")]
    assert bool(said) is is_due


def test_taken_in_again_after_a_release_is_in_custody(consenting, worker, agreed, referred, today):
    referred("accepted")
    ReleaseFactory(person=consenting, expected_on=None, released_on=today - 200 * DAY)
    ReleaseFactory(
        person=consenting, expected_on=today + 90 * DAY, released_on=None, received_on=today - 9 * DAY
    )
    assert agreed(worker) == []


def test_appointments_before_the_release(consenting, worker, agreed, referred, today):
    accepted = referred("accepted")
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 5 * DAY)
    PathwayFactory(person=consenting, kind="substance_support")
    assert {each.partition(" ")[0] for each in agreed(worker)} == {"Book", "Arrange"}
    noon = timezone.make_aware(datetime.datetime.combine(today + 6 * DAY, datetime.time(12)))
    FirstAppointmentFactory(referral=accepted, person=consenting, starts_at=noon)
    TreatmentHandoverFactory(referral=accepted, person=consenting, appointment_on=today + 6 * DAY)
    assert agreed(worker) == []


def test_a_treatment_appointment_of_a_former_release_counts_for_no_later_one(
    consenting, worker, agreed, referred, today
):
    accepted = referred("accepted")
    former = {"released_on": today - 200 * DAY, "recalled_on": today - 100 * DAY}
    ReleaseFactory(person=consenting, expected_on=None, **former)
    ReleaseFactory(person=consenting, released_on=None, expected_on=today + 5 * DAY)
    PathwayFactory(person=consenting, kind="substance_support")
    TreatmentHandoverFactory(referral=accepted, person=consenting, appointment_on=today - 190 * DAY)
    assert any(each.startswith("Arrange") for each in agreed(worker))


def test_three_absences_until_somebody_is_reached(consenting, worker, agreed, referred, hub, today):
    referred("started")
    absences(consenting, hub, 2, today - DAY)
    assert agreed(worker) == []
    absences(consenting, hub, 1, today - 4 * DAY)
    assert "they were absent 3 times in a row" in agreed(worker)[0]
    ContactFactory(person=consenting, on_day=today - DAY)
    assert agreed(worker) == []


def test_an_absence_before_somebody_came_breaks_the_row(consenting, worker, agreed, referred, hub, today):
    referred("started")
    absences(consenting, hub, 2, today - DAY)
    noon = timezone.make_aware(datetime.datetime.combine(today - 3 * DAY, datetime.time(12)))
    BookingFactory(person=consenting, session=SessionFactory(hub=hub, starts_at=noon), mark="late")
    absences(consenting, hub, 2, today - 4 * DAY)
    assert agreed(worker) == []


@pytest.mark.parametrize(
    ("states", "is_due"),
    [
        (["sustained"], True),
        (["sustained", "declined"], True),
        (["sustained", "achieved"], False),
        (["closed"], False),
    ],
)
def test_support_is_to_be_summed_up_once_what_was_reached_has_lasted(
    consenting, worker, agreed, referred, states, is_due
):
    referred("started")
    for kind, state in zip(("employment", "accommodation"), states, strict=False):
        PathwayFactory(person=consenting, kind=kind, state=state)
    assert [each.startswith("Sum up the support at Chatham") for each in agreed(worker)] == [True] * is_due


def test_a_returned_claim_falls_to_who_claimed_it(consenting, worker, agreed, referred, hub, today):
    referred("started")
    pathway = PathwayFactory(person=consenting)
    claim = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, claimed_by=worker, state="returned", returned_reason="Evidence unclear",
        returned_by=UserFactory(), returned_at=timezone.now(),
    )  # fmt: skip
    assert agreed(worker) == [f"Mend the claim “{claim}”: it was returned, evidence unclear."]
    assert listed(worker, whose="unassigned") == []
    assert len(listed(worker, whose="mine")) == 1


def test_a_number_that_two_records_have_is_told_to_data_stewards_alone(person, steward, practitioner):
    Person.objects.filter(pk=person.pk).update(crn_confirmed=False)
    assert listed(steward) == ["Decide whose the CRN is: another record has the same."]
    assert not any("CRN" in each for each in listed(practitioner))


def test_releases_come_first_by_their_day_and_then_what_has_stood_longest(team, practitioner, today):
    for name, since in (("Later", 20), ("Longest", 90)):
        late = PersonFactory(given_names=name, family_name="Held")
        CaseloadFactory(person=late, team=team, since=today - since * DAY)
        ConsentFactory(person=late)
    for name, ahead in (("Second", 9), ("First", 2)):
        leaving = PersonFactory(given_names=name, family_name="Held", held_by=team)
        ConsentFactory(person=leaving)
        ReleaseFactory(person=leaving, released_on=None, expected_on=today + ahead * DAY)
    found = [Standing.of(row).person.given_names for row in Undated(practitioner).rows]
    assert found[:2] == ["First", "Second"]
    assert found.index("Longest") < found.index("Later")


def test_the_page_says_why_leads_to_the_work_and_narrows(client, consenting, worker, referred):
    accepted = referred("accepted")
    client.force_login(worker)
    page = " ".join(client.get(reverse("due_list"), {"when": "undated"}).content.decode().split())
    assert (
        f'href="{reverse("induction_record", args=[accepted.uuid])}">Record the induction at Chatham</a>'
        in page
    )
    assert "The referral was accepted, and starts with it" in page
    assert 'Without a date <span class="tg-count">1</span>' in page
    other = client.get(reverse("due_list"), {"when": "undated", "clock": "claim returned"}).content.decode()
    assert "Nothing without a date is due here." in other
    named = AuditSubject.objects.filter(event__in=AuditEvent.objects.filter(what="GET due_list"))
    assert {each.person_id for each in named} == {consenting.pk}


def test_as_many_questions_at_3_as_at_30(client, worker, hub, team):
    client.force_login(worker)
    asked = []
    for count in (3, 27):
        for _ in range(count):
            person = PersonFactory()
            InvolvementFactory(person=person, team=hub.team)
            ReferralFactory(person=person, hub=hub, team=TeamFactory(), state="accepted", key_worker=worker)
        client.get("/due/?when=undated")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/due/?when=undated").status_code == 200
        asked.append(sum(query["sql"].startswith("SELECT") for query in queries))
    assert asked[0] == asked[1] <= 15

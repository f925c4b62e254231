"""A condition that comes late changes no booking: the hub's manager is shown what it stands against."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Notice, OutgoingMail
from foundation.accounts.roles import Role
from foundation.audit.models import AuditSubject
from hubs import actions as hubs
from hubs import clashes
from hubs.reactions import tell_of_clashes
from people import actions as people
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import (
    CaseloadFactory,
    LicenceConditionFactory,
    LimitedAccessFactory,
    NoContactFactory,
    PersonFactory,
)

from .written import HOUR, change, refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)
PAGE = "/clashes/"


@pytest.fixture
def practitioner(db):
    return UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()])


@pytest.fixture
def two_booked(at, into, someone, practitioner):
    """Two people of one practitioner in one session of tomorrow, before anybody says that they may not meet."""
    session = at()
    people = [someone(crn=f"X10000{number}", crn_confirmed=True) for number in (1, 2)]
    for person in people:
        CaseloadFactory(person=person, team=practitioner.teams.get(), practitioner=practitioner)
    return [into(session, person) for person in people]


def keep_apart(one, other, practitioner, **more):
    said = {"reason": "Convicted together", "since": TODAY()} | more
    return people.record_pair(one.person, by=practitioner, crn=other.person.crn, **said)


def told():
    return {(notice.user_id, notice.kind) for notice in Notice.objects.all()}


# --- Who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", [0, 1])
def test_a_manager_who_may_not_see_one_of_the_two_learns_nothing(
    client, two_booked, practitioner, manager, hidden
):
    LimitedAccessFactory(person=two_booked[hidden].person, kind="exclusion", user=manager)
    keep_apart(*two_booked, practitioner)
    assert told() == {(practitioner.pk, "clash_to_be_settled")}
    client.force_login(manager)
    page = client.get(PAGE).content.decode()
    assert "No booking stands against a condition" in page
    assert not [each for each in two_booked if str(each.person) in page]
    assert "cannot stand" not in client.get("/").content.decode()


def test_a_manager_of_another_hub_sees_none_of_it(client, two_booked, stranger):
    change(stranger, role=Role.HUB_MANAGER)
    NoContactFactory(first=two_booked[0].person, second=two_booked[1].person)
    client.force_login(stranger)
    assert str(two_booked[0].person) not in client.get(PAGE).content.decode()


def test_where_nobody_may_see_both_nobody_is_told(two_booked, practitioner, manager):
    for user in (manager, practitioner):
        LimitedAccessFactory(person=two_booked[0].person, kind="exclusion", user=user)
    pair = NoContactFactory(first=two_booked[0].person, second=two_booked[1].person)
    tell_of_clashes(by=None, person=pair.first, condition=pair)
    assert told() == set()


def test_a_worker_is_not_shown_the_list(client, worker):
    client.force_login(worker)
    assert client.get(PAGE).status_code == 403


# --- Late conditions --------------------------------------------------------------------------------------------------


def test_a_pair_recorded_late_is_told_to_the_manager_once_and_listed(
    client, two_booked, practitioner, manager
):
    keep_apart(*two_booked, practitioner)
    assert told() == {(manager.pk, "clash_found")}
    assert Notice.objects.get().url == PAGE
    client.force_login(manager)
    page = client.get(PAGE).content.decode()
    for booking in two_booked:
        assert str(booking.person) in page
        assert reverse("booking_cancel", args=[booking.uuid]) in page
        assert reverse("booking_move", args=[booking.uuid]) in page
    assert "Bookings that cannot stand" in client.get("/").content.decode()


def test_neither_notice_nor_mail_names_anybody(two_booked, practitioner, manager):
    keep_apart(*two_booked, practitioner)
    said = Notice.objects.get().text + OutgoingMail.objects.get().text + OutgoingMail.objects.get().subject
    for booking in two_booked:
        assert booking.person.family_name not in said
        assert booking.person.crn not in said


def test_a_pair_that_is_made_to_hold_longer_is_told_again(two_booked, practitioner, manager):
    keep_apart(*two_booked, practitioner, until=TODAY() + DAY)
    assert told() == set()
    keep_apart(*two_booked, practitioner)
    assert told() == {(manager.pk, "clash_found")}


def test_an_exclusion_recorded_late_lists_the_booking(client, hub, two_booked, practitioner, manager):
    people.record_condition(
        two_booked[0].person, by=practitioner, kind="exclusion_hub", text="Not to go there", source="Licence",
        since=TODAY(), team=hub.team,
    )  # fmt: skip
    assert told() == {(manager.pk, "clash_found")}
    client.force_login(manager)
    page = client.get(PAGE).content.decode()
    assert "Must keep away from this hub" in page
    assert str(two_booked[1].person) not in page


def test_another_condition_lists_nothing(two_booked, practitioner):
    people.record_condition(
        two_booked[0].person,
        by=practitioner,
        kind="curfew",
        text="At home from 7",
        source="Licence",
        since=TODAY(),
    )
    assert told() == set()


@pytest.mark.parametrize("how", ["cancelled", "moved", "not held", "pair over"])
def test_a_clash_that_is_settled_is_listed_no_more(at, two_booked, practitioner, worker, manager, how):
    pair = keep_apart(*two_booked, practitioner)
    session = two_booked[0].session
    {
        "cancelled": lambda: hubs.cancel_booking(two_booked[0], by=worker, for_hub=True, reason="Room"),
        "moved": lambda: hubs.move_booking(two_booked[0], at(15), by=worker),
        "not held": lambda: hubs.mark_not_held(session, by=worker, reason="Staff absence"),
        "pair over": lambda: people.end_pair(
            pair, two_booked[0].person, by=practitioner, until=TODAY(), reason="Appeal allowed"
        ),
    }[how]()
    assert clashes.at_hubs_of(manager) == []


def test_a_session_that_holds_a_clash_is_not_re_timed_until_it_is_settled(two_booked, worker):
    NoContactFactory(first=two_booked[0].person, second=two_booked[1].person)
    session = two_booked[0].session
    refused(change, session, ends_at=session.ends_at + HOUR, text="This change cannot be made")
    hubs.cancel_booking(two_booked[0], by=worker, for_hub=True, reason="Room")
    change(session, ends_at=session.ends_at + HOUR)


def test_the_list_is_asked_in_as_many_queries_for_three_clashes_as_for_one(
    at, into, someone, manager, queries_of
):
    asked, _ = [], manager.team_ids
    for number in range(3):
        session = at(8 + 2 * number)
        one, other = someone(), someone()
        into(session, one)
        into(session, other)
        NoContactFactory(first=one, second=other)
        asked.append(queries_of(clashes.at_hubs_of, manager))
        assert len(clashes.at_hubs_of(manager)) == number + 1
    assert asked[0] == asked[2] <= 5


# --- What is over -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "listed"), [(("attended", "late"), 1), (("attended", "did_not_attend"), 0)]
)
def test_a_past_that_was_imported_is_listed_where_both_came(client, at, into, pair, manager, marks, listed):
    session = at(-30, state="recorded")
    bookings = [
        into(session, person, mark=mark, imported=True) for person, mark in zip(pair, marks, strict=True)
    ]
    assert clashes.at_hubs_of(manager) == []
    assert len(clashes.at_hubs_of(manager, past=True)) == listed
    client.force_login(manager)
    page = client.get(PAGE + "?when=past").content.decode()
    assert (str(bookings[0].person) in page) == bool(listed)


def test_the_page_is_in_the_audit_trail(client, two_booked, manager):
    NoContactFactory(first=two_booked[0].person, second=two_booked[1].person)
    client.force_login(manager)
    client.get(PAGE)
    assert {subject.person_id for subject in AuditSubject.objects.all()} == {
        booking.person_id for booking in two_booked
    }


def test_the_list_reads_the_rules_as_the_triggers_do(at, into, someone, manager, satellite):
    """Somebody next door, and on another day: no clash."""
    one, other = someone(), PersonFactory()
    into(at(), one)
    into(at(12), other)
    into(at(10 + 24), other)
    NoContactFactory(first=min(one, other, key=lambda p: p.pk), second=max(one, other, key=lambda p: p.pk))
    LicenceConditionFactory(person=one, kind="exclusion_hub", team=satellite.team)
    assert clashes.at_hubs_of(manager) == []

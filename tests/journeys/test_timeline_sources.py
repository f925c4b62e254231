"""The way through the gate, labels and licence conditions on the timeline, told to those who may read each."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.accounts.roles import Role
from journeys import timeline
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import CohortLabelFactory, LicenceConditionFactory, PersonFactory
from tests.factories.referrals import (
    FirstAppointmentFactory,
    HubContactFactory,
    JointMeetingFactory,
    ReferralFactory,
    TreatmentHandoverFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
CANARY = "Quillfeather Lane"


@pytest.fixture
def referral(person, practitioner, team, hub):
    return ReferralFactory(state="accepted", person=person, referrer=practitioner, team=team, hub=hub)


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])


def told(person, user, *kinds):
    return [
        (entry.title, entry.line, entry.text)
        for entry in timeline.page_of(person, user, number=1, kinds=kinds)
    ]


def everything(person, user):
    return " ".join(" ".join(parts) for parts in told(person, user))


def test_a_licence_condition_is_not_told_to_who_may_not_read_risk(person, steward, today):
    LicenceConditionFactory(person=person, kind="exclusion_zone", text=CANARY, since=today - DAY, until=None)
    assert not steward.may("view_risk")
    assert "ondition" not in everything(person, steward)
    assert CANARY not in everything(person, steward)
    assert "condition" not in dict(timeline.kinds_open_to(steward))
    assert told(person, steward, "condition") == []


def test_the_gate_of_a_referral_out_of_scope_is_not_told(person, practitioner, referral):
    stranger = ReferralFactory(state="accepted", person=person, hub=HubFactory(), team=HubFactory().team)
    for each in (JointMeetingFactory, FirstAppointmentFactory, HubContactFactory):
        each(referral=stranger, person=person)
    assert told(person, practitioner, "gate") == []


def test_notes_of_the_gate_stay_on_the_referrals_page(person, practitioner, referral, today):
    JointMeetingFactory(referral=referral, person=person, held_on=today - DAY, notes=CANARY)
    HubContactFactory(referral=referral, person=person, made_on=today - DAY, note=CANARY)
    assert CANARY not in everything(person, practitioner)


def test_nothing_of_another_person_is_told(person, practitioner, referral):
    other = PersonFactory()
    CohortLabelFactory(person=other)
    LicenceConditionFactory(person=other)
    JointMeetingFactory(referral=ReferralFactory(state="accepted", person=other), person=other)
    assert told(person, practitioner, "label", "condition", "gate") == []


def test_labels_begin_and_end(person, steward, today):
    CohortLabelFactory(person=person, name="veteran", since=today - 9 * DAY, until=today - DAY)
    assert [title for title, *_ in told(person, steward, "label")] == [
        "Label no longer: Veteran",
        "Label: Veteran",
    ]


def test_conditions_are_told_to_who_reads_risk_and_end(person, practitioner, today):
    LicenceConditionFactory(
        person=person, kind="curfew", text="7 pm to 7 am", since=today - 9 * DAY, until=today - DAY
    )
    assert told(person, practitioner, "condition") == [
        ("Licence condition ended: Curfew", "licence condition", ""),
        ("Licence condition: Curfew", told(person, practitioner, "condition")[1][1], "7 pm to 7 am"),
    ]


def test_the_way_through_the_gate_is_told_in_its_order(person, practitioner, referral, today):
    JointMeetingFactory(
        referral=referral, person=person, held_on=today - 3 * DAY, how="video", prison_side=True,
        hub_side=False, hub_side_why_not="Ill", person_side=True,
    )  # fmt: skip
    HubContactFactory(referral=referral, person=person, made_on=today - DAY, how="phone")
    FirstAppointmentFactory(
        referral=referral,
        person=person,
        starts_at=timezone.now() + 3 * DAY,
        place="Chatham",
        with_whom="Rosa",
    )
    TreatmentHandoverFactory(
        referral=referral, person=person, service="Forward Leas", appointment_on=today + 9 * DAY
    )
    assert [(title, line) for title, line, _ in told(person, practitioner, "gate")] == [
        ("Treatment goes on with Forward Leas", f"first appointment, referral {referral.reference}"),
        ("First appointment after release: Chatham", f"with Rosa, referral {referral.reference}"),
        ("The hub reached them after release", f"by phone or video, referral {referral.reference}"),
        ("Joint meeting by video, without the hub", f"the person came, referral {referral.reference}"),
    ]


def test_it_is_one_query_however_much_there_is(person, practitioner, referral, today):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            timeline.latest(person, practitioner, 50)
        return len(asked)

    queries()  # whoever looks is known from now on
    before = queries()
    for days in range(1, 31):
        JointMeetingFactory(referral=referral, person=person, held_on=today - days * DAY)
        LicenceConditionFactory(person=person, since=today - days * DAY)
    assert queries() == before == 1

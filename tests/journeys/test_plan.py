"""The plan on the person's page, and what they are handed of it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.design.dates import say_time
from hubs.models import Reminder
from hubs.reminders import timetable
from journeys.plan.sheet import sheet_for
from tests.factories.accounts import UserFactory
from tests.factories.hubs import BookingFactory, HubFactory, PlaceFactory, ReminderWishFactory, SessionFactory
from tests.factories.pathways_handovers import HandoverFactory, PartnerServiceFactory
from tests.factories.pathways_plans import GoalFactory, PlanFactory, PlanReviewFactory, StepFactory
from tests.factories.people import ConsentFactory, LicenceConditionFactory, RiskInformationFactory
from tests.factories.referrals import FirstAppointmentFactory, ReferralFactory, TreatmentHandoverFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def plan(person):
    return PlanFactory(person=person)


@pytest.fixture
def step(plan):
    return StepFactory(goal__plan=plan)


@pytest.fixture
def booked(person, hub):
    starts_at = timezone.now() + datetime.timedelta(days=3)
    session = SessionFactory(hub=hub, starts_at=starts_at, title="Choir for people on licence")
    return BookingFactory(session=session, person=person)


def ask(client, user, name, person, **more):
    client.force_login(user)
    return client.get(reverse(name, args=[person.uuid]), **more)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_an_empty_plan_says_what_to_do_to_those_who_can(client, worker, practitioner, person):
    seen = ask(client, worker, "person_plan", person)
    assert "There is no plan yet." in words(seen)
    assert [act["label"] for act in seen.context["acts"]] == ["Make the plan"]
    seen = ask(client, practitioner, "person_plan", person)
    assert seen.context["acts"] == []
    assert "Staff of a hub that is involved with this person now write it." in words(seen)


def test_the_plan_is_read_with_goals_steps_and_reviews(client, practitioner, person, plan, step):
    PlanReviewFactory(plan=plan, said="The course has begun")
    seen = words(ask(client, practitioner, "person_plan", person))
    for told in (step.words, step.goal.words, "The course has begun", "Review due"):
        assert told in seen
    assert reverse("step_change", args=[step.uuid]) not in seen


def test_a_step_whose_month_is_over_is_marked(client, worker, person, plan, step):
    type(step).objects.filter(pk=step.pk).update(due_month=datetime.date(2020, 1, 1))
    assert "Late" in words(ask(client, worker, "person_plan", person))


def test_each_look_at_the_plan_is_in_the_audit_trail(client, worker, person, step):
    for name in ("person_plan", "plan_sheet"):
        before = AuditEvent.objects.count()
        ask(client, worker, name, person)
        assert AuditEvent.objects.count() == before + 1


def test_the_page_asks_as_often_for_thirty_goals_as_for_one(client, worker, person, plan, step):
    ask(client, worker, "person_plan", person)
    asked = []
    for more in (0, 30):
        for _ in range(more):
            StepFactory(goal=GoalFactory(plan=plan))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(client, worker, "person_plan", person)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_sheet_says_what_to_do_when_and_where(client, worker, person, hub, step, booked):
    PlaceFactory(person=person, hub=hub)
    type(hub).objects.filter(pk=hub.pk).update(phone="01634 496 0123", address_1="1 High Street")
    seen = words(ask(client, worker, "plan_sheet", person))
    for told in (
        "Callum, this is your plan",
        f"<strong>You:</strong> {step.words}",
        "Chatham",
        "01634 496 0123",
    ):
        assert told in seen


def test_the_sheet_tells_nothing_that_others_must_not_read(client, worker, person, step, booked):
    """It is carried about: no surname, number, activity, licence or risk."""
    LicenceConditionFactory(person=person, text="Not to enter Canterbury")
    RiskInformationFactory(person=person, meaning="Violence when drunk")
    answer = ask(client, worker, "plan_sheet", person)
    sheet = answer.content.decode().split("<article")[1].split("</article>")[0].lower()
    told = ("fernhill", person.crn, "choir", "licence", "canterbury", "violence", "probation", "prison")
    assert not [each for each in told if each.lower() in sheet]


def test_an_empty_sheet_says_what_to_do(client, worker, person):
    assert "Nothing is planned or booked yet." in words(ask(client, worker, "plan_sheet", person))


def test_the_sheet_has_what_is_to_come_and_nothing_that_is_over(person, worker, plan, booked, hub):
    StepFactory(goal=GoalFactory(plan=plan), state="done", words="Long done")
    dropped = GoalFactory(plan=plan, state="no_longer_needed")
    StepFactory(goal=dropped, words="Of a dropped goal")
    BookingFactory(
        session=SessionFactory(hub=hub, starts_at=timezone.now() + datetime.timedelta(days=4)),
        person=person, state="cancelled_by_person",
    )  # fmt: skip
    made = sheet_for(person, worker)
    assert made.steps == []
    assert [time.starts_at for time in made.times] == [booked.session.starts_at]


def test_the_first_appointment_after_release_stands_among_the_times(person, worker, hub, booked):
    referral = ReferralFactory(state="accepted", person=person, hub=hub)
    first = FirstAppointmentFactory(
        referral=referral, starts_at=timezone.now() + datetime.timedelta(days=1), place="The town hall"
    )
    made = sheet_for(person, worker)
    assert [time.starts_at for time in made.times] == [first.starts_at, booked.session.starts_at]
    assert made.times[0].place == "The town hall"


def test_appointments_with_services_stand_there_without_saying_what_they_are(person, worker, hub):
    at = timezone.now() + datetime.timedelta(days=2)
    treatment = PartnerServiceFactory(name="Open Road Recovery", kind="treatment")
    HandoverFactory(
        person=person, service=treatment, state="booked", appointment_at=at, appointment_place="8 High St"
    )
    HandoverFactory(person=person, state="booked", appointment_at=at + DAY)
    HandoverFactory(person=person, state="did_not_attend", appointment_at=at + 2 * DAY)
    noted = timezone.localdate(at)
    for day, at_hub in ((noted, hub), (noted + 5 * DAY, HubFactory())):
        referral = ReferralFactory(state="accepted", person=person, hub=at_hub, team=worker.teams.get())
        TreatmentHandoverFactory(referral=referral, person=person, service="Open Road", appointment_on=day)
    found = [(time.on_day, time.clock, time.place) for time in sheet_for(person, worker).times]
    clock = say_time(at)
    assert found == [
        (noted, clock, "8 High St"),
        (noted + DAY, clock, "Ask your key worker where"),
        (noted + 5 * DAY, "Ask us when", "Ask your key worker where"),
    ]


def test_who_sends_no_handovers_reads_nothing_of_services_on_the_sheet(person, hub):
    manager = UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[hub.team])
    HandoverFactory(person=person, state="booked", appointment_at=timezone.now() + DAY)
    assert sheet_for(person, manager).times == []


def test_the_text_has_other_times_and_their_own_steps_as_far_as_it_holds_them(
    person, worker, hub, plan, booked
):
    referral = ReferralFactory(state="accepted", person=person, hub=hub)
    FirstAppointmentFactory(referral=referral, starts_at=timezone.now() + DAY)
    HandoverFactory(
        person=person, state="booked", appointment_at=timezone.now() + 2 * DAY, appointment_place="Clinic"
    )
    goal = GoalFactory(plan=plan)
    for words, owner in (
        ("Get a bank card.", "person"),
        ("Ring the landlord", "key_worker"),
        ("Don’t " * 33, "person"),
    ):
        StepFactory(goal=goal, words=words, owner=owner)
    text = timetable.text_for(person, channel="text")
    days = [timezone.localdate() + number * DAY for number in (1, 2, 3)]
    assert [f"{day:%a} {day.day} {day:%B}" in text for day in days] == [True] * 3
    assert "To do: get a bank card. Reply STOP" in text
    assert not [words for words in ("landlord", "Clinic") if words in text]


def test_a_text_stays_within_two(person, booked, plan):
    goal = GoalFactory(plan=plan)
    for number in range(20):
        StepFactory(goal=goal, words=f"Bring paper {number} to the hub", owner="person")
    text = timetable.text_for(person, channel="text")
    assert "bring paper 0 to the hub; bring paper 1 to the hub" in text
    assert 250 < len(text) <= 306


def test_times_go_by_text_to_somebody_who_wants_them(client, worker, person, hub, booked):
    PlaceFactory(person=person, hub=hub)
    ConsentFactory(person=person)
    ReminderWishFactory(person=person)
    seen = words(ask(client, worker, "plan_text", person))
    assert "Callum, your next times: " in seen
    answer = client.post(reverse("plan_text", args=[person.uuid]))
    assert answer.status_code == 302
    assert Reminder.objects.get().occasion == "timetable"


def test_where_nobody_wants_messages_the_page_says_where_that_is_recorded(
    client, worker, person, hub, booked
):
    PlaceFactory(person=person, hub=hub)
    assert reverse("reminders_want", args=[person.uuid]) in words(ask(client, worker, "plan_text", person))
    answer = client.post(reverse("plan_text", args=[person.uuid]))
    assert answer.status_code == 409
    assert "gets no messages" in words(answer)


def test_a_colleague_of_another_hub_sends_no_times(client, person, booked):
    stranger = UserFactory(role=Role.HUB_WORKER)
    assert ask(client, stranger, "plan_text", person).status_code == 404

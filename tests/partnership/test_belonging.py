"""Rows of two partnerships, plans or partners are never joined, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from partnership import models
from tests.factories import partnership as made

pytestmark = pytest.mark.django_db
DAYS = {"begins_on": "2001-04-01", "ends_on": "2004-03-31"}


@pytest.fixture
def here():
    """One row of each kind, all of one partnership and partner."""
    plan = made.PlanFactory(state="adopted", partnership__area__name="Medway")
    measure = made.MeasureFactory(priority__plan=plan)
    partner = measure.owner
    meeting = made.MeetingFactory(partnership=plan.partnership)
    of_partner = {"partner": partner, "plan": plan}
    return {
        "measure": measure,
        "return": made.ReturnFactory(**of_partner, state="submitted"),
        "line": made.ReturnLineFactory(
            of=made.ReturnFactory(**of_partner, period="2024-Q4"), measure=measure
        ),
        "action": made.ImprovementActionFactory(measure=measure),
        "former": made.ImprovementActionFactory(measure=measure, state="superseded"),
        "attendance": made.MeetingAttendanceFactory(meeting=meeting, partner=partner),
        "question": made.QuestionFactory(partnership=plan.partnership, partner=partner, meeting=meeting),
        "recommendation": made.RecommendationFactory(meeting=meeting, partner=partner),
        "pack": made.PackFactory(partnership=plan.partnership, version_of_plan=made.standing_version(plan)),
    }


def another_partner(here):
    return made.PartnerFactory(partnership__area__name="Leeds")


def another_of_it(here):
    return made.PartnerFactory(partnership=here["measure"].owner.partnership)


def a_measure(here):
    return made.MeasureFactory(priority__plan__partnership__area__name="Leeds")


def a_measure_of_another_plan(here):
    plan = made.PlanFactory(partnership=here["measure"].owner.partnership, **DAYS)
    return made.MeasureFactory(priority__plan=plan)


def a_meeting(here):
    return made.MeetingFactory(partnership__area__name="Leeds")


def a_version(here):
    return made.PlanVersionFactory(plan__partnership__area__name="Leeds")


def a_return_of_another(here):
    return made.ReturnFactory(partner=another_of_it(here), plan=here["return"].plan)


def an_action_of_another(here):
    return made.ImprovementActionFactory(measure=here["measure"], partner=another_of_it(here))


@pytest.mark.parametrize(
    ("row", "column", "other"),
    [
        ("measure", "owner", another_partner),
        ("return", "version_of_plan", a_version),
        ("line", "measure", a_measure),
        ("line", "measure", a_measure_of_another_plan),
        ("action", "partner", another_partner),
        ("action", "measure", a_measure),
        ("action", "raised_in", a_return_of_another),
        ("former", "successor", an_action_of_another),
        ("attendance", "partner", another_partner),
        ("question", "partner", another_partner),
        ("question", "meeting", a_meeting),
        ("recommendation", "partner", another_partner),
        ("recommendation", "meeting", a_meeting),
        ("pack", "version_of_plan", a_version),
    ],
)
def test_what_is_joined_belongs_together(here, row, column, other):
    model, wrong = type(here[row]), other(here)
    with pytest.raises(IntegrityError, match="never joined"), transaction.atomic():
        model._base_manager.filter(pk=here[row].pk).update(**{column: wrong})
    copy = model._base_manager.get(pk=here[row].pk)
    copy.pk, copy._state.adding = None, True
    setattr(copy, column, wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


@pytest.mark.parametrize(
    ("row", "column", "other"),
    [
        (models.Partner, "partnership", "partnership"),
        (models.Plan, "partnership", "partnership"),
        (models.Priority, "plan", "plan"),
        (models.Measure, "priority", "priority"),
        (models.Return, "partner", "owner"),
        (models.Return, "plan", "plan"),
        (models.Meeting, "partnership", "partnership"),
    ],
)
def test_what_others_lead_through_stays_where_it_is(here, row, column, other):
    measure = a_measure(here)
    there = {"priority": measure.priority, "plan": measure.priority.plan, "owner": measure.owner,
             "partnership": measure.owner.partnership}  # fmt: skip
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        row._base_manager.update(**{column: there[other]})

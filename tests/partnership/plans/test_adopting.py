"""A plan is worked on, adopted, and changed only by another version that says what it changes and why."""

import datetime
import json

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import NotReady, Refused, WrongState
from partnership.models import Measure, Plan, PlanVersion
from partnership.plans import actions, priorities
from partnership.plans.value import as_adopted, changes_of
from tests.factories.partnership import (
    MeasureFactory,
    PartnerFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    officer_of,
    scrutineer_of,
    writer_of,
)

pytestmark = pytest.mark.django_db
DAYS = {"begins_on": datetime.date(2024, 4, 1), "ends_on": datetime.date(2027, 3, 31)}


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def officer(plan):
    return officer_of(plan.partnership)


@pytest.fixture
def adopted(plan, officer):
    """Adopted with two measures of one priority."""
    priority = PriorityFactory(plan=plan, title="Reduce re-offending")
    owner = PartnerFactory(partnership=plan.partnership, name="Probation")
    MeasureFactory(priority=priority, owner=owner, title="Housed on release", target="0.9", floor="0.8")
    MeasureFactory(
        priority=priority, owner=owner, title="In work after 6 weeks", indicator="employed-6-weeks"
    )
    actions.adopt(plan, by=officer)
    return plan


def test_only_an_officer_of_the_partnership_drafts_its_plan(plan):
    for stranger in (officer_of(PartnershipFactory(area__name="Leeds")), scrutineer_of(plan.partnership)):
        with pytest.raises(NotYou):
            actions.draft(plan.partnership, by=stranger, title="Another", purpose="", **DAYS)


@pytest.mark.parametrize("state", ["drafted", "adopted"])
def test_two_plans_of_a_partnership_share_no_day(plan, officer, state):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnership_plan SET state = %s", [state])
    with pytest.raises(Refused, match="covers some of these days"):
        actions.draft(
            plan.partnership, by=officer, title="Another", purpose="", begins_on=plan.ends_on,
            ends_on=datetime.date(2030, 3, 31),
        )  # fmt: skip
    assert Plan.objects.count() == 1


def test_the_database_refuses_plans_that_overlap(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(partnership=plan.partnership, begins_on="2026-04-01", ends_on="2028-03-31")
    later = PlanFactory(partnership=plan.partnership, begins_on="2027-04-01", ends_on="2030-03-31")
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=later.pk).update(begins_on="2027-03-31")


def test_another_partnership_may_plan_the_same_days(plan):
    assert PlanFactory(partnership__area__name="Leeds").begins_on == plan.begins_on


def test_days_of_an_abandoned_draft_are_free_again(plan, officer):
    actions.abandon(plan, by=officer, because="The partnership wants shorter plans")
    assert actions.draft(plan.partnership, by=officer, title="Another", purpose="", **DAYS).pk


def test_a_plan_without_measures_is_not_adopted_and_says_all_that_is_missing(plan, officer):
    with pytest.raises(NotReady) as refused:
        actions.adopt(plan, by=officer)
    assert refused.value.missing == ["a priority"]
    PriorityFactory(plan=plan, title="Reduce re-offending")
    with pytest.raises(NotReady) as refused:
        actions.adopt(plan, by=officer)
    assert refused.value.missing == ["a measure of “Reduce re-offending”"]
    assert not PlanVersion.objects.exists()


def test_the_first_version_says_what_the_plan_says(adopted):
    version = adopted.versions.get()
    assert (version.number, changes_of(version)) == (1, [])
    planned = as_adopted(version)
    assert [measure.title for measure in planned.measures] == ["Housed on release", "In work after 6 weeks"]
    assert (planned.measures[0].target, planned.measures[0].floor) == (0.9, 0.8)


def test_everybody_in_the_partnership_is_told_but_who_adopted_it(plan, officer):
    partner = PartnerFactory(partnership=plan.partnership)
    readers = {writer_of(partner), scrutineer_of(plan.partnership), officer_of(plan.partnership)}
    MeasureFactory(priority=PriorityFactory(plan=plan), owner=partner)
    actions.adopt(plan, by=officer)
    assert {notice.user for notice in Notice.objects.filter(kind="partnership_plan_adopted")} == readers


def test_nothing_is_adopted_where_nothing_changed(adopted, officer):
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.adopt(adopted, by=officer, why="To tidy up")
    assert adopted.versions.count() == 1


def test_a_change_without_a_reason_is_not_adopted(adopted, officer):
    measure = Measure.objects.get(title="Housed on release")
    actions.change_measure(measure, by=officer, target="0.95")
    with pytest.raises(NotReady, match="why the plan changes"):
        actions.adopt(adopted, by=officer, why=" ")


def test_a_plan_that_loses_a_measure_says_so_first(adopted, officer):
    measure = Measure.objects.get(title="In work after 6 weeks")
    actions.change_measure(Measure.objects.get(title="Housed on release"), by=officer, target="0.95")
    actions.drop_measure(measure, by=officer, because="Nobody could say why it is in")
    version = actions.adopt(adopted, by=officer, why="Fewer measures")
    assert changes_of(version) == [
        "The plan loses the measure “In work after 6 weeks” of “Reduce re-offending”: Nobody could say why it is in.",
        "“Housed on release”: the target was 90%, and is 95%.",
    ]
    assert as_adopted(adopted.versions.get(number=1)).measures[1].title == "In work after 6 weeks"


def test_what_is_worked_on_is_not_read_before_it_is_adopted(adopted, officer):
    actions.change_measure(Measure.objects.get(title="Housed on release"), by=officer, target="0.95")
    assert as_adopted(adopted.versions.first()).measures[0].target == 0.9


def test_what_a_measure_counts_is_never_changed(adopted, officer):
    measure = Measure.objects.get(title="Housed on release")
    with pytest.raises(Refused, match="leave it out"):
        actions.change_measure(measure, by=officer, indicator="settled-3-months")


def test_two_officers_do_not_overwrite_each_other(adopted, officer):
    measure = Measure.objects.get(title="Housed on release")
    seen = measure.seen_as
    actions.change_measure(measure, by=officer, seen_as=seen, target="0.95")
    with pytest.raises(ChangedMeanwhile):
        actions.change_measure(measure, by=officer_of(adopted.partnership), seen_as=seen, target="0.7")
    assert str(Measure.objects.get(pk=measure.pk).target) == "0.950000"


def put(plan, officer, **more):
    return priorities.put_priority(plan, by=officer, **{"why": ""} | more)


def test_a_priority_that_is_left_out_takes_its_measures_with_it_and_the_next_version_says_why(
    adopted, officer
):
    second = put(adopted, officer, title="Drugs and alcohol")
    MeasureFactory(priority=second, owner=adopted.partnership.partners.get(), title="In treatment")
    actions.adopt(adopted, by=officer, why="More is agreed")
    priorities.leave_out(
        adopted.priorities.get(title="Reduce re-offending"), by=officer, because="Agreed elsewhere."
    )
    version = actions.adopt(adopted, by=officer, why="Less is agreed")
    assert changes_of(version) == [
        "The plan loses the priority “Reduce re-offending”: Agreed elsewhere.",
        "The plan loses the measure “Housed on release” of “Reduce re-offending”: Agreed elsewhere.",
        "The plan loses the measure “In work after 6 weeks” of “Reduce re-offending”: Agreed elsewhere.",
    ]
    assert [each.title for each in as_adopted(version).priorities] == ["Drugs and alcohol"]
    assert put(adopted, officer, title="Reduce re-offending").left_out_on is None


def test_a_priority_called_otherwise_is_told_as_that_and_so_is_another_order(adopted, officer):
    first, second = adopted.priorities.get(), put(adopted, officer, title="Drugs and alcohol")
    MeasureFactory(priority=second, owner=adopted.partnership.partners.get(), title="In treatment")
    actions.adopt(adopted, by=officer, why="More is agreed")
    put(adopted, officer, of=first, title="Less re-offending")
    priorities.move_up(second, by=officer)
    assert changes_of(actions.adopt(adopted, by=officer, why="In plain words")) == [
        "The priority “Reduce re-offending” is called “Less re-offending”.",
        "The priorities stand in another order: “Drugs and alcohol”, “Less re-offending”.",
    ]


def test_what_was_left_out_meanwhile_is_neither_worded_nor_measured(adopted, officer):
    priority, measure = adopted.priorities.get(), Measure.objects.get(title="Housed on release")
    priorities.leave_out(priority, by=officer, because="Agreed elsewhere")
    for change in (
        lambda: put(adopted, officer, of=priority, title="Another"),
        lambda: priorities.move_up(priority, by=officer),
        lambda: actions.add_measure(priority, by=officer, title="Another"),
        lambda: actions.change_measure(measure, by=officer, target="0.95"),
        lambda: actions.drop_measure(measure, by=officer, because="Once more"),
    ):
        with pytest.raises(Refused, match=r"left out of the plan meanwhile|no priority .* any more"):
            change()


def test_of_plan_priority_and_measure_the_second_of_two_officers_reads_what_the_first_did(adopted, officer):
    priority, measure = adopted.priorities.get(), Measure.objects.get(title="Housed on release")
    seen = {each: each.seen_as for each in (adopted, priority, measure)}
    before = Plan.objects.get()
    actions.change(before, by=officer, title="Another title")
    put(adopted, officer, of=priority, title="Less re-offending")
    actions.change_measure(measure, by=officer, target="0.95")
    for change in (
        lambda: actions.change(adopted, by=officer, seen_as=seen[adopted], purpose="Less crime"),
        lambda: put(adopted, officer, of=priority, title="Other words", seen_as=seen[priority]),
        lambda: priorities.leave_out(priority, by=officer, because="Done", seen_as=seen[priority]),
        lambda: actions.drop_measure(measure, by=officer, because="Done", seen_as=seen[measure]),
    ):
        with pytest.raises(ChangedMeanwhile):
            change()


def test_days_that_officers_are_working_on_make_no_room_before_they_are_adopted(adopted, officer):
    days = {"begins_on": datetime.date(2026, 4, 1), "ends_on": datetime.date(2029, 3, 31)}
    actions.change(adopted, by=officer, ends_on=datetime.date(2026, 3, 31))
    later = actions.draft(adopted.partnership, by=officer, title="Another", purpose="", **days)
    MeasureFactory(priority=PriorityFactory(plan=later), owner=adopted.partnership.partners.get())
    with pytest.raises(Refused, match="adopt its own changes first"):
        actions.adopt(later, by=officer)
    actions.adopt(Plan.objects.get(pk=adopted.pk), by=officer, why="The next plan begins")
    assert actions.adopt(Plan.objects.get(pk=later.pk), by=officer).begins_on == days["begins_on"]


def test_an_adopted_plan_is_not_abandoned(adopted, officer):
    with pytest.raises(WrongState):
        actions.abandon(adopted, by=officer, because="Too many measures")


def test_a_version_is_never_changed_nor_removed(adopted):
    for touch in (lambda rows: rows.update(why="Otherwise"), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            touch(PlanVersion.objects.all())
    assert json.loads(adopted.versions.get().content)["title"] == adopted.title


@pytest.mark.parametrize(
    ("good", "target", "floor"), [("up", "0.7", "0.8"), ("down", "0.3", "0.2")], ids=["up", "down"]
)
def test_the_database_refuses_a_target_that_is_worse_than_its_floor(good, target, floor):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureFactory(good=good, target=target, floor=floor)


@pytest.mark.parametrize("name", ["baseline", "target"])
def test_the_database_refuses_a_share_above_the_whole(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureFactory(**{name: "1.1", "baseline_period": "2023/24" if name == "baseline" else ""})

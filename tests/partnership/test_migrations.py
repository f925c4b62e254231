"""What was entered before the migrations of the partnership is read after them."""

import datetime
import json

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from foundation.lifecycle import triggers
from partnership import models
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import AreaFactory

pytestmark = [pytest.mark.whole, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

APP, FIRST = "partnership", ("partnership", "0001_initial")
DAYS = {"begins_on": datetime.date(2024, 4, 1), "ends_on": datetime.date(2027, 3, 31)}
CAME_AT = datetime.datetime(2025, 6, 30, 23, 30, tzinfo=datetime.UTC)  # 1 July in England
DUE_ON = datetime.date(2025, 7, 1)


@pytest.fixture
def loader(settings):
    """The migrations as they are, also where the tables of the tests were made from the models."""
    settings.MIGRATION_MODULES = {}
    return MigrationLoader(None)


def since_the_first(loader):
    """[(the state before a migration, the migration)], in their order."""
    (last,) = loader.graph.leaf_nodes(APP)
    state, steps = loader.project_state(FIRST), []
    for each in state.models.keys() - led_to(loader.project_state(last).models):
        state.remove_model(*each)  # else each operation renders every model there is
    state.apps  # noqa: B018  rendered once for all operations
    for key in loader.graph.forwards_plan(last):
        if key[0] == APP and key != FIRST:
            migration = loader.get_migration(*key)
            steps.append((state, migration))
            state = migration.mutate_state(state)
    return steps


def led_to(of):
    """The models of the partnership, and those that keys of these lead to."""
    found, new = set(), {each for each in of if each[0] == APP}
    while new:
        found |= new
        fields = [field for each in new for field in of[each].fields.values() if field.remote_field]
        named = {str(field.remote_field.model).lower() for field in fields} - {"self"}
        new = {tuple(name.split(".")) for name in named} - found
    return found


def back(steps):
    for state, migration in reversed(steps):
        with connection.schema_editor(atomic=migration.atomic) as editor:
            migration.unapply(state.clone(), editor)


def forward(steps):
    for state, migration in steps:
        with connection.schema_editor(atomic=migration.atomic) as editor:
            migration.apply(state.clone(), editor)


def put_rows(then):
    """A plan with two versions, a return that came in the night after which the second stood, and a recommendation that
    was rejected at the same moment. then: the models of that time.
    """
    user, rows = UserFactory(), then.get_model
    partnership = rows(APP, "Partnership").objects.create(
        name="Medway", slug="medway", area_id=AreaFactory().pk, team_id=TeamFactory().pk,
        scrutiny_id=TeamFactory().pk,
    )  # fmt: skip
    partner = rows(APP, "Partner").objects.create(
        partnership=partnership, name="Probation", kind="probation", joined_on=DAYS["begins_on"]
    )
    plan = rows(APP, "Plan").objects.create(partnership=partnership, title="Plan", state="adopted", **DAYS)
    for place in (1, 2):
        rows(APP, "Priority").objects.create(plan=plan, position=place, title=f"Priority {place}")
    said = json.dumps({name: day.isoformat() for name, day in DAYS.items()})
    for number, on in ((1, DAYS["begins_on"]), (2, DUE_ON)):
        rows(APP, "PlanVersion").objects.create(
            plan=plan, number=number, adopted_on=on, adopted_by_id=user.pk, why="Agreed", content=said
        )
    rows(APP, "Return").objects.create(
        plan=plan, partner=partner, period="2025-Q1", state="submitted", due_on=DUE_ON, submitted_at=CAME_AT,
        submitted_by_id=user.pk,
    )  # fmt: skip
    meeting = rows(APP, "Meeting").objects.create(
        partnership=partnership, title="Meeting", held_on=datetime.date(2025, 3, 1)
    )
    rows(APP, "Recommendation").objects.create(
        meeting=meeting, partner=partner, text="Publish the rate", due_on=DUE_ON, state="rejected",
        answer="It is published", answered_at=CAME_AT, answered_by_id=user.pk,
    )  # fmt: skip


def test_what_was_there_before_is_read_after(loader):
    steps = since_the_first(loader)
    with triggers.lifted():
        back(steps)
        try:
            put_rows(steps[0][0].apps)
        finally:
            forward(steps)
    versions = models.PlanVersion.objects.all()
    assert {(each.begins_on, each.ends_on) for each in versions} == {tuple(DAYS.values())}
    quarterly = models.Return.objects.get()
    assert (quarterly.first_due_on, quarterly.first_submitted_at) == (DUE_ON, CAME_AT)
    assert quarterly.version_of_plan.number == 2
    assert len({each.uuid for each in models.Priority.objects.in_plan()}) == 2
    assert models.Recommendation.objects.get().closed_on == DUE_ON

"""Why published figures moved: worked out with the draft, kept with the report, and telling no more than it tells."""

import datetime
import json
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from outcomes.freezing import frozen
from outcomes.models import Move, Snapshot
from outcomes.moved.kept import TOO_OLD, before, move_to, told_of
from outcomes.periods import period as period_named
from outcomes.places import place_named
from outcomes.publishing.states import SnapshotState
from outcomes.report import outcome_report
from outcomes.whole import whole_report
from pathways.models import Check
from tests.factories.accounts import UserFactory
from tests.factories.outcomes import MoveFactory, SnapshotContentFactory, SnapshotFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT, RELEASED

HOUSED = "housed-on-release"
IN_SECOND = datetime.date(2023, 5, 3)


def a_snapshot(period, **more):
    """A published report of Medway, as it is worked out now."""
    report = outcome_report(place_named("area", "Medway"), period_named(period), AS_AT)
    text = json.dumps(frozen(whole_report(report)))
    snapshot = SnapshotFactory(published=True, place="Medway", period=period, as_at=AS_AT, **more)
    SnapshotContentFactory(snapshot=snapshot, report=text, report_hash=sha256(text.encode()).hexdigest())
    return snapshot


@pytest.fixture
def pair(medway):
    """60 of 100 housed, then 90 of 120."""
    released_together(medway, 100, housed=60, homeless=40, mark="A")
    released_together(medway, 120, housed=90, homeless=30, on=IN_SECOND, mark="B")
    return a_snapshot("2023-Q1"), a_snapshot("2023-Q2")


@pytest.fixture
def reader(client, db):
    client.force_login(UserFactory(role=Role.PARTNERSHIP_OFFICER))
    return client


def pages(later):
    return (reverse("snapshot_moved", args=[later.uuid]),
            reverse("snapshot_moved_figure", args=[later.uuid, HOUSED]))  # fmt: skip


def withdrawn(snapshot):
    Snapshot.objects.filter(pk=snapshot.pk).update(
        state=SnapshotState.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawn_by=UserFactory(),
        because="Wrong",
    )


# Refusals


def test_a_report_that_follows_none_has_no_such_page(reader, medway):
    first = SnapshotFactory(published=True)
    assert move_to(first) is None
    assert [reader.get(page).status_code for page in pages(first)] == [404, 404]


def test_a_report_before_it_that_can_be_read_no_longer_is_told_and_stands_in_nobodys_way(pair):
    old = SnapshotFactory(published=True, place="Medway", period="2023-Q3", as_at=AS_AT)
    SnapshotContentFactory(snapshot=old, report='{"report": {}}')
    move = move_to(a_snapshot("2023-Q4"))
    assert move.earlier == old
    assert {each.refusal for each in told_of(move)} == {TOO_OLD}


@pytest.mark.parametrize("which", ["earlier", "later"])
def test_withdrawing_either_report_takes_back_what_lies_between(reader, which):
    move = MoveFactory()
    assert reader.get(pages(move.later)[0]).status_code == 200
    withdrawn(getattr(move, which))
    assert reader.get(pages(move.later)[0]).status_code == 404


def test_a_figure_that_was_not_kept_is_not_found(reader):
    assert reader.get(pages(MoveFactory().later)[1]).status_code == 404


def test_those_who_read_no_outcomes_are_refused(client, db):
    client.force_login(UserFactory(role=Role.PRACTITIONER))
    assert [client.get(page).status_code for page in pages(MoveFactory().later)] == [403, 403]


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_cannot_be_changed():
    move = MoveFactory()
    for undo in (lambda: Move.objects.update(told="[1]"), move.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            undo()


# Which one comes before


def test_a_correction_is_compared_with_what_it_corrects_and_a_period_with_the_latest_before_it(db):
    made = {period: SnapshotFactory(published=True, place="Medway", period=period)
            for period in ("2023-Q1", "2023-Q2", "2023/24", "2024/25", "2024-Q4")}  # fmt: skip
    assert before(made["2024-Q4"]) == made["2023-Q2"]
    assert before(made["2023-Q2"]) == made["2023-Q1"]
    assert before(made["2024/25"]) == made["2023/24"]
    assert before(made["2023-Q1"]) is None
    correction = SnapshotFactory(drafted=True, place="Medway", period="2023-Q2", corrects=made["2023-Q2"])
    assert before(correction) == made["2023-Q2"]
    elsewhere = SnapshotFactory(drafted=True, period="2023-Q2", place="Leeds")
    assert before(elsewhere) is None


# What is told


def test_the_change_is_kept_in_whole_points_and_nothing_else(pair):
    move = move_to(pair[1])
    assert (move.earlier, move.later) == pair
    found = {each.slug: each for each in told_of(move)}
    housed = found[HOUSED]
    assert (housed.start, housed.end, housed.refusal) == (0.6, 0.75, "")
    assert all(split.mix + split.performance == pytest.approx(0.15) for split in housed.splits)
    numbers = [
        housed.late,
        housed.definition,
        *(part for each in housed.splits for part in (each.mix, each.performance)),
    ]
    assert all(round(100 * number, 9) == round(100 * number) for number in numbers)


def test_a_councillor_reads_it_on_two_pages(reader, pair):
    move_to(pair[1]).save()
    listed, drawn = (reader.get(page).content.decode() for page in pages(pair[1]))
    assert "60%" in listed
    assert "Not divided" in listed
    assert "<svg" in drawn
    assert (
        "60% in January to March 2023, 75% in April to June 2023, a change of +15 percentage points"
        in " ".join(drawn.split())
    )
    assert "60.0%" not in drawn


def test_what_becomes_of_the_records_later_changes_nothing(reader, pair):
    move_to(pair[1]).save()
    was = [reader.get(page).content for page in pages(pair[1])]
    Check.versions.filter(point_on=RELEASED).delete()
    assert [reader.get(page).content for page in pages(pair[1])] == was

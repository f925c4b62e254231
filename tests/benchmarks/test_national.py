"""The nation that speed is measured on: its rows keep every rule, and one seed has one nation on either engine."""

from collections import Counter

import pytest
from django.db import connection, transaction
from django.db.models import F, Max

from benchmarks.national import gather_nation, rows
from benchmarks.national.dialect import Dialect
from foundation.accounts.models import Team, User
from foundation.lifecycle import triggers
from hubs.models import Booking, Session
from pathways.models import MilestoneClaim, Spell
from people.models import Person, Release
from referrals.models import Referral

from .conftest import PEOPLE, UNTIL

SAMPLED = (Person, Release, Referral, Session, Booking, Spell, MilestoneClaim)

pytestmark = pytest.mark.django_db


def gathered_and_forgotten() -> dict[str, list]:
    """What each table then holds, but for who wrote it: a server gives its keys out once."""
    rows = {}
    with transaction.atomic():
        gather_nation(20, seed=1, until=UNTIL)
        for model in SAMPLED:
            named = [
                each.attname for each in model._meta.concrete_fields if each.related_model not in (User, Team)
            ]
            rows[model.__name__] = list(model._base_manager.order_by("pk").values_list(*named))
        transaction.set_rollback(True)
    return rows


@pytest.mark.usefixtures("_lists")
def test_one_seed_gives_the_same_rows_again():
    assert gathered_and_forgotten() == gathered_and_forgotten()


def test_another_seed_draws_other_numbers():
    first, other = (Dialect(connection.vendor, UNTIL, seed).draw("7", "release", 3000) for seed in (1, 2))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {first}, {other}, {first}")
        drawn, otherwise, again = cursor.fetchone()
    assert drawn == again != otherwise


def test_a_seed_gives_the_same_nation_on_both_engines(nation):
    marks = Counter(Booking.objects.values_list("mark", flat=True))
    assert marks == {
        "attended": 3962,
        "did_not_attend": 1329,
        "late": 378,
        "left_early": 185,
        "not_expected": 311,
        "": 199,
    }
    first = Booking.objects.select_related("session").earliest("pk")
    assert str(first.uuid) == "005cd6e7-dabf-4000-8000-000000000010"
    assert first.held_on == first.session.starts_at.date()


def test_the_nation_is_spread_as_the_goals_ask(nation):
    assert Referral.objects.count() == 2 * PEOPLE
    assert MilestoneClaim.objects.count() == 6 * PEOPLE
    assert nation["lifecycle_event"] == 15 * PEOPLE
    assert 18 * PEOPLE < Booking.objects.count() < 24 * PEOPLE
    assert (
        Session.objects.values("hub").distinct().count()
        == Referral.objects.values("hub").distinct().count()
        == 33
    )
    assert Person.objects.values("areas__area").distinct().count() > 40
    for model, field in (
        (Release, "released_on"),
        (Session, "held_on"),
        (Spell, "started_on"),
        (Booking, "held_on"),
    ):
        assert UNTIL.year - 1 <= model._base_manager.aggregate(last=Max(field))["last"].year <= UNTIL.year, (
            model
        )


def test_some_was_recorded_late_and_some_put_right(nation):
    aside = Booking.versions.exclude(superseded_at=None)
    assert 0.02 < aside.count() / Booking.objects.count() < 0.06
    assert not aside.filter(recorded_at__gte=F("superseded_at")).exists()
    assert not aside.exclude(version_of__uuid=F("uuid")).exists()
    assert Booking.objects.filter(recorded_at__date__gt=F("held_on")).exists()
    assert Booking.versions.aggregate(last=Max("recorded_at"))["last"].date() <= UNTIL


def indexes():
    """What each index of the tables is, by its name, but for its condition, which PostgreSQL says in other words."""
    asks = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    }
    with connection.cursor() as cursor:
        cursor.execute(asks[connection.vendor])
        return {name: told.partition(" WHERE ")[0] for name, told in cursor.fetchall()}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL puts rows where there is room")
@pytest.mark.usefixtures("_lists")
def test_rows_come_in_the_order_of_their_keys_so_that_none_is_put_between_others(monkeypatch):
    write, out_of_order = rows._insert, []

    def in_order(of, columns, source):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns['id']} FROM {source}")
            keys = cursor.fetchall()
        out_of_order.extend([of.model] if keys != sorted(keys) else [])
        return write(of, columns, source)

    monkeypatch.setattr(rows, "_insert", in_order)
    assert gather_nation(20, seed=1, until=UNTIL)["hubs_booking"] > 300
    assert out_of_order == []


@pytest.mark.usefixtures("_lists")
def test_what_was_taken_off_for_the_load_is_on_again():
    before = indexes()
    gather_nation(20, seed=1, until=UNTIL)
    assert indexes() == before
    assert "one_live_booking" in before
    assert triggers.missing() == []


def test_rows_keep_the_rules_of_their_models_and_of_the_database(nation):
    connection.check_constraints()
    assert triggers.missing() == []
    for model in SAMPLED:
        for row in model.objects.order_by("pk")[:3]:
            row.clean_fields(
                exclude=[each.name for each in row._meta.fields if getattr(row, each.attname) is None]
            )
            row.validate_constraints()
    # Written once more as they are, so that the rules judge them.
    assert Spell.objects.update(started_on=F("started_on")) == Spell.objects.count()
    few = Booking.objects.filter(person__lte=40)
    assert few.update(state=F("state")) == few.count()

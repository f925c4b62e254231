"""Nobody moves in before the release, unless they are out for a while (domain: Release, Spell)."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from pathways import actions as pathways
from pathways.models import Spell
from tests.factories.people import ReleaseFactory
from tests.pathways.days import day

from .spells import record

pytestmark = pytest.mark.django_db


def faults(pathway, by, **said):
    with pytest.raises(ValidationError) as refusal:
        record(pathway, by, **said)
    assert not Spell.versions.exists()
    return list(refusal.value.message_dict)


@pytest.mark.parametrize(
    "release",
    [
        {"received_on": day(200), "released_on": day(10)},
        {"received_on": day(200), "released_on": None, "expected_on": day(-20)},
        {"received_on": None, "released_on": day(90), "recalled_on": day(30)},
    ],
    ids=["before the release", "still inside", "after a recall"],
)
def test_nobody_moves_in_before_the_release(accommodation, hub, release):
    ReleaseFactory(person=accommodation.person, **release)
    assert faults(accommodation, hub.worker, code="A01D", started_on=day(20)) == ["started_on"]


def test_a_release_that_is_awaited_tells_that_somebody_is_inside(accommodation, hub):
    ReleaseFactory(
        person=accommodation.person, received_on=None, released_on=None, expected_on=day(-20),
        recorded_at=datetime.datetime.combine(day(40), datetime.time(12), datetime.UTC),
    )  # fmt: skip
    assert faults(accommodation, hub.worker, code="A01D", started_on=day(20)) == ["started_on"]


def test_a_home_of_long_before_is_recorded_whatever_is_awaited_now(accommodation, hub):
    ReleaseFactory(person=accommodation.person, received_on=day(100), released_on=None, expected_on=day(-20))
    record(
        accommodation, hub.worker, code="A01D", started_on=day(400), ended_on=day(100), end_reason="Custody"
    )
    assert Spell.objects.count() == 1


@pytest.mark.parametrize("started_on", [day(10), day(3)])
def test_somebody_moves_in_on_the_day_of_release_or_later(accommodation, hub, started_on):
    ReleaseFactory(person=accommodation.person, received_on=day(200), released_on=day(10))
    record(accommodation, hub.worker, code="A01D", started_on=started_on)
    assert Spell.objects.count() == 1


@pytest.mark.parametrize(
    "out",
    [{"released_on": day(400)}, {"released_on": day(60), "recalled_on": day(55)}, {"released_on": day(19)}],
    ids=["of an earlier stay", "back since", "not yet out"],
)
def test_a_temporary_release_that_does_not_cover_the_day_lets_nobody_move_in(accommodation, hub, out):
    ReleaseFactory(person=accommodation.person, received_on=day(200), released_on=None, expected_on=day(-9))
    ReleaseFactory(person=accommodation.person, **{"kind": "temporary", "recalled_on": None} | out)
    assert faults(accommodation, hub.worker, code="A17", started_on=day(20)) == ["started_on"]


@pytest.mark.parametrize("back", [None, day(20), day(15)])
def test_somebody_out_on_temporary_release_may_move_in(accommodation, hub, back):
    ReleaseFactory(person=accommodation.person, received_on=day(200), released_on=None, expected_on=day(-9))
    ReleaseFactory(person=accommodation.person, kind="temporary", released_on=day(21), recalled_on=back)
    record(accommodation, hub.worker, code="A17", started_on=day(20))
    assert Spell.objects.count() == 1


def test_sleeping_rough_or_working_is_no_moving_in(accommodation, pathway, hub):
    ReleaseFactory(person=accommodation.person, received_on=day(200), released_on=day(10))
    record(accommodation, hub.worker, code="A08A")
    record(pathway, hub.worker)
    assert Spell.objects.count() == 2


def test_a_home_recorded_before_the_release_was_known_can_still_be_put_right(accommodation, hub):
    spell = record(accommodation, hub.worker, code="A01D")
    ReleaseFactory(person=accommodation.person, received_on=day(200), released_on=day(10))
    pathways.correct_spell(accommodation, spell, by=hub.worker, reason="Spelling", detail="Medway Council")
    with pytest.raises(ValidationError, match="Nobody moves in before"):
        pathways.correct_spell(accommodation, spell, by=hub.worker, reason="Typing", started_on=day(15))


def test_a_night_without_a_home_inside_is_not_corrected_to_a_home(accommodation, hub):
    ReleaseFactory(person=accommodation.person, received_on=day(200), released_on=day(10))
    spell = record(accommodation, hub.worker, code="A08A", started_on=day(20))
    with pytest.raises(ValidationError, match="Nobody moves in before"):
        pathways.correct_spell(accommodation, spell, by=hub.worker, reason="Typing", code="A01D")
    assert Spell.objects.get().code == "A08A"

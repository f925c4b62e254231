"""Releases: expected, moved, happened, recalled; former dates are kept."""

import datetime

import pytest
import time_machine

from people import actions, rules
from people.circumstances.release_dates import changes_of
from people.models import Release
from tests.factories.people import PersonFactory, PrisonFactory, ReleaseFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date


def release(person, by, **dates):
    return actions.record_release(person, by=by, prison=PrisonFactory(), kind="licence", **dates)


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({}, "expected_on"),
        ({"expected_on": DAY(1990, 5, 14)}, "expected_on"),
        ({"expected_on": DAY(1989, 1, 1)}, "expected_on"),
        ({"released_on": DAY(1989, 1, 1)}, "released_on"),
        ({"released_on": DAY(2090, 1, 1)}, "released_on"),
        ({"expected_on": DAY(2095, 1, 1)}, "expected_on"),
        ({"received_on": DAY(2020, 1, 2), "released_on": DAY(2020, 1, 1)}, "released_on"),
        ({"received_on": DAY(2020, 1, 2), "expected_on": DAY(2020, 1, 1)}, "expected_on"),
    ],
)
def test_a_release_before_birth_or_out_of_order_is_refused(person, practitioner, dates, field):
    with pytest.raises(rules.Unfit) as refusal:
        release(person, practitioner, **dates)
    assert field in refusal.value.problems
    assert not Release.versions.exists()


LONG_PAST = "If they have been released, give the date of release."


def test_a_release_expected_more_than_7_days_ago_is_refused(person, practitioner, ago):
    with pytest.raises(rules.Unfit, match=LONG_PAST):
        release(person, practitioner, expected_on=ago(8))
    assert release(person, practitioner, expected_on=ago(7)).expected_on == ago(7)


def test_an_expected_date_is_not_moved_more_than_7_days_back_but_its_release_is_recorded(
    person, practitioner, ago
):
    expected = ReleaseFactory(person=person, expected_on=ago(30), released_on=None)
    with pytest.raises(rules.Unfit, match=LONG_PAST):
        actions.change_release(expected, by=practitioner, reason="A slip", expected_on=ago(20))
    actions.change_release(expected, by=practitioner, reason="", released_on=ago(29))
    assert expected.released_on == ago(29)


def test_a_second_release_to_come_from_the_same_prison_is_refused_and_names_the_first(
    person, practitioner, ago
):
    first = release(person, practitioner, expected_on=ago(-30))
    with pytest.raises(actions.AlreadyExpected, match="Change its date") as refusal:
        release(person, practitioner, expected_on=ago(-40))
    assert refusal.value.release == first
    assert person.releases.get() == first


def test_two_clicks_record_one_release(person, practitioner, ago):
    assert release(person, practitioner, expected_on=ago(-30)) == release(
        person, practitioner, expected_on=ago(-30)
    )
    assert person.releases.count() == 1


def test_a_second_release_on_a_day_from_a_prison_is_refused(person, practitioner, ago):
    ReleaseFactory(person=person, prison=PrisonFactory(), released_on=ago(5))
    with pytest.raises(rules.Unfit, match="recorded already"):
        release(person, practitioner, released_on=ago(5), received_on=ago(50))


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"expected_on": -20}, "", "reason"),
        ({"expected_on": -20}, "TBC", "reason"),
        ({"expected_on": 60 * 365}, "Moved", "expected_on"),
        ({"released_on": -1}, "Moved", "released_on"),
        ({"recalled_on": 0}, "Breach", "recalled_on"),
        ({"released_on": 1, "recalled_on": 2}, "Breach", "recalled_on"),
        ({"released_on": 5, "recalled_on": 2}, "", "reason"),
    ],
)
def test_a_change_without_reason_or_out_of_order_is_refused(
    person, practitioner, ago, changes, reason, field
):
    expected = release(person, practitioner, expected_on=ago(-30))
    with pytest.raises(rules.Unfit) as refusal:
        actions.change_release(
            expected, by=practitioner, reason=reason, **{name: ago(days) for name, days in changes.items()}
        )
    assert list(refusal.value.problems) == [field]
    assert Release.versions.count() == 1


def test_the_day_of_an_expected_release_needs_no_reason(person, practitioner, ago, today):
    expected = release(person, practitioner, expected_on=ago(1))
    actions.change_release(expected, by=practitioner, reason="", released_on=today)
    assert person.releases.get().released_on == today


def test_a_name_that_is_no_date_is_an_error_of_the_caller(person, practitioner, ago):
    with pytest.raises(TypeError):
        actions.change_release(
            release(person, practitioner, expected_on=ago(1)), by=practitioner, reason="x", prison=None
        )


@time_machine.travel("2026-06-03 12:00")
def test_former_dates_are_kept_and_told_with_their_reasons(practitioner, team):
    person = PersonFactory(held_by=team)
    made = release(person, practitioner, expected_on=DAY(2026, 6, 26))
    actions.change_release(made, by=practitioner, reason="Added days", expected_on=DAY(2026, 6, 19))
    actions.change_release(made, by=practitioner, reason="", released_on=DAY(2026, 6, 2))
    actions.change_release(made, by=practitioner, reason="Missed curfew", recalled_on=DAY(2026, 6, 3))
    assert [(change["title"], change["line"], change["text"]) for change in changes_of(made)] == [
        ("Recalled", "recalled 3 June 2026", "Missed curfew"),
        ("Released", "released 2 June 2026", ""),
        ("Date moved", "expected 19 June 2026, before 26 June 2026", "Added days"),
        ("Recorded", "", ""),
    ]
    assert set(Release.versions.values_list("expected_on", flat=True)) == {DAY(2026, 6, 26), DAY(2026, 6, 19)}

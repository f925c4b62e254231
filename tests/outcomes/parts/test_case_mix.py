"""Whom hubs serve: a small group of a hub does not follow from its others, nor a small hub from England."""

import pytest

from outcomes.parts.case_mix import EVERYBODY, case_mix_of, mixes_shown
from outcomes.periods import period
from outcomes.places import place_named
from outcomes.report import outcome_report
from tests.factories.hubs import HubFactory
from tests.outcomes.scenes import AS_AT, RELEASED, living_in, referred


def hidden(shown):
    return {(hub, name) for hub, counts in shown.items() for name, number in counts.items() if number is None}


def test_a_small_group_takes_another_of_its_hub_with_it():
    mixes = {
        1: {"substance": 4, "accommodation": 40, "other": 80},
        2: {"substance": 30, "accommodation": 50, "other": 90},
    }
    assert hidden(mixes_shown(mixes)) == {(1, "substance"), (1, "accommodation")}


def test_a_small_hub_does_not_follow_from_england_less_the_others():
    mixes = {
        1: {"substance": 2, "other": 2},
        2: {"substance": 30, "other": 40},
        3: {"substance": 60, "other": 70},
    }
    shown = mixes_shown(mixes)
    assert shown[1] == {"substance": None, "other": None, EVERYBODY: None}
    assert shown[2][EVERYBODY] is None
    assert shown[3] == {"substance": 60, "other": 70, EVERYBODY: 130}


def test_mixes_of_many_are_shown_whole():
    assert not hidden(mixes_shown({1: {"substance": 30, "other": 0}, 2: {"substance": 12, "other": 400}}))


@pytest.mark.django_db
def test_a_hub_that_nobody_was_referred_to_has_no_shares(medway):
    chatham, leeds = HubFactory(name="Chatham"), HubFactory(name="Leeds")
    for _ in range(12):
        referred(living_in(medway), chatham, RELEASED)
    report = outcome_report(place_named("england", ""), period("2023-Q1"), AS_AT)
    mixes = case_mix_of(report, [chatham.pk, leeds.pk])
    assert (mixes[chatham.pk].referred, mixes[leeds.pk].referred) == (10, 0)
    assert {share for mix in mixes.values() for share in mix.shares} == {None}  # of fewer than 30

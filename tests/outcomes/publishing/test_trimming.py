"""What is left out of the sums says nothing: the same follows of the numbers that were told."""

import pytest

from outcomes.publishing.guard import _Seen
from outcomes.publishing.solving import known, solved
from outcomes.publishing.told import Key, Told
from outcomes.publishing.trimming import Sum, trimmed
from tests.outcomes.publishing.test_attack import K, sums, worlds


def seen_of(seed, share):
    """What was told of a few places and periods of a random world."""
    world, order, chance = worlds(seed)
    seen = _Seen()
    for place, period in chance.sample(order, round(share * len(order))):
        for told in world.report(place, period):
            seen.add(told)
    return seen


def known_equations(seen):
    return [row.knowing(seen.shown) for row in seen._equations(sums())]


def follows(seen, equations):
    told = {*seen.shown, *seen.hidden}
    return {number: count for number, count in known(solved(equations)).items() if number in told}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("share", [0.15, 0.4, 0.8])
def test_the_same_follows_of_what_was_told_from_the_sums_that_stay(seed, share, monkeypatch):
    seen = seen_of(seed, share)
    few = known_equations(seen)
    monkeypatch.setattr("outcomes.publishing.guard.trimmed", lambda sums, told: sums)
    every = known_equations(seen)
    assert follows(seen, few) == follows(seen, every)


def at(place, period="2023-Q2", kind="area"):
    return Key(kind, place, period)


COUNTY = Sum(at("Kent", kind="contract_area"), (at("Medway"), at("Swale"), at("Thanet")))


def test_parts_that_nobody_was_told_of_are_others():
    (left,) = trimmed([COUNTY], {at("Kent", kind="contract_area"), at("Medway")})
    assert left.parts == (at("Medway"),)
    assert left.is_open


def test_a_sum_of_a_whole_that_nobody_was_told_of_says_nothing():
    assert trimmed([COUNTY], {at("Medway"), at("Swale")}) == []


def test_a_sum_in_another_period_says_nothing():
    assert trimmed([COUNTY], {at("Kent", "2023-Q3", "contract_area"), at("Medway", "2023-Q3")}) == []


def test_a_last_area_of_few_that_was_never_told_is_refused_beside_its_county():
    told = [Told("lines", "housed", at("Medway"), "events", 46, True),
            Told("lines", "housed", at("Swale"), "events", 40, True)]  # fmt: skip
    seen = _Seen().with_all([*told, Told("lines", "housed", COUNTY.whole, "events", 90, True)])
    assert seen.given_away([COUNTY], K)

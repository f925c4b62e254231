"""Each function of the statistics against another package, or the textbook in one line, in 1,000 random cases.

Everything hangs on seeds. The edges have tests of their own beside the functions.
"""

import math
import random

import numpy
import pytest
from scipy import optimize, stats
from statsmodels.duration.survfunc import SurvfuncRight, survdiff
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from outcomes.statistics import (
    detectable_difference,
    fitted_slope,
    funnel_limits,
    kaplan_meier,
    kitagawa,
    landmark,
    logrank_test,
    mean_of,
    newcombe_difference,
    people_needed,
    poisson_interval,
    reached_by,
    stop_counts,
    survival_at,
    verdict,
    wilson_interval,
)

CASES = 1000
Z = stats.norm.ppf(0.975)
SIZES = (1, 2, 5, 30, 432, 10**4, 10**9)


@pytest.fixture
def chance(request):
    return random.Random(request.node.name)


def count_of(chance):
    """(count, out of), with nobody and everybody among them."""
    out_of = chance.choice((*SIZES, chance.randint(1, 500)))
    return chance.choice((0, out_of, chance.randint(0, out_of))), out_of


def followed(chance, people):
    return [chance.randint(0, 40) for _ in range(people)], [chance.random() < 0.5 for _ in range(people)]


def test_wilson_is_that_of_statsmodels(chance):
    counts = [count_of(chance) for _ in range(CASES)]
    found = [wilson_interval(*each) for each in counts]
    expected = zip(
        *proportion_confint(*map(numpy.array, zip(*counts, strict=True)), 0.05, "wilson"), strict=True
    )
    assert found == [pytest.approx(each, abs=1e-9) for each in expected]


def test_the_limits_of_a_funnel_are_wilsons_about_the_baseline(chance):
    for _ in range(CASES):
        baseline, out_of = chance.random(), count_of(chance)[1]
        inner, outer = funnel_limits(baseline, out_of)
        assert inner == pytest.approx(proportion_confint(baseline * out_of, out_of, 0.05, "wilson"), abs=1e-9)
        assert outer == pytest.approx(
            proportion_confint(baseline * out_of, out_of, 0.002, "wilson"), abs=1e-9
        )


def test_poisson_is_scipys_below_ten_and_the_formula_of_byar_from_ten(chance):
    counts = [chance.choice((chance.randint(0, 12), chance.randint(10, 10**6))) for _ in range(CASES)]
    exposures = [chance.choice((1, 100, chance.uniform(0.1, 10**5))) for _ in counts]
    found = [poisson_interval(*each) for each in zip(counts, exposures, strict=True)]
    many = numpy.array(counts, dtype=float)
    exact = stats.chi2.ppf(0.025, 2 * many) / 2, stats.chi2.ppf(0.975, 2 * many + 2) / 2
    for (low, high), count, exposure, least, most in zip(found, counts, exposures, *exact, strict=True):
        if count >= 10:
            assert (low * exposure, high * exposure) == pytest.approx(
                (least, most), rel=2e-3
            )  # Byar's own error
            least, most = (
                (count + more)
                * (1 - 1 / (9 * (count + more)) + side * Z / (3 * math.sqrt(count + more))) ** 3
                for more, side in ((0, -1), (1, 1))
            )
        assert (low * exposure, high * exposure) == pytest.approx((least if count else 0, most), rel=1e-9)


def test_newcombe_is_that_of_statsmodels_and_turns_round(chance):
    for _ in range(CASES):
        first, second = count_of(chance), count_of(chance)
        low, high = newcombe_difference(*first, *second)
        assert (low, high) == pytest.approx(
            confint_proportions_2indep(*first, *second, method="newcomb"), abs=1e-9
        )
        assert newcombe_difference(*second, *first) == pytest.approx((-high, -low), abs=1e-12)


def test_the_mean_and_its_interval_are_scipys(chance):
    for _ in range(CASES):
        numbers = [
            chance.randint(-28, 28) for _ in range(chance.choice((2, 3, 30, 61, 62, chance.randint(2, 90))))
        ]
        mean, interval = mean_of({each: numbers.count(each) for each in set(numbers)})
        spread = numpy.std(numbers, ddof=1) / math.sqrt(len(numbers))
        half = stats.t.ppf(0.975, len(numbers) - 1) * spread
        assert mean == pytest.approx(numpy.mean(numbers))
        assert tuple(interval) == pytest.approx((mean - half, mean + half), abs=1e-5)


def test_the_curve_and_its_interval_are_those_of_statsmodels(chance):
    for _ in range(CASES):
        days, events = followed(chance, chance.randint(1, 60))
        events[0] = True
        curve, oracle = kaplan_meier(days, events), SurvfuncRight([day + 1 for day in days], events)
        assert [(step.day + 1, step.at_risk) for step in curve.steps if step.events] == list(
            zip(oracle.surv_times, oracle.n_risk, strict=True)
        )
        for day, survival, error in zip(
            oracle.surv_times, oracle.surv_prob, oracle.surv_prob_se, strict=True
        ):
            step = survival_at(curve, day - 1)
            assert step.survival == pytest.approx(survival, abs=1e-9)
            if 1e-9 < survival < 1:
                width = Z * error / survival / math.log(survival)
                limits = sorted((survival ** math.exp(width), survival ** math.exp(-width)))
                assert (step.low, step.high) == pytest.approx(limits, abs=1e-9)


def test_a_share_is_reached_on_the_first_day_the_curve_of_statsmodels_has_come_down_so_far(chance):
    for _ in range(CASES):
        days, events = followed(chance, chance.randint(1, 60))
        events[0], share = True, chance.choice((0.25, 0.5, 0.75))
        oracle = SurvfuncRight([day + 1 for day in days], events)
        passed = [
            day - 1
            for day, left in zip(oracle.surv_times, oracle.surv_prob, strict=True)
            if left <= 1 - share + 1e-9
        ]
        assert reached_by(kaplan_meier(days, events), share) == (passed[0] if passed else None)


def test_the_log_rank_test_is_that_of_statsmodels(chance):
    for _ in range(CASES):
        groups = [followed(chance, chance.randint(5, 40)) for _ in range(2)]
        found = logrank_test(*(stop_counts(*group) for group in groups))
        days, events = ([each for group in groups for each in group[part]] for part in (0, 1))
        sides = [0] * len(groups[0][0]) + [1] * len(groups[1][0])
        expected = survdiff(numpy.array(days) + 1, numpy.array(events), numpy.array(sides))
        assert (found.chi_square, found.p_value) == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_the_people_needed_are_the_fewest_with_the_power(chance):
    def power(people, base, other):
        error = math.sqrt((base * (1 - base) + other * (1 - other)) / people)
        return stats.norm.cdf(abs(base - other) / error - Z) if error else 1

    for _ in range(CASES):
        base, other = chance.uniform(0.01, 0.99), chance.uniform(0.01, 0.99)
        needed = people_needed(base, base - other)
        assert power(needed, base, other) >= 0.8 - 1e-9
        assert needed == 1 or power(needed - 1, base, other) < 0.8 + 1e-9


def test_the_detectable_fall_is_where_scipy_finds_the_power(chance):
    need = Z + stats.norm.ppf(0.8)
    for _ in range(CASES):
        first, second = chance.choice((chance.randint(1, 900), 10**9)), chance.randint(1, 900)
        base = chance.choice((1.0, chance.uniform(0.01, 1)))

        def short_by(fall, base=base, first=first, second=second):
            other = base - fall
            return fall - need * math.sqrt(base * (1 - base) / first + other * (1 - other) / second)

        found = detectable_difference(first, second, base)
        if short_by(base) < 0:
            assert found is None
        else:
            assert found == pytest.approx(optimize.brentq(short_by, 0 if base < 1 else 1e-12, base), abs=1e-9)


def test_a_verdict_is_the_side_of_zero_and_never_prints_a_negative_nothing(chance):
    for _ in range(CASES):
        low, high = sorted(
            chance.choice((chance.uniform(-60, 60), chance.uniform(-0.2, 0.2), 0.0)) for _ in range(2)
        )
        said = verdict(low, high, "percentage points")
        assert said.direction == ("higher" if low > 0 else "lower" if high < 0 else "not_established")
        assert not {"-", "−"} & set(said.sentence)
        assert "no effect" not in said.sentence.lower()


def test_the_slope_and_its_interval_are_scipys(chance):
    for _ in range(CASES):
        times = chance.sample(range(-50, 50), chance.randint(6, 40))
        points = [(when, chance.gauss(when * chance.choice((0, 0.01, -3)), 1)) for when in times]
        oracle = stats.linregress(*zip(*points, strict=True))
        half = stats.t.ppf(0.975, len(points) - 2) * oracle.stderr
        expected = (oracle.slope, oracle.slope - half, oracle.slope + half)
        assert fitted_slope(points) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_the_parts_of_a_change_are_the_mid_point_split_and_add_up_exactly(chance):
    for _ in range(CASES):
        strata = range(chance.randint(1, 6))
        first, second = (
            {each: count_of(chance) for each in strata if chance.random() < 0.8} for _ in range(2)
        )
        first[0], second[0] = count_of(chance), count_of(chance)
        found = kitagawa(first, second)
        sizes = [
            numpy.array([side.get(each, (0, 0))[1] for each in strata], float) for side in (first, second)
        ]
        counts = [
            numpy.array([side.get(each, (0, 0))[0] for each in strata], float) for side in (first, second)
        ]
        shares = [size / size.sum() for size in sizes]
        with numpy.errstate(invalid="ignore"):
            one, other = (count / size for count, size in zip(counts, sizes, strict=True))
        one, other = (
            numpy.nan_to_num(numpy.where(numpy.isnan(a), b, a)) for a, b in ((one, other), (other, one))
        )
        assert float(found.mix) == pytest.approx(
            ((shares[1] - shares[0]) * (one + other) / 2).sum(), abs=1e-9
        )
        assert float(found.performance) == pytest.approx(
            ((other - one) * (shares[0] + shares[1]) / 2).sum(), abs=1e-9
        )
        assert float(sum(found)) == pytest.approx(
            counts[1].sum() / sizes[1].sum() - counts[0].sum() / sizes[0].sum(), abs=1e-12
        )


def test_the_groups_at_a_landmark_are_those_still_free_and_their_curves_are_those_of_statsmodels(chance):
    for _ in range(CASES):
        days, events = followed(chance, chance.randint(1, 50))
        done, day = [chance.choice((None, chance.randint(0, 40))) for _ in days], chance.randint(0, 30)
        people = list(zip(days, events, done, strict=True))
        found = landmark({each: people.count(each) for each in people}, day)
        free = [each for each in people if each[0] > day]
        assert found.left == len(people) - len(free)
        for group, here in ((found.did, True), (found.did_not, False)):
            mine = [each for each in free if (each[2] is not None and each[2] <= day) == here]
            assert group.people == len(mine)
            assert group.share == (len(mine) / len(free) if free else None)
            if any(event for _, event, _ in mine):
                oracle = SurvfuncRight([stop - day for stop, _, _ in mine], [event for _, event, _ in mine])
                steps = [step for step in group.curve.steps if step.events]
                assert [step.day for step in steps] == list(oracle.surv_times)
                assert [step.survival for step in steps] == pytest.approx(list(oracle.surv_prob), abs=1e-9)

"""W1: the four questions at an induction, and again at the first review there (outcomes: section 1)."""

import pytest

from foundation.lifecycle import facts
from outcomes.indicators import indicator, led_by
from tests.factories.hubs import HubFactory, WellbeingFactory
from tests.outcomes.scenes import RELEASED as DAY
from tests.outcomes.scenes import a_line, later, living_in, parts

W1, ANXIOUS = "wellbeing-change", "wellbeing-change-anxious"


@pytest.fixture
def hub(medway):
    return HubFactory(name="Chatham")


@pytest.fixture
def ask(person, hub):
    def asked(occasion, after=0, about=None, at=None, **said):
        return WellbeingFactory(
            person=about or person, hub=at or hub, occasion=occasion, asked_on=later(after, DAY), **said
        )

    return asked


def test_without_a_review_nobody_is_paired(ask):
    ask("induction", satisfied=4)
    assert parts(W1) == {"unpaired": 1}


@pytest.mark.parametrize(("before", "after"), [(None, 7), (4, None), (None, None)])
def test_a_question_not_answered_twice_is_unpaired_and_not_zero(ask, before, after):
    ask("induction", satisfied=before)
    ask("review", 30, satisfied=after)
    assert parts(W1) == {"unpaired": 1}


@pytest.mark.parametrize(
    ("after", "part"), [(0, "unpaired"), (1, "event"), (120, "event"), (121, "unpaired")]
)
def test_the_first_review_counts_after_the_induction_and_within_120_days(ask, after, part):
    ask("induction", satisfied=4)
    ask("review", after, satisfied=7)
    assert parts(W1) == {part: 1}


def test_only_the_first_review_is_compared_even_when_it_was_left_unanswered(ask):
    ask("induction", satisfied=4)
    ask("review", 30, satisfied=None)
    ask("review", 60, satisfied=9)
    assert parts(W1) == {"unpaired": 1}


def test_a_review_at_another_hub_is_no_pair(ask):
    ask("induction", satisfied=4)
    ask("review", 30, at=HubFactory(), satisfied=9)
    assert parts(W1) == {"unpaired": 1}


def test_what_is_reviewed_after_a_new_induction_belongs_to_that_one(ask):
    ask("induction", satisfied=4)
    ask("induction", 20, satisfied=6)
    ask("review", 40, satisfied=8)
    assert parts(W1) == {"unpaired": 1, "event": 1}


def test_the_figure_is_the_mean_change_with_its_t_interval(ask, medway):
    for before, after in ((4, 7), (5, 5), (2, 8)):
        about = living_in(medway)
        ask("induction", about=about, satisfied=before)
        ask("review", 30, about=about, satisfied=after)
    cell = a_line(W1).cell
    assert (cell.unit, cell.value, cell.rate) == ("score", 3.0, None)
    assert (cell.numerator, cell.denominator) == (2, 3)
    assert (cell.low, cell.high) == pytest.approx((-4.4524, 10.4524), abs=1e-4)


def test_a_single_pair_has_no_interval(ask):
    ask("induction", satisfied=4)
    ask("review", 30, satisfied=7)
    cell = a_line(W1).cell
    assert (cell.value, cell.low, cell.high) == (3.0, None, None)


def test_less_anxious_is_better(ask):
    ask("induction", anxious=8)
    ask("review", 30, anxious=3)
    assert parts(ANXIOUS) == {"event": 1}
    assert a_line(ANXIOUS).cell.value == -5.0


def test_zero_is_an_answer(ask):
    ask("induction", anxious=2)
    ask("review", 30, anxious=0)
    assert a_line(ANXIOUS).cell.value == -2.0


def test_a_period_can_be_read_120_days_after_its_end(ask):
    ask("induction", satisfied=4)
    ask("review", 30, satisfied=7)
    closes = later(120, DAY.replace(day=31))
    assert a_line(W1, as_at=later(-1, closes)).cell.maturity == "immature"
    assert a_line(W1, as_at=closes).cell.maturity == "provisional"


def test_an_answer_put_right_counts_from_when_it_was_known(ask, hub):
    ask("induction", satisfied=4)
    review = ask("review", 30, satisfied=7)
    facts.correct([(review, {"satisfied": 2})], by=None)
    assert parts(W1) == {"non_event": 1}


def test_the_four_questions_stand_together():
    assert [each.slug for each in led_by(indicator(W1))] == [
        W1, f"{W1}-worthwhile", f"{W1}-happy", ANXIOUS,
    ]  # fmt: skip

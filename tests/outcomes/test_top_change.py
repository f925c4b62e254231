"""S2: a TOP start and a later review or exit, item by item (outcomes: section 1)."""

import datetime

import pytest

from outcomes.indicators import CATALOGUE, indicator, led_by
from outcomes.periods import period
from pathways.profiles.items import ITEMS
from tests.factories.hubs import HubFactory
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.outcomes.scenes import a_line, later, living_in, parts, referred

S2, OPIATES, ASSAULT = "top-change", "top-change-opiates", "top-change-assault"


@pytest.fixture
def form(person):
    def filled(stage, after, about=None, **said):
        return OutcomesProfileFactory(person=about or person, stage=stage, taken_on=later(after), said=said)

    return filled


def test_a_start_alone_is_no_row(form):
    form("start", 0, opiates=20)
    assert parts(OPIATES) == {}


def test_a_review_without_a_start_is_unpaired(form):
    form("review", 0, opiates=20)
    assert parts(OPIATES) == {"unpaired": 1}


@pytest.mark.parametrize(("before", "after"), [(None, 4), (20, None), (None, None)])
def test_a_question_not_answered_in_both_forms_is_unpaired_and_not_zero(form, before, after):
    form("start", -90, opiates=before)
    form("review", 0, opiates=after)
    assert parts(OPIATES) == {"unpaired": 1}


def test_a_form_after_treatment_is_no_review(form):
    form("start", -90, opiates=20)
    form("post_treatment_exit", 0, opiates=4)
    assert parts(OPIATES) == {}


def test_a_start_on_the_same_day_is_not_before_it(form):
    form("start", 0, opiates=20)
    form("review", 0, opiates=4)
    assert parts(OPIATES) == {"unpaired": 1}


def test_an_exit_between_ends_what_the_start_was_of(form):
    form("start", -200, opiates=20)
    form("exit", -100, opiates=10)
    form("review", 0, opiates=4)
    assert parts(OPIATES) == {"unpaired": 1}


@pytest.mark.parametrize("stage", ["review", "exit"])
def test_the_change_is_from_the_last_start_before(form, stage):
    form("start", -200, opiates=28)
    form("start", -90, opiates=20)
    form(stage, 0, opiates=4)
    assert parts(OPIATES) == {"event": 1}
    assert a_line(OPIATES).cell.value == -16.0


def test_a_person_counts_once_a_quarter_with_the_last_form_of_it(form):
    form("start", -90, opiates=20)
    form("review", -10, opiates=10)
    form("exit", 0, opiates=25)
    assert parts(OPIATES) == {"non_event": 1}
    assert a_line(OPIATES).cell.value == 5.0


def test_a_form_of_a_later_quarter_moves_no_figure_of_an_earlier_one(form):
    form("start", -90, opiates=20)
    form("review", 0, opiates=4)
    before = a_line(OPIATES).cell
    form("exit", 100, opiates=28)
    assert a_line(OPIATES).cell == before
    assert a_line(OPIATES, period=period("2023/24")).cell.value == 8.0


def test_fewer_days_of_use_are_better_and_more_days_of_work_are(form):
    form("start", -90, opiates=20, paid_work=0, quality_of_life=8)
    form("review", 0, opiates=20, paid_work=12, quality_of_life=6)
    assert parts(OPIATES) == {"non_event": 1}
    assert parts("top-change-paid-work") == {"event": 1}
    assert parts(S2) == {"non_event": 1}


def test_yes_and_no_are_compared_as_shares(form, medway):
    for number, (before, after) in enumerate(((True, False), (True, True), (False, False), (True, False))):
        about = living_in(medway)
        form("start", -90, about=about, assault=before)
        form("review", number, about=about, assault=after)
    assert parts(ASSAULT) == {"event": 2, "non_event": 2}
    assert a_line(ASSAULT).cell.value == -0.5


def test_the_figure_is_the_mean_change_with_its_interval(form, medway):
    for number, (before, after) in enumerate(((20, 4), (28, 0), (10, 10))):
        about = living_in(medway)
        form("start", -90, about=about, opiates=before)
        form("review", number, about=about, opiates=after)
    cell = a_line(OPIATES).cell
    assert (cell.unit, cell.rate, cell.numerator, cell.denominator) == ("score", None, 2, 3)
    assert cell.value == pytest.approx(-44 / 3)
    assert (cell.low, cell.high) == pytest.approx((-49.5627, 20.2294), abs=1e-3)


def test_a_hub_has_the_forms_of_those_whose_referral_is_live_that_day(form, person):
    hub = HubFactory(name="Chatham")
    referred(person, hub, later(-120))
    form("start", -90)
    form("review", 0)
    assert parts(S2, kind="hub", name="Chatham") == {"non_event": 1}


def test_it_can_be_read_at_once_and_is_final_after_28_days(form):
    form("start", -90)
    form("review", 0)
    ends = datetime.date(2023, 3, 31)
    assert a_line(S2, as_at=later(-1, ends)).cell.maturity == "immature"
    assert a_line(S2, as_at=ends).cell.maturity == "provisional"
    assert a_line(S2, as_at=later(28, ends)).cell.maturity == "final"


def test_every_item_of_the_form_has_its_figure():
    assert len(led_by(indicator(S2))) == len(ITEMS)
    assert sum(each.slug.startswith(S2) for each in CATALOGUE) == len(ITEMS)

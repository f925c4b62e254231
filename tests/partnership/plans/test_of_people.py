"""What may be said of a measure that counts people, and what of it stays once figures were entered."""

from decimal import Decimal

import pytest

from foundation.lifecycle.transitions import Refused
from partnership.plans import actions
from partnership.plans.forms import MeasureForm
from tests.factories.partnership import EnteredFigureFactory, MeasureFactory, officer_of

pytestmark = pytest.mark.django_db
HELPED = {"title": "Helped", "definition": "People helped", "good": "up", "frequency": "quarterly"}
SAID = [
    ("count", "7", "fewer than 10 people"),
    ("count", "12", "rounded to 5: 10"),
    ("count", "1,240", ""),
    ("share", "27.5", "whole percent"),
    ("share", "28", ""),
    ("days", "", "Only a number or a percentage"),
    ("pounds", "1240", "Only a number or a percentage"),
]


@pytest.fixture
def measure():
    """Of people."""
    return MeasureFactory(entered=True, counts_people=True, definition="People helped")


@pytest.fixture
def officer(measure):
    return officer_of(measure.priority.plan.partnership)


@pytest.mark.parametrize(("unit", "baseline", "why"), SAID)
def test_what_cannot_be_said_of_people_is_refused_at_its_field_and_by_the_action(
    measure, officer, unit, baseline, why
):
    typed = HELPED | {"unit": unit, "owner": measure.owner.pk, "counts_people": "on", "baseline": baseline,
                      "baseline_period": "2023/24" if baseline else ""}  # fmt: skip
    form = MeasureForm(typed, plan=measure.priority.plan, declared=None)
    assert form.is_valid() == (not why)
    assert why in str(form.errors.get("counts_people" if why.startswith("Only") else "baseline", ""))
    number = Decimal(baseline.replace(",", "") or 0) / (100 if unit == "share" else 1)
    said = HELPED | {"unit": unit, "owner": measure.owner, "counts_people": True}
    said |= {"baseline": number, "baseline_period": "2023/24"} if baseline else {}
    if why:
        with pytest.raises(Refused, match=why):
            actions.add_measure(measure.priority, by=officer, **said)
    else:
        assert actions.add_measure(measure.priority, by=officer, **said).baseline == number


def test_a_baseline_is_asked_of_a_measure_that_is_said_anew(measure, officer):
    with pytest.raises(Refused, match="fewer than 10 people"):
        actions.change_measure(measure, by=officer, baseline=Decimal(7), baseline_period="2023/24")


def test_whether_and_which_people_are_counted_is_put_right_until_a_figure_was_entered(measure, officer):
    actions.change_measure(measure, by=officer, counts_people=False)
    actions.change_measure(measure, by=officer, counts_people=True, definition="Residents helped")
    EnteredFigureFactory(measure=measure)
    actions.change_measure(measure, by=officer, definition="residents  Helped")
    with pytest.raises(Refused, match="goes on counting people"):
        actions.change_measure(measure, by=officer, counts_people=False)
    with pytest.raises(Refused, match="not worded anew"):
        actions.change_measure(measure, by=officer, definition="People helped")

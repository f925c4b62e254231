"""The TOP form as it is typed: each box judged where it stands, and *not answered* said in so many words."""

import pytest

from pathways.forms import CorrectProfileForm, ProfileForm
from tests.factories.pathways_top import OutcomesProfileFactory
from tests.pathways.profiles.asking import sent, weeks


def faults(said=None, **given):
    form = ProfileForm(sent(said, **given))
    assert not form.is_valid()
    return {name: errors[0] for name, errors in form.errors.items()}


def answers(said=None, **given):
    form = ProfileForm(sent(said, **given))
    assert form.is_valid(), form.errors
    return form.answers


def test_weeks_that_do_not_add_up_are_refused_at_the_total():
    assert faults(weeks("crack", 1, 2, 3, 4, total=11)) == {
        "crack": "Crack: the four weeks add up to 10, and the total says 11."
    }


@pytest.mark.parametrize("days", ["8", "-1", "3.5", "seven", "²"])
def test_a_week_that_is_no_number_from_0_to_7_is_refused_at_its_box(days):
    assert faults(weeks("crack", 1, days, 3, 4)) == {"crack_week_2": "Crack, week 2: a week has 0 to 7 days."}


def test_a_total_over_28_is_refused():
    assert faults(weeks("crack", 7, 7, 7, 7, total=29)) == {
        "crack": "Crack, total: four weeks have 0 to 28 days."
    }


def test_a_week_left_empty_is_asked_for():
    assert faults(weeks("crack", 1, "", 3, 4)) == {
        "crack_week_2": "Crack: enter all four weeks, 0 for a week without a day."
    }


def test_a_question_left_out_must_be_said_not_to_be_answered():
    said = faults({"crack": None, "physical": None, "assault": None})
    assert said == {
        "crack_week_1": "Crack: enter the days of each week, or tick “Not answered”.",
        "physical": "Physical health: enter a number from 0 to 20, or tick “Not answered”.",
        "assault": "Assault or violence: choose yes, no or not answered.",
    }


def test_an_answer_that_is_said_not_to_be_one_is_refused():
    said = faults(weeks("crack", 1, 2, 3, 4), crack_not_answered="on", physical_not_answered="on")
    assert said["crack_week_1"] == "Crack: give an answer or say that it was not answered, not both."
    assert "not both" in said["physical"]


def test_a_total_alone_is_not_enough_between_none_and_all():
    assert faults({"crack": 12}) == {"crack_week_1": "Crack: enter the days of each week too."}


@pytest.mark.parametrize(("total", "each"), [(0, 0), (28, 7)])
def test_a_total_of_0_or_28_says_what_each_week_was(total, each):
    found = answers({"crack": total})
    assert [found[f"crack_week_{week}"] for week in (1, 2, 3, 4)] == [each] * 4


def test_the_total_is_worked_out_from_the_weeks():
    assert answers(weeks("crack", 1, 2, 3, 4))["crack"] == 10


def test_not_answered_is_none_and_zero_is_zero():
    found = answers({"crack": None, "physical": None, "assault": "unsaid"},
                    crack_not_answered="on", physical_not_answered="on")  # fmt: skip
    assert (found["crack"], found["crack_week_1"], found["physical"], found["assault"]) == (
        None,
        None,
        None,
        None,
    )
    assert (found["alcohol"], found["theft"]) == (0, False)


def test_what_is_optional_may_be_left_out_without_a_word():
    found = answers({"tobacco": None, "other": None})
    assert (found["tobacco"], found["other"]) == (None, None)


def test_another_substance_is_named():
    assert faults(weeks("other", 1, 0, 0, 0)) == {"other_named": "Name the other substance."}
    assert answers(weeks("other", 1, 0, 0, 0), other_named="Ketamine")["other_named"] == "Ketamine"


@pytest.mark.parametrize("amount", ["-1", "a lot", "12345.5"])
def test_an_amount_that_is_no_number_is_refused(amount):
    said = faults(weeks("alcohol", 1, 2, 3, 4), alcohol_average=amount)
    assert said == {"alcohol_average": "Alcohol: the average amount is a number, 0 or more."}


def test_everything_at_fault_is_said_at_once():
    said = faults(
        weeks("crack", 1, 9, 3, 4) | {"physical": "21"}, stage="", setting="", taken_on="31 June 2026"
    )
    assert set(said) == {"crack_week_2", "physical", "stage", "setting", "taken_on"}


@pytest.mark.django_db
def test_a_recorded_form_is_shown_as_it_was_written_and_sent_back_says_the_same():
    profile = OutcomesProfileFactory(said={"opiates": 17, "physical": None, "assault": None, "crack": None})
    shown = CorrectProfileForm(profile=profile)
    boxes = {name: shown[name].value() for name in shown.fields}
    typed = {name: "" if value is None else value for name, value in boxes.items() if value is not False}
    again = CorrectProfileForm(
        typed | {"reason": "Misread", "read_at": shown["read_at"].value()}, profile=profile
    )
    assert again.is_valid(), again.errors
    assert again.answers == profile.answers
    assert again.cleaned_data["read_at"] == profile.recorded_at

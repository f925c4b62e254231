"""Entering and correcting the assessment: by whom, what is refused, what is kept; and the pages that do it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.lifecycle.meanwhile import ChangedMeanwhile
from foundation.lifecycle.transitions import Refused
from partnership.assessment import entering
from partnership.models import AssessmentFigure, SurveyAnswer
from tests.factories.partnership import (
    AssessmentFigureFactory,
    SurveyAnswerFactory,
    officer_of,
    scrutineer_of,
)

pytestmark = pytest.mark.django_db

FIGURE = {
    "theme": "Anti-social behaviour", "title": "Incidents", "year": "2024/25", "value": Decimal(5210), "unit": "count",
    "good": "down", "break_before": False, "source": "Police, table 3", "quality": "",
}  # fmt: skip
ANSWER = {
    "survey": "Residents’ survey", "year": "2024", "question": "How safe do you feel?", "answer": "Very safe",
    "position": 1, "share": Decimal("0.25"), "respondents": 800, "source": "Council, 2024",
}  # fmt: skip


def test_only_an_officer_of_the_partnership_enters_and_corrects(partnership, writer, elsewhere):
    figure = AssessmentFigureFactory(partnership=partnership)
    for by in (writer, scrutineer_of(partnership), officer_of(elsewhere)):
        for act in (
            lambda by=by: entering.enter_figure(partnership, by=by, **FIGURE),
            lambda by=by: entering.enter_answer(partnership, by=by, **ANSWER),
            lambda by=by: entering.correct_figure(figure, by=by, **FIGURE),
        ):
            with pytest.raises(NotYou):
                act()
    assert not SurveyAnswer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unit": "share", "value": Decimal("1.1")}, "value"),
        ({"value": Decimal(-1)}, "value"),
        ({"value": Decimal("1.5")}, "value"),
        ({"value": Decimal("NaN")}, "value"),
        ({"year": "2024/26"}, "year"),
        ({"theme": " "}, "theme"),
        ({"source": ""}, "source"),
        ({"break_before": True}, "quality"),
        ({"value": Decimal(7)}, "counts"),
        ({"value": Decimal(7), "counts": "own"}, "value"),
        ({"value": Decimal(712), "counts": "own"}, "value"),
        ({"value": Decimal("0.2"), "unit": "share", "counts": "own"}, "counts"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_at_its_field(partnership, officer, wrong, field):
    with pytest.raises(entering.Unfit) as refused:
        entering.enter_figure(partnership, by=officer, **FIGURE | wrong)
    assert set(refused.value.problems) == {field}
    assert not AssessmentFigure.objects.exists()


@pytest.mark.parametrize(
    ("value", "counts"), [(7, "things"), (7, "published"), (710, "own"), (0, "own"), (5210, "")]
)
def test_a_small_number_says_what_it_counts_and_people_counted_by_hand_are_rounded(
    partnership, officer, value, counts
):
    entering.enter_figure(partnership, by=officer, **FIGURE | {"value": Decimal(value), "counts": counts})
    assert AssessmentFigure.objects.get().value == value


def test_the_database_refuses_a_share_of_people_that_were_counted_by_hand(partnership):
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentFigureFactory(partnership=partnership, value=Decimal("0.5"), unit="share", counts="own")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"share": Decimal("1.1")}, "share"),
        ({"share": Decimal("-0.1")}, "share"),
        ({"respondents": 0}, "respondents"),
        ({"respondents": -5}, "respondents"),
        ({"year": "2024/26"}, "year"),
        ({"question": ""}, "question"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_field(partnership, officer, wrong, field):
    with pytest.raises(entering.Unfit) as refused:
        entering.enter_answer(partnership, by=officer, **ANSWER | wrong)
    assert set(refused.value.problems) == {field}


def test_a_series_is_in_one_unit(partnership, officer):
    entering.enter_figure(partnership, by=officer, **FIGURE)
    with pytest.raises(entering.Unfit, match="another unit"):
        entering.enter_figure(partnership, by=officer, **FIGURE | {"year": "2023/24", "unit": "pounds"})


def test_a_year_has_one_figure_and_the_same_twice_is_one(partnership, officer):
    for _ in range(2):
        entering.enter_figure(partnership, by=officer, **FIGURE)
        entering.enter_answer(partnership, by=officer, **ANSWER)
    assert (AssessmentFigure.versions.count(), SurveyAnswer.versions.count()) == (1, 1)
    with pytest.raises(Refused, match="put it right"):
        entering.enter_figure(partnership, by=officer, **FIGURE | {"value": Decimal(100)})
    with pytest.raises(Refused, match="put it right"):
        entering.enter_answer(partnership, by=officer, **ANSWER | {"respondents": 1})


def test_a_correction_keeps_what_was_said_and_is_of_the_version_that_was_read(partnership, officer):
    figure = entering.enter_figure(partnership, by=officer, **FIGURE)
    seen = figure.seen_as
    entering.correct_figure(figure, by=officer, seen_as=seen, **FIGURE | {"value": Decimal(5300)})
    assert AssessmentFigure.versions.exclude(version_of=None).get().value == 5210
    entering.correct_figure(figure, by=officer, seen_as=seen, **FIGURE | {"value": Decimal(5300)})
    with pytest.raises(ChangedMeanwhile):
        entering.correct_figure(figure, by=officer, seen_as=seen, **FIGURE | {"value": Decimal(100)})
    assert AssessmentFigure.objects.get().value == 5300


def test_a_correction_does_not_take_the_place_of_another_row(partnership, officer):
    entering.enter_answer(partnership, by=officer, **ANSWER)
    other = entering.enter_answer(partnership, by=officer, **ANSWER | {"answer": "Safe"})
    with pytest.raises(Refused, match="another row"):
        entering.correct_answer(other, by=officer, **ANSWER | {"share": Decimal("0.1")})


def test_the_database_refuses_what_cannot_be():
    figures, answers = AssessmentFigureFactory, SurveyAnswerFactory
    given = {"partnership": figures().partnership, "title": "Another"}
    wrong = [
        lambda: figures(unit="share", value=Decimal("1.1"), **given),
        lambda: figures(value=Decimal(-1), **given),
        lambda: figures(source="", **given),
        lambda: figures(break_before=True, **given),
        lambda: answers(share=Decimal("1.1"), partnership=given["partnership"]),
        lambda: answers(respondents=0, partnership=given["partnership"]),
    ]
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each()


# --- pages


@pytest.fixture
def opened(client):
    def asked_for(user, name, arg, **sent):
        client.force_login(user)
        url = reverse(name, args=[arg])
        answer = client.post(url, sent) if sent else client.get(url)
        return answer.status_code, answer.content.decode()

    return asked_for


def test_a_share_that_is_kept_back_is_in_no_form_either(partnership, officer, opened):
    few = SurveyAnswerFactory(partnership=partnership, share=Decimal("0.005"))
    assert "[c]" in opened(officer, "survey_list", partnership.slug)[1]
    page = opened(officer, "survey_correct", few.pk)[1]
    assert 'value="0.5"' not in page
    assert 'value="800"' in page


TYPED = {"theme": "Housing", "title": "Housed on release", "year": "2024/25", "value": "43.5%", "unit": "share",
         "good": "up", "counts": "published", "source": "Council", "quality": "", "seen_as": "none"}  # fmt: skip
SAID = {"survey": "Residents", "year": "2024", "question": "Safe?", "answer": "Very", "position": "1", "percent": "25",
        "respondents": "800", "source": "Council", "seen_as": "none"}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": "110"}, "A share cannot be more than 100 percent."),
        ({"year": "2024/26"}, "is not a year like 2024 or 2024/25"),
        ({"value": "many"}, "Enter a number, like 35 or 27.5."),
        ({"value": "-5", "unit": "count"}, "The figure cannot be below 0."),
    ],
)
def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(opened, partnership, officer, wrong, said):
    status, text = opened(officer, "assessment_enter", partnership.slug, **TYPED | wrong)
    assert (status, said in text, "Housed on release" in text) == (200, True, True)
    assert not AssessmentFigure.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"percent": "110"}, "A share lies from 0 to 100 percent."),
        ({"respondents": "0"}, "Somebody has to have answered"),
    ],
)
def test_a_survey_form_says_what_is_wrong(opened, partnership, officer, wrong, said):
    status, text = opened(officer, "survey_enter", partnership.slug, **SAID | wrong)
    assert (status, said in text, "Residents" in text) == (200, True, True)


def test_a_figure_is_entered_shown_and_put_right_by_pages(opened, partnership, officer, writer):
    assert opened(officer, "assessment_enter", partnership.slug, **TYPED)[0] == 302
    assert opened(officer, "assessment_enter", partnership.slug, **TYPED | {"value": "50"})[0] == 409
    figure = AssessmentFigure.objects.get()
    assert figure.value == Decimal("0.435")
    assert "43.5%" in opened(writer, "assessment_list", partnership.slug)[1]
    assert 'value="43.5"' in opened(officer, "assessment_correct", figure.pk)[1]
    sent = TYPED | {"value": "44", "seen_as": figure.seen_as}
    assert opened(officer, "assessment_correct", figure.pk, **sent)[0] == 302
    status, text = opened(officer, "assessment_correct", figure.pk, **sent | {"value": "45"})
    assert (status, "changed this on" in text, 'value="45"' in text) == (409, True, True)


def test_an_answer_is_entered_shown_and_put_right_by_pages(opened, partnership, officer, writer):
    assert opened(officer, "survey_enter", partnership.slug, **SAID)[0] == 302
    answer = SurveyAnswer.objects.get()
    text = opened(writer, "survey_list", partnership.slug)[1]
    assert all(words in text for words in ("25%", "22% to 28%", "800 answered"))
    sent = SAID | {"percent": "26", "seen_as": answer.seen_as}
    assert opened(officer, "survey_correct", answer.pk, **sent)[0] == 302
    assert opened(writer, "survey_correct", answer.pk)[0] == 403


def test_elsewhere_is_not_there(opened, partnership, elsewhere):
    figure = AssessmentFigureFactory(partnership=partnership)
    for name, arg in (
        ("assessment_list", partnership.slug),
        ("assessment_correct", figure.pk),
        ("survey_list", partnership.slug),
    ):
        assert opened(officer_of(elsewhere), name, arg)[0] == 404


def test_pages_ask_as_much_at_three_rows_as_at_thirty(client, partnership, officer):
    client.force_login(officer)

    def asked(name):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[partnership.slug])).status_code == 200
        return len(
            [each for each in queries if "SAVEPOINT" not in each["sql"]]
        )  # of the test's own transaction

    def fill(first, last):
        for number in range(first, last):
            AssessmentFigureFactory(
                partnership=partnership, title=f"Figure {number // 5}", year=str(2000 + number)
            )
            SurveyAnswerFactory(partnership=partnership, question=f"Question {number}?")
        return [asked(name) for name in ("assessment_list", "survey_list")]

    few, many = fill(0, 3), fill(3, 30)
    assert few == many
    assert max(many) <= 15

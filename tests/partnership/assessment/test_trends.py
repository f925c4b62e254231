"""Directions and pictures of yearly figures: six comparable years or none, and never over a break."""

from decimal import Decimal

import pytest

from foundation.design.charts import Caption, Year, yearly
from partnership.assessment import survey, trends
from partnership.assessment.years import year_label
from partnership.models import AssessmentFigure, SurveyAnswer

THEME = {
    "theme": "Anti-social behaviour",
    "title": "Incidents",
    "unit": "count",
    "good": "down",
    "source": "Police",
}


def figures(*values, first=2015, breaks=(), **more):
    return [
        AssessmentFigure(pk=at + 1, year=str(first + at), value=Decimal(value), break_before=first + at in breaks,
                         **THEME | more)
        for at, value in enumerate(values)
        if value is not None
    ]  # fmt: skip


def series(*values, **more):
    return trends.themes_of(figures(*values, **more))[0].series[0]


@pytest.mark.parametrize(
    "wrong", ["2024/26", "2024/2025", "24", "2024/5", "2024-25", "1899", "", "٢٠٢٤", "2099/01"]
)
def test_what_is_no_year_is_refused(wrong):
    with pytest.raises(ValueError, match="is not a year"):
        year_label(wrong)


@pytest.mark.parametrize("label", ["2024", "2024/25", " 1999/00 "])
def test_a_year_is_of_the_calendar_or_of_finance(label):
    assert year_label(label) == label.strip()


@pytest.mark.parametrize(
    ("values", "more", "said"),
    [
        ((1, 2, 3, 4, 5), {}, "Too few years for a direction: 5 of the 6 it needs"),
        ((1, 2, 3, 4, 5, 6), {}, "Rising over 6 years, which is worse"),
        ((1, 2, 3, 4, 5, 6), {"good": "up"}, "Rising over 6 years, which is better"),
        ((9, 7, 6, 5, 3, 1), {}, "Falling over 6 years, which is better"),
        ((5, 1, 9, 2, 8, 4), {}, "No direction established over 6 years"),
        ((1, 2, 3, None, 5, 6), {}, "Too few years for a direction: 5 of the 6 it needs"),
        ((1, 2, 3, None, 5, 6, 7), {}, "Rising over 6 years, which is worse"),
        ((1, 2, 3, 4, 5, 6), {"breaks": (2018,)}, "Too few years for a direction: 3 of the 6 it needs"),
        ((90, 80, 1, 2, 3, 4, 5, 6), {"breaks": (2017,)}, "Rising over 6 years, which is worse"),
    ],
)
def test_a_direction_is_the_line_through_six_comparable_years_or_more(values, more, said):
    assert series(*values, **more).says_direction == said


def test_a_calendar_year_and_a_financial_one_are_no_series():
    mixed = figures(1, 2, 3) + figures(4, 5, 6, first=2018)
    for each in mixed[3:]:
        each.year = f"{each.year}/{int(each.year[2:]) + 1}"
    found = trends.themes_of(mixed)[0].series[0]
    assert [each.year for each in found.comparable] == ["2018/19", "2019/20", "2020/21"]


def lines(scene):
    return scene.svg("k").count('class="tg-c-main"')


def test_a_picture_is_never_drawn_over_a_break_or_a_missing_year():
    whole, gap, broken = series(1, 2, 3, 4), series(1, 2, None, 4, 5), series(1, 2, 3, 4, breaks=(2017,))
    assert [lines(each.picture.wide) for each in (whole, gap, broken)] == [1, 2, 2]
    assert 'class="tg-c-break"' in broken.picture.wide.svg("k")
    assert 'class="tg-c-break"' not in gap.picture.wide.svg("k")
    assert series(7).picture is None


def test_a_picture_says_its_finding_and_names_the_newest():
    picture = series(1200, 1100, 5210).picture
    assert picture.title == "Incidents: 5,210 in 2017"
    assert ">5,210<" in picture.wide.svg("k")
    assert "Too few years" in picture.narrow.svg("k")


def test_a_rate_is_short_beside_its_dot_and_whole_in_the_title():
    picture = series("4.2", "5.5", unit="rate").picture
    assert picture.title == "Incidents: 5.5 per 1,000 residents in 2016"
    assert ">5.5<" in picture.wide.svg("k")


def test_a_score_below_nought_is_drawn_below_it():
    assert lines(series(-2, 1, -1, unit="score").picture.wide) == 1


def test_a_picture_without_a_figure_is_none():
    with pytest.raises(ValueError, match="no figure"):
        yearly(Caption("", ""), [Year("2024", None)], str)


# --- what residents say


def answers(*rows):
    return [
        SurveyAnswer(pk=at, survey="Residents", question="Safe?", answer=answer, year=year, share=Decimal(share),
                     respondents=respondents, source=f"Council {year}", position=position)
        for at, (answer, position, year, share, respondents) in enumerate(rows)
    ]  # fmt: skip


def test_a_share_is_told_with_wilsons_interval_of_everybody_who_answered():
    (asked,) = survey.questions_of(answers(("Very safe", 1, "2024", "0.25", 800)))
    ((_, ((year, share),)),) = asked.answers
    assert (year, share.words, share.interval) == ("2024", "25%", "22% to 28%")
    assert asked.years == (("2024", "800 answered"),)


def test_years_stand_beside_each_other_and_what_was_not_asked_is_said():
    rows = answers(
        ("Not safe", 2, "2023", "0.5", 900),
        ("Very safe", 1, "2024", "0.25", 800),
        ("Very safe", 1, "2023", "0.2", 900),
    )
    (asked,) = survey.questions_of(rows)
    assert [year for year, _ in asked.years] == ["2023", "2024"]
    told = {
        answer: [share.words if share else None for _, share in shares] for answer, shares in asked.answers
    }
    assert told == {"Very safe": ["20%", "25%"], "Not safe": ["50%", None]}
    assert next(iter(told)) == "Very safe"


def test_a_share_of_very_few_is_not_shown():
    (asked,) = survey.questions_of(answers(("Very safe", 1, "2024", "0.5", 6)))
    ((_, ((_, share),)),) = asked.answers
    assert (share.words, share.interval) == ("[c]", "")
    assert asked.years == (("2024", "fewer than 10 answered"),)


def hidden(*shares, respondents=200):
    """Of answers a, b, c... those that are kept back."""
    rows = answers(*((chr(97 + at), at, "2024", share, respondents) for at, share in enumerate(shares)))
    return "".join(sorted(survey.kept_back(rows)))


@pytest.mark.parametrize(
    ("shares", "kept_back"),
    [
        (("0.5", "0.3", "0.2"), ""),
        (("0.5", "0.48", "0.02"), "bc"),
        (("0.97", "0.03"), "ab"),
        (("0.6", "0.5", "0.02"), "c"),
        (("0.99", "0.4"), "a"),
    ],
    ids=["enough", "few and another", "the other gives them away", "several answers", "few others"],
)
def test_an_answer_that_few_gave_is_hidden_and_does_not_follow_from_the_others(shares, kept_back):
    assert hidden(*shares) == kept_back

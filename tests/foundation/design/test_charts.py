"""Charts as marks: valid, named in words, inside their frame, styled by classes only."""

import re
from dataclasses import FrozenInstanceError
from itertools import pairwise
from math import sqrt
from xml.etree import ElementTree

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from foundation.design.charts import (
    Bar,
    Break,
    Caption,
    CurvePoint,
    FunnelHub,
    FunnelLimit,
    Rating,
    TrendPoint,
    funnel,
    interval_strip,
    rating_mark,
    sparkline,
    survival,
    trend,
    waterfall,
)
from foundation.design.charts.palette import MARKS, TEXT
from foundation.design.charts.scene import Dot, Words
from foundation.design.charts.scene import Path as Lines
from foundation.design.pdf.fonts import BOLD, REGULAR

GOALS = ("Target", "Floor", "Others")
CAPTION = Caption("One hub lies outside & below", 'Housed on release night, "32" hubs <all>', "Housed, %")
CURVE = [CurvePoint(day, 1 - day / 1400, 0.97 - day / 1200, 1 - day / 1700) for day in (0, 30, 61, 91, 183)]
SERIES = [TrendPoint(slot, 0.2 + slot / 100, 0.1, 0.35) for slot in range(4)]
QUARTERS = ["Q1|2023/24", "Q2", "Q3", "Q4", "Q1|2024/25", "Q2"]


def limits(away):
    return [
        FunnelLimit(size, 0.8 - away / sqrt(size), min(1, 0.8 + away / sqrt(size)))
        for size in range(30, 301, 30)
    ]


def a_funnel(width=660):
    hubs = [FunnelHub("Chatham", 0.778, 125), FunnelHub("Nottingham", 0.60, 190, is_outside=True)]
    hubs += [FunnelHub(f"Hub {size}", 0.8, size) for size in (30, 60, 300)]
    return funnel(CAPTION, hubs, 0.8, limits(0.8), limits(1.2), own="Chatham", width=width)


def a_curve(width=660, **other):
    asked = {
        "end": 365,
        "ticks": (0, 91, 183, 274, 365),
        "time_words": "Days after release",
        "label": "on day 183",
    }
    followed = {0: 2430, 91: 400, 183: 380}
    return survival(CAPTION, CURVE, followed=followed, width=width, **{**asked, **other})


def a_trend(width=660, **other):
    asked = {
        "target": 0.2,
        "floor": 0.15,
        "breaks": [Break(3.5, "1 May 2024: definition changed")],
        "immature": 1,
    }
    segments = [SERIES, [TrendPoint(4, 0.3, 0.2, 0.4)]]
    return trend(CAPTION, segments, QUARTERS, width=width, **{**asked, **other})


def a_waterfall(width=660):
    parts = [Bar("Late data", 0.012), Bar("Definition", 0), Bar("Performance", -0.03)]
    return waterfall(
        CAPTION, Bar("First", 0.3), parts, Bar("Second", 0.282), ticks=(0, 0.1, 0.2, 0.3, 0.4), width=width
    )


SCENES = {
    **{f"funnel {width}": a_funnel(width) for width in (660, 340)},
    **{f"survival {width}": a_curve(width) for width in (660, 340)},
    "survival, not yet mature": a_curve(mature_to=200),
    "survival, joined knots": a_curve(is_stepped=False, mature_to=200),
    **{f"trend {width}": a_trend(width) for width in (660, 340)},
    "trend without anything yet": trend(CAPTION, [], QUARTERS, immature=6),
    **{f"waterfall {width}": a_waterfall(width) for width in (660, 340)},
    "strip": interval_strip("Rate", share=0.778, low=0.7, high=0.84, target=0.85, floor=0.8),
    "strip without a rate": interval_strip("Rate", share=None, low=None, high=None, target=1, floor=0),
    **{str(rating): rating_mark(rating) for rating in Rating},
    **{
        f"strip, {rating}": interval_strip("Rate", share=1, low=0.9, high=1, rating=rating)
        for rating in Rating
    },
    "sparkline": sparkline(CAPTION, [SERIES, [TrendPoint(5, 0.1, 0, 0.2)]], target=0.2),
    "sparkline of one": sparkline(CAPTION, [[TrendPoint(5, 0.1, 0, 0.2)]]),
}
every_scene = pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())


def drawn(scene):
    return ElementTree.fromstring(scene.svg("figure-1"))


def words_of(scene):
    return [mark.words for mark in scene.marks if not isinstance(mark, Dot | Lines)]


# Refusals


def test_names_of_lines_that_lie_close_together_stand_below_each_other():
    scene = a_trend(target=0.2, floor=0.19, elsewhere=0.195)
    names = [mark for mark in scene.marks if isinstance(mark, Words) and mark.words.split()[0] in GOALS]
    assert [mark.words for mark in names] == ["Target 20%", "Others 19.5%", "Floor 19%"]
    assert all(below.y - above.y >= 14 for above, below in pairwise(names))


def test_a_curve_without_points_or_beyond_its_axis_is_refused():
    asked = {"followed": {}, "ticks": (0,), "time_words": "Days"}
    with pytest.raises(ValueError, match="needs points"):
        survival(CAPTION, [], end=365, **asked)
    with pytest.raises(ValueError, match="needs points"):
        survival(CAPTION, CURVE, end=100, **asked)


def test_a_funnel_without_hubs_or_limits_is_refused():
    with pytest.raises(ValueError, match="needs hubs"):
        funnel(CAPTION, [], 0.8, limits(1), limits(2))
    with pytest.raises(ValueError, match="needs hubs"):
        funnel(CAPTION, [FunnelHub("Chatham", 0.7, 40)], 0.8, [], [])


def test_a_rate_without_its_interval_is_refused():
    with pytest.raises(ValueError, match="never drawn without"):
        interval_strip("Rate", share=0.5, low=None, high=0.6)


def test_a_waterfall_that_does_not_add_up_is_refused():
    with pytest.raises(ValueError, match="do not add up"):
        waterfall(CAPTION, Bar("a", 0.3), [Bar("b", 0.1)], Bar("c", 0.3), ticks=(0, 1))


def test_a_trend_without_periods_or_outside_them_is_refused():
    for slots in ([], ["Q1"]):
        with pytest.raises(ValueError, match="needs periods"):
            trend(CAPTION, [SERIES], slots)


def test_a_sparkline_of_nothing_and_a_scale_of_nothing_are_refused():
    with pytest.raises(ValueError, match="at least one point"):
        sparkline(CAPTION, [])
    with pytest.raises(ValueError, match="two different ends"):
        survival(CAPTION, CURVE[:1], end=0, followed={}, ticks=(0,), time_words="Days")


def test_what_a_chart_is_given_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        CURVE[0].share = 0.5


# Every chart


@every_scene
def test_a_chart_is_valid_xml_with_title_and_description(scene):
    root = drawn(scene)
    title, description = list(root)[:2]
    assert (title.text, description.text) == (scene.title, scene.description)
    assert scene.title
    assert scene.description
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "figure-1-t figure-1-d"
    assert [one.get("id") for one in root.iter() if one.get("id")] == ["figure-1-t", "figure-1-d"]


@every_scene
def test_a_chart_is_styled_by_known_classes_only(scene):
    known = {f"tg-c-{name}" for name in MARKS} | {f"tg-t-{name}" for name in TEXT}
    for element in list(drawn(scene).iter())[3:]:
        assert element.get("class") in known
        assert not {"style", "fill", "stroke", "id"} & set(element.keys())
    assert "url(" not in scene.svg("figure-1")


@every_scene
def test_every_mark_lies_inside_the_frame(scene):
    for mark in scene.marks:
        if isinstance(mark, Lines):
            corners = [point for line in mark.lines for point in line]
        elif isinstance(mark, Dot):
            corners = [
                (mark.x - mark.radius, mark.y - mark.radius),
                (mark.x + mark.radius, mark.y + mark.radius),
            ]
        else:
            wide = stringWidth(mark.words, BOLD if TEXT[mark.look].bold else REGULAR, TEXT[mark.look].size)
            left = mark.x - {"start": 0, "middle": wide / 2, "end": wide}[mark.anchor]
            corners = [(left, mark.y - TEXT[mark.look].size), (left + wide, mark.y)]
        for x, y in corners:
            assert -0.5 <= x <= scene.width + 0.5, mark
            assert -0.5 <= y <= scene.height + 0.5, mark


@every_scene
def test_no_chart_prints_a_hyphen_for_a_minus_or_a_negative_nothing(scene):
    for words in words_of(scene):
        assert not re.search(r"-\d", words)
        assert not re.search(r"[-−]0(\.0+)?(\D|$)", words)


@every_scene
def test_a_decoration_is_hidden_and_has_no_ids(scene):
    root = ElementTree.fromstring(scene.decoration("tg-chart--small"))
    assert root.get("aria-hidden") == "true"
    assert root.get("class") == "tg-chart tg-chart--small"
    assert not [one for one in root.iter() if one.get("id")]


# What each chart says


def test_the_own_hub_and_those_outside_are_named_and_no_other():
    named = [
        words
        for words in words_of(a_funnel())
        if "%" in words and words[0].isalpha() and words != CAPTION.unit
    ]
    assert named == ["All 80.0%", "Nottingham 60.0%", "Chatham 77.8%"]


def test_a_funnel_of_large_hubs_says_how_large():
    limit = [FunnelLimit(3000, 0.5, 0.7), FunnelLimit(7240, 0.55, 0.65)]
    scene = funnel(CAPTION, [FunnelHub("Chatham", 0.6, 7240)], 0.6, limit, limit)
    assert {"2,000", "4,000", "6,000"} <= set(words_of(scene))


def test_a_funnel_of_one_small_hub_can_be_drawn():
    limit = [FunnelLimit(30, 0.1, 0.5), FunnelLimit(31, 0.1, 0.5)]
    scene = funnel(CAPTION, [FunnelHub("Chatham", 0.2, 30)], 0.3, limit, limit, own="Chatham", decimals=0)
    assert "Chatham 20%" in words_of(scene)


def test_what_is_not_mature_is_hatched_and_carries_no_line():
    scene = a_curve(mature_to=200)
    (main,) = [mark for mark in scene.marks if mark.look == "main"]
    (hatched,) = [mark for mark in scene.marks if mark.look == "hatch"]
    furthest = max(x for line in main.lines for x, _ in line)
    assert furthest <= min(x for line in hatched.lines for x, _ in line) + 0.1
    assert "Not yet" in words_of(scene)


def test_a_mature_curve_is_not_hatched_and_runs_to_its_end():
    scene = a_curve()
    assert not [mark for mark in scene.marks if mark.look == "hatch"]
    (main,) = [mark for mark in scene.marks if mark.look == "main"]
    assert main.lines[0][-1][0] == pytest.approx(660 - 22)


def test_a_curve_of_one_point_can_be_drawn():
    scene = survival(
        CAPTION,
        [CurvePoint(0, 1, 1, 1)],
        followed={0: 30},
        end=365,
        ticks=(0, 365),
        time_words="Days",
        decimals=0,
    )
    assert "100%" in words_of(scene)
    assert "95% interval 100 to 100" in words_of(scene)


def test_a_low_curve_is_labelled_above_its_end():
    low = [CurvePoint(0, 1, 1, 1), CurvePoint(180, 0.05, 0.02, 0.1)]
    scene = survival(CAPTION, low, followed={}, end=365, ticks=(0,), time_words="Days", mature_to=180)
    (label,) = [mark for mark in scene.marks if getattr(mark, "words", "").startswith("5.0%")]
    assert label.y < scene.height - 92 - 20


def test_no_line_joins_across_a_break_and_no_target_is_drawn_back_over_it():
    scene = a_trend()
    (line,) = [mark for mark in scene.marks if mark.look == "main"]
    (target,) = [mark for mark in scene.marks if mark.look == "target"]
    (broken,) = [mark for mark in scene.marks if mark.look == "break"]
    at = broken.lines[0][0][0]
    assert max(x for x, _ in line.lines[0]) < at == pytest.approx(target.lines[0][0][0])


def test_the_newest_share_is_named():
    assert "30.0%" in words_of(a_trend())
    assert "30%" in words_of(a_trend(decimals=0))


def test_falling_parts_of_a_waterfall_are_hatched_and_signed():
    words = words_of(a_waterfall())
    assert {"+1.2", "0.0", "−3.0", "30.0%", "28.2%"} <= set(words)
    assert len([mark for mark in a_waterfall().marks if mark.look == "hatch"]) == 1


def test_a_strip_says_its_figures_in_words():
    assert SCENES["strip"].description == "77.8%, 95% interval 70.0 to 84.0."
    assert SCENES["strip without a rate"].description == "No rate."


def test_the_four_ratings_have_four_shapes():
    shapes = {tuple((type(mark), mark.look) for mark in rating_mark(rating).marks) for rating in Rating}
    assert len(shapes) == 4


def test_a_break_in_a_sparkline_is_a_gap():
    assert len([mark for mark in SCENES["sparkline"].marks if mark.look == "main"]) == 1

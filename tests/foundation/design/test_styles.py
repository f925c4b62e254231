"""The style sheet's sources: small, all used, and readable for people who see little contrast."""

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[3] / "frontend" / "scss"
ENTRY = SOURCES / "throughgate.scss"
SHARED = {"tokens", "report-tokens"}  # used by the others, not by the entry


def partials():
    return {path.stem.removeprefix("_"): path.read_text() for path in SOURCES.glob("_*.scss")}


def colours():
    """Every named colour of the staff pages."""
    return dict(re.findall(r"(\$[a-z-]+):\s*(#[0-9a-f]{3,6})", partials()["tokens"]))


def luminance(colour):
    figures = colour.lstrip("#")
    figures = "".join(each * 2 for each in figures) if len(figures) == 3 else figures
    parts = [int(figures[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def worn():
    """(state, ground, text) of every state tag."""
    tag = re.compile(r"tg-state--([a-z-]+) \{\s*@include tag\((\S+), (\S+)\)")
    named = colours()
    return [
        (name, named.get(ground, ground), named.get(text, text))
        for name, ground, text in tag.findall(partials()["tags"])
    ]


def test_every_part_is_in_the_style_sheet():
    used = set(re.findall(r'@use "([a-z-]+)";', ENTRY.read_text()))
    assert used == set(partials()) - SHARED


@pytest.mark.parametrize("name", partials())
def test_no_part_is_longer_than_three_hundred_lines(name):
    assert len(partials()[name].splitlines()) <= 300


def test_ten_colours_are_worn():
    assert len(worn()) == 10


@pytest.mark.parametrize(("state", "ground", "text"), worn())
def test_a_state_can_be_read_on_its_ground(state, ground, text):
    assert contrast(ground, text) >= 6.9


@pytest.mark.parametrize("name", ["$quiet", "$brand", "$good", "$warn", "$bad", "$link", "$friday"])
def test_coloured_text_can_be_read_on_white(name):
    assert contrast(colours()[name], "#fff") >= 4.5


def test_controls_can_be_seen_on_white():
    assert contrast(colours()["$line-strong"], "#fff") >= 3

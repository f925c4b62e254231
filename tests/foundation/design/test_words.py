"""States, flags and clocks: a word always, a colour besides."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.db.models import TextChoices
from django.template import Context, Template, TemplateSyntaxError

from foundation.design import clock_words, states
from foundation.lifecycle.fields import Stateful

STYLES = Path(__file__).parents[3] / "frontend" / "scss" / "_tags.scss"
MONDAY = date(2026, 6, 8)


class Colour(TextChoices):
    IN_REVIEW = "in_review", "With the hub"


def drawn(template, **context):
    return Template(template).render(Context(context))


def test_every_colour_is_in_the_style_sheet():
    styled = set(re.findall(r"tg-state--([a-z-]+)", STYLES.read_text()))
    assert set(states._COLOUR_OF.values()) == styled


def machines():
    return [model for model in apps.get_models() if issubclass(model, Stateful)]


def test_there_are_machines_to_colour():
    assert machines()


@pytest.mark.parametrize("model", machines(), ids=lambda model: model.__name__)
def test_every_state_of_every_machine_has_a_colour_of_its_own_choosing(model):
    values = [value for value, _ in model._meta.get_field("state").choices]
    assert [value for value in values if value not in states._COLOUR_OF] == []


def test_a_state_wears_its_colour_and_says_its_label():
    html = drawn("{% state_tag state %}", state=Colour.IN_REVIEW)
    assert html == '<strong class="govuk-tag tg-state--in-review">With the hub</strong>'


def test_an_unknown_state_is_grey_and_still_said():
    html = drawn("{% state_tag state %}", state="being_looked_into")
    assert html == '<strong class="govuk-tag tg-state--draft">Being looked into</strong>'


def test_a_thing_says_the_label_of_its_own_state():
    class Thing:
        state = "started"

        def get_state_display(self):
            return "Started at <Chatham>"

    html = drawn("{% state_tag thing %}", thing=Thing())
    assert html == '<strong class="govuk-tag tg-state--started">Started at &lt;Chatham&gt;</strong>'


def test_an_unknown_kind_of_flag_is_refused():
    with pytest.raises(TemplateSyntaxError):
        drawn("{% flag 'x' 'pink' %}")


@pytest.mark.parametrize(
    ("day", "marked"), [(date(2026, 6, 5), True), (date(2026, 6, 4), False), (None, False)]
)
def test_a_friday_release_is_marked(day, marked):
    assert ("Friday release" in drawn("{{ day|friday_flag }}", day=day)) is marked


@pytest.mark.parametrize(
    ("due_on", "manner", "words", "below"),
    [
        (date(2026, 6, 4), "overdue", "2 working days overdue", "was due 4 June"),
        (date(2026, 6, 5), "overdue", "1 working day overdue", "was due 5 June"),
        (date(2026, 6, 8), "today", "Today", ""),
        (date(2026, 6, 9), "due", "Tomorrow", "9 June"),
        (date(2026, 6, 12), "due", "4 working days left", "12 June"),
        (date(2026, 6, 15), "due", "5 working days left", "15 June"),
        (date(2027, 1, 4), "due", "146 working days left", "4 January 2027"),
    ],
)
def test_a_clock_is_said_in_working_days(due_on, manner, words, below):
    with time_machine.travel(datetime(2026, 6, 8, 11, tzinfo=UTC), tick=False):
        assert clock_words.of(due_on) == clock_words.ClockWords(manner, words, below)


def test_a_clock_can_count_all_days():
    assert clock_words.of(date(2026, 6, 15), on=MONDAY, unit="day").words == "7 days left"


def test_a_weekend_away_is_never_no_day():
    assert clock_words.of(date(2026, 6, 6), on=MONDAY).words == "1 working day overdue"


def test_a_paused_clock_is_neither_late_nor_soon():
    html = drawn("{% due due_on paused=True line='with D Whitlock' %}", due_on=date(2020, 1, 1))
    assert 'class="tg-clock tg-clock--paused">Paused<' in html
    assert "with D Whitlock" in html


@time_machine.travel(datetime(2026, 6, 8, 23, 30, tzinfo=UTC), tick=False)
def test_today_is_londons():
    assert "Today" in drawn("{% due due_on %}", due_on=date(2026, 6, 9))


@time_machine.travel(datetime(2026, 6, 3, 11, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 7, 15), "in 42 days"), (date(2026, 6, 4), "tomorrow"), (date(2026, 5, 31), "3 days ago")],
)
def test_a_release_is_counted_in_all_days(day, words):
    assert drawn("{{ day|in_days }}", day=day) == words


@pytest.mark.parametrize(
    "name", ["day", "day_short", "weekday_day", "moment", "clock_time", "in_days", "friday_flag"]
)
def test_nothing_is_said_of_no_date(name):
    assert drawn(f"{{{{ nothing|{name} }}}}", nothing=None) == ""

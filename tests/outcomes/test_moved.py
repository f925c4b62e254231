"""Why a number moved: parts that add up exactly, refusals with their reason, and nothing told of a few people."""

import datetime
import re
from fractions import Fraction

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.accounts.roles import Role
from foundation.lifecycle import facts
from outcomes.indicators import SPECIFICATION
from outcomes.indicators import indicator as indicator_named
from outcomes.moved.change import Moved, Split, Standing, shared_out, shown
from outcomes.moved.dividing import TOGETHER, Published, _taken_together, moved
from outcomes.moved.pages import told
from outcomes.periods import financial_year, quarter
from outcomes.places import place_named
from outcomes.report import line_of
from outcomes.statistics import kitagawa
from pathways.models import Check
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import AreaFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.scenes import AS_AT, RELEASED, referred

HOUSED = "housed-on-release"
FIRST, SECOND = quarter(2023, 1), quarter(2023, 2)
IN_SECOND = datetime.date(2023, 5, 3)


def standing(
    period=FIRST, *, place=("area", "Medway"), as_at=AS_AT, known_at=None, specification=SPECIFICATION
):
    return Standing(place_named(*place), period, as_at, known_at, specification)


def published(first, second, slug=HOUSED):
    """The two cells as a report tells them after control."""
    return Published(*(
        line_of(indicator_named(slug), each.place, each.period, each.moment(each.known_at), internal=False).cell
        for each in (first, second)
    ))  # fmt: skip


@pytest.fixture
def two_quarters(medway):
    """60 of 100 housed, then 90 of 120; of the first, 20 of 50 women and 40 of 50 men; of the second all are men."""
    men = released_together(medway, 50, housed=40, homeless=10, mark="M")
    women = released_together(medway, 50, housed=20, homeless=30, mark="W")
    type(women[0]).objects.filter(pk__in=[each.pk for each in women]).update(sex="female")
    type(men[0]).objects.filter(pk__in=[each.pk for each in men]).update(sex="male")
    later = released_together(medway, 120, housed=90, homeless=30, on=IN_SECOND, mark="S")
    type(later[0]).objects.filter(pk__in=[each.pk for each in later]).update(sex="male")
    return men, women, later


# Refusals


@pytest.mark.parametrize(
    ("slug", "first", "second", "words"),
    [
        (HOUSED, {}, {}, "one and the same report"),
        (HOUSED, {}, {"period": financial_year(2023)}, "one report is of a quarter"),
        (HOUSED, {}, {"place": ("england",), "period": SECOND}, "within one place only"),
        ("wait-to-first-attendance", {}, {"period": SECOND}, "only the change of a rate"),
        ("time-to-reoffence", {}, {"period": SECOND}, "only the change of a rate"),
        ("wellbeing-change", {}, {"period": SECOND}, "only the change of a rate"),
        ("hub-availability", {}, {"period": SECOND}, "only the change of a rate"),
        ("employed-6-weeks", {}, {"period": quarter(2024, 3)}, "the series breaks on 1 may 2024"),
        ("proven-reoffending", {}, {"period": quarter(2025, 1)}, "not yet mature"),
        (HOUSED, {}, {"period": SECOND}, "nobody is in the figure of january to march 2023"),
    ],
)
def test_what_cannot_be_divided_is_refused_with_the_reason(medway, slug, first, second, words):
    found = moved(slug, standing(**first), standing(**second))
    assert words in found.refusal.lower()
    assert (found.splits, found.start, found.end) == ((), 0, 0)


def test_a_figure_that_the_earlier_specification_lacked_is_refused(two_quarters, monkeypatch):
    found = moved("hub-engagement-28", standing(specification="2026.1"), standing(SECOND))
    assert found.refusal == "The earlier report has no such figure."


def test_of_a_hidden_figure_nothing_is_told(medway):
    released_together(medway, 40, housed=36, homeless=4, mark="A")
    released_together(medway, 60, housed=40, homeless=20, on=IN_SECOND, mark="B")
    pair = standing(), standing(SECOND)
    assert "not shown" in moved(HOUSED, *pair, published(*pair)).refusal
    assert not moved(HOUSED, *pair).refusal


@pytest.mark.parametrize(("corrected", "is_told"), [(0, True), (9, False), (10, True)])
def test_late_data_of_a_few_people_is_not_told_of_in_public(two_quarters, corrected, is_told):
    men = two_quarters[0]
    then = timezone.now()
    with time_machine.travel(then + datetime.timedelta(hours=1)):
        answers = Check.objects.filter(person__in=men[:corrected])
        facts.correct([(each, {"answer": "no"}) for each in answers], by=None)
        pair = standing(known_at=then), standing(SECOND)
        found = moved(HOUSED, *pair, published(*pair))
        assert bool(found.refusal) is not is_told
        if is_told:
            assert found.late == -corrected / 100
        assert moved(HOUSED, *pair).late == -corrected / 100  # the staff concerned see it either way


def test_where_the_records_no_longer_give_the_published_figure_it_is_not_divided(two_quarters):
    pair = standing(), standing(SECOND)
    was = published(*pair)
    Check.versions.filter(person__in=two_quarters[0][:20]).delete()
    assert "some were erased" in moved(HOUSED, *pair, was).refusal


# The parts


def test_the_parts_are_those_worked_out_by_hand(two_quarters):
    found = moved(HOUSED, standing(), standing(SECOND))
    assert (found.start, found.end, found.late, found.definition) == (0.6, 0.75, 0, 0)
    # Men: from half of all at 80 % to all at 75 %; women: from half at 40 % to nobody, who takes 40 %.
    # Mix: .5 x .775 - .5 x .4 = .1875; performance: -.05 x .75 = -.0375. Shown to a tenth of a point, adding up.
    assert found.by("sex") == Split("sex", 0.188, -0.038)
    assert [split.by for split in found.splits] == ["sex", "age_band", "need", "custody_length"]
    assert found.by("age_band") == Split("age_band", 0.0, 0.15)


def test_after_control_the_parts_are_whole_points(two_quarters):
    pair = standing(), standing(SECOND)
    found = moved(HOUSED, *pair, published(*pair))
    assert (found.start, found.end, found.by("sex")) == (0.6, 0.75, Split("sex", 0.19, -0.04))


def test_corrections_and_definitions_come_before_mix_and_performance(two_quarters, monkeypatch):
    men, *_ = two_quarters
    then = timezone.now()
    with time_machine.travel(then + datetime.timedelta(hours=1)):
        facts.correct(
            [(each, {"answer": "no"}) for each in Check.objects.filter(person__in=men[:20])], by=None
        )
        found = moved(HOUSED, standing(known_at=then), standing(SECOND))
    assert (found.start, found.late, found.definition) == (0.6, -0.2, 0)
    split = found.by("sex")
    assert round(found.start + found.late + split.mix + split.performance, 9) == found.end


rates = st.integers(0, 60).flatmap(lambda count: st.tuples(st.just(count), st.integers(max(count, 1), 60)))
EASY = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
sides = st.dictionaries(st.sampled_from("abcde"), rates, min_size=1)


@EASY
@given(
    first=sides, second=sides, steps=st.lists(rates, min_size=2, max_size=2), decimals=st.sampled_from([0, 1])
)
def test_as_shown_the_parts_always_add_up_and_are_never_a_unit_off(first, second, steps, decimals):
    redefined, end = (
        Fraction(sum(count for count, _ in side.values()), sum(out_of for _, out_of in side.values()))
        for side in (first, second)
    )
    exact = [Fraction(*steps[0]), Fraction(*steps[1]), redefined, end]
    mix, performance = kitagawa(first, second)
    found = shown("x", "X", exact, [("a", mix, performance)], decimals)
    unit = 0.01 / 10**decimals
    split = found.splits[0]
    parts = [found.late, found.definition, split.mix, split.performance]
    assert abs(found.start + sum(parts) - found.end) < 1e-9
    wanted = [exact[1] - exact[0], exact[2] - exact[1], mix, performance]
    for part, true in zip(parts, wanted, strict=True):
        assert abs(part - true) < 2 * unit
        if true == 0 and part is not split.mix and part is not split.performance:
            assert part == 0


def test_parts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        shown("x", "X", [Fraction(1, 2)] * 4, [("sex", Fraction(1, 10), Fraction(0))], 0)


def test_what_rounding_leaves_over_goes_to_who_lost_most():
    assert shared_out([Fraction(1, 4), Fraction(3, 4), Fraction(2)], 3) == [0, 1, 2]
    assert shared_out([Fraction(-1, 5), Fraction(1, 5), Fraction(0)], 0) == [0, 0, 0]


@EASY
@given(first=sides, second=sides)
def test_no_group_of_a_few_is_told_of_by_itself(first, second):
    one, other = _taken_together(first, second)
    assert sum(count for count, _ in one.values()) == sum(count for count, _ in first.values())
    assert sum(out_of for _, out_of in other.values()) == sum(out_of for _, out_of in second.values())
    for side in (one, other):
        few = [name for name, (_, out_of) in side.items() if 0 < out_of < 10]
        assert not few or list({**one, **other}) == [TOGETHER]


# Pages


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def manager(client, medway, two_quarters):
    chatham = HubFactory(name="Chatham")
    for people, day in zip(two_quarters, (RELEASED, RELEASED, IN_SECOND), strict=True):
        for person in people[:12]:
            referred(person, chatham, day)
    user = UserFactory(role=Role.HUB_MANAGER, teams=[chatham.team])
    client.force_login(user)
    return user


def test_a_manager_reads_why_a_figure_of_the_own_hub_moved(client, manager):
    answer = client.get("/outcomes/hub/chatham/2023-Q2/housed-on-release/moved/?by=need")
    page = words(answer)
    assert "100.0% in January to March 2023, 100.0% in April to June 2023" in page
    assert "Divided by" in answer.content.decode()
    assert "Case mix" in page
    assert not re.search(r"Quillfeather", page)


@pytest.mark.parametrize("query", ["?since=2023-Q3", "?since=2022/23", "?since=x", "?known_at=2099-01-01",
                                   "?since=2023-Q1&known_at=2022-01-01"])  # fmt: skip
def test_what_cannot_be_compared_is_refused_on_the_page(client, manager, query):
    answer = client.get(f"/outcomes/hub/chatham/2023-Q2/housed-on-release/moved/{query}")
    assert answer.status_code == 400
    assert "There is a problem" in words(answer)


def test_only_the_staff_of_a_hub_divide_between_periods(client, manager):
    AreaFactory(name="Leeds")
    HubFactory(name="Leeds hub")
    below = "2023-Q2/housed-on-release/moved/"
    assert client.get(f"/outcomes/area/medway/{below}").status_code == 403
    assert client.get(f"/outcomes/hub/leeds-hub/{below}").status_code == 404
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    assert client.get(f"/outcomes/hub/chatham/{below}").status_code == 403


def test_a_change_of_nothing_says_so():
    about = told(Moved("x", "X", 0.5, 0.5, splits=(Split("sex", 0.0, 0.0),)), FIRST, FIRST)
    assert about.sentence.endswith("Neither the figure nor any part of it moved.")
    assert about.start_words == "January to March 2023, then"

"""Which releases count, and where (outcomes: section 1)."""

import datetime

import pytest

from tests.factories.hubs import HubFactory
from tests.factories.pathways import SpellFactory
from tests.factories.people import AreaFactory, PersonAreaFactory, PrisonFactory
from tests.outcomes.scenes import RELEASED, later, living_in, parts, referred, released

E1, A1, S1, R1 = "employed-6-weeks", "housed-on-release", "continuity-of-care", "proven-reoffending"
ALL = (E1, A1, S1, R1, "time-to-reoffence")


# Which releases count


@pytest.mark.parametrize("kind", ["temporary", "bail"])
@pytest.mark.parametrize("slug", ALL)
def test_temporary_release_and_bail_are_no_release_in_any_indicator(person, kind, slug):
    released(person, kind=kind)
    SpellFactory(person=person, kind="treatment", code="prison", started_on=later(-5))
    assert parts(slug) == {}


@pytest.mark.parametrize("slug", [E1, A1])
def test_a_release_after_recall_counts_for_work_and_home(person, slug):
    released(person, kind="post_recall")
    assert parts(slug) == {"unknown": 1}


@pytest.mark.parametrize("slug", [R1, "time-to-reoffence"])
def test_a_release_after_recall_is_no_index_event_of_reoffending(person, slug):
    released(person, kind="post_recall")
    assert parts(slug) == {}


def test_several_releases_on_one_day_count_once(person):
    released(person)
    released(person, prison=PrisonFactory(name="Elmley"))
    assert parts(A1) == {"unknown": 1}


def test_of_two_releases_on_one_day_the_one_not_recalled_that_day_stands(person):
    released(person)
    released(person, prison=PrisonFactory(name="Elmley"), recalled_on=RELEASED)
    assert parts(A1) == {"unknown": 1}


@pytest.mark.parametrize("slug", [E1, A1, S1])
def test_a_recall_on_the_day_of_release_is_counted_as_recalled(person, slug):
    released(person, recalled_on=RELEASED)
    SpellFactory(person=person, kind="treatment", code="prison", started_on=later(-5))
    assert parts(slug) == {"recalled": 1}


def test_a_release_recalled_that_day_is_skipped_before_the_first_is_taken(person):
    released(person, recalled_on=RELEASED)
    released(person, on=later(9), received_on=RELEASED)
    assert parts(R1) == {"non_event": 1}


def test_only_the_first_release_of_a_quarter_counts_for_reoffending(person):
    released(person)
    released(person, on=later(20))
    assert parts(R1) == {"non_event": 1}


def test_a_release_that_is_still_to_come_counts_nowhere(person):
    released(person, on=None, expected_on=RELEASED)
    assert parts(A1) == {}


# Where


def test_a_person_counts_in_the_area_of_the_release_date(person, medway):
    PersonAreaFactory(person=person, area=AreaFactory(name="Dartford"), since=RELEASED)
    released(person, on=later(-1))
    released(person, on=later(1))
    assert parts(A1) == {"unknown": 1}
    assert parts(A1, name="Dartford") == {"unknown": 1}


def test_a_person_without_an_area_then_counts_in_england_only(medway):
    person = living_in(medway)
    person.areas.update(since=later(1))
    released(person)
    assert parts(A1) == {}
    assert parts(A1, kind="england", name="") == {"unknown": 1}


def test_a_contract_area_is_the_sum_of_its_areas(person, medway):
    released(person)
    released(living_in(AreaFactory(name="Dartford")))
    released(living_in(AreaFactory(name="Leeds", contract_area=None)))
    assert parts(A1, kind="contract_area", name="South East") == {"unknown": 2}
    assert parts(A1, kind="england", name="") == {"unknown": 3}


def test_a_release_belongs_to_the_hub_of_the_latest_live_referral(person):
    first, second = HubFactory(name="Chatham"), HubFactory(name="Leeds")
    referred(person, first, later(-30), state="submitted")
    referred(person, second, later(-10), state="submitted")
    released(person)
    assert parts(A1, kind="hub", name="Leeds") == {"unknown": 1}
    assert parts(A1, kind="hub", name="Chatham") == {}


def test_a_referral_after_the_release_never_makes_it_the_hubs_and_is_counted_apart(person):
    referred(person, HubFactory(name="Chatham"), later(1), state="submitted")
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == {"referred_later": 1}


def test_a_referral_on_the_day_of_release_makes_it_the_hubs(person):
    referred(person, HubFactory(name="Chatham"), RELEASED, state="submitted")
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == {"unknown": 1}


@pytest.mark.parametrize("state", ["withdrawn", "ended_early", "completed"])
@pytest.mark.parametrize(("after", "counted"), [(0, {}), (1, {"unknown": 1})])
def test_a_referral_ended_by_the_release_date_is_not_live(person, state, after, counted):
    hub = HubFactory(name="Chatham")
    referred(person, hub, later(-30), state=state, ended_on=later(after), started_on=later(-9))
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == counted


@pytest.mark.parametrize(("after", "counted"), [(0, {}), (1, {"unknown": 1})])
def test_a_referral_declined_by_the_release_date_is_not_live(person, after, counted):
    decided = datetime.datetime(2023, 3, 1 + after, 9, tzinfo=datetime.UTC)
    referred(person, HubFactory(name="Chatham"), later(-30), state="declined", decided_at=decided)
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == counted


def test_a_referral_entered_in_error_gives_no_hub(person):
    referred(person, HubFactory(name="Chatham"), later(-30), state="entered_in_error")
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == {}


def test_a_hub_is_without_its_satellites(person):
    hub = HubFactory(name="Chatham")
    referred(person, HubFactory(name="Sheerness", kind="satellite", parent=hub), later(-3), state="submitted")
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == {}
    assert parts(A1, kind="hub", name="Sheerness") == {"unknown": 1}

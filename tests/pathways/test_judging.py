"""Pathways are judged again after a release, a recall, a merge and a merge taken back."""

import pytest

from foundation.accounts.roles import Role
from foundation.lifecycle import events
from foundation.lifecycle.transitions import perform
from pathways import actions as pathways
from pathways import standing
from pathways.models import Pathway, Spell
from pathways.reading import setbacks_of
from people import actions as people
from people.models import Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.intake import load
from tests.factories.pathways import CheckFactory, PathwayFactory, SpellFactory
from tests.factories.people import CaseloadFactory, PersonFactory, PrisonFactory, ReleaseFactory
from tests.pathways.days import day

pytestmark = pytest.mark.django_db
WHY = "The same prison number, and the practitioner says so"


def now(pathway):
    return Pathway.objects.get(pk=pathway.pk).state


def moved(pathway):
    found = events.of(pathway).filter(what__in=["achieve", "sustain", "set_back"]).order_by("id")
    return [(event.what, event.effective_on) for event in found]


# --- releases


@pytest.fixture
def expected(person):
    """In custody, with a release to come, and a home kept since before."""
    return ReleaseFactory(person=person, received_on=day(60), released_on=None, expected_on=day(2))


def test_a_home_kept_through_custody_achieves_once_the_release_is_recorded(person, accommodation, expected):
    SpellFactory(person=person, kind="accommodation", code="A01D", started_on=day(90))
    people.change_release(expected, by=None, reason="", released_on=day(2))
    assert now(accommodation) == "achieved"
    assert moved(accommodation) == [("achieve", day(2))]


def test_a_place_for_a_short_time_achieves_once_it_bridges_a_release_put_right(person, hub, accommodation):
    release = ReleaseFactory(person=person, released_on=day(30))
    pathways.record_spell(accommodation, by=hub.worker, code="A17", started_on=day(20))
    assert now(accommodation) == "in_progress"
    people.change_release(release, by=None, reason="Typed wrongly", released_on=day(20))
    assert moved(accommodation) == [("achieve", day(20))]
    people.change_release(release, by=None, reason="It was right before", released_on=day(30))
    assert now(accommodation) == "in_progress"
    assert [what for what, _ in moved(accommodation)] == ["achieve", "set_back"]


def test_a_recall_alone_is_no_setback_of_a_home_that_stands(person, hub, accommodation):
    release = ReleaseFactory(person=person, released_on=day(20))
    pathways.record_spell(accommodation, by=hub.worker, code="A01D", started_on=day(20))
    people.change_release(release, by=None, reason="Recalled by the court", recalled_on=day(1))
    assert now(accommodation) == "achieved"


def test_recording_a_release_again_moves_nothing_twice(person, accommodation, expected):
    SpellFactory(person=person, kind="accommodation", code="A01D", started_on=day(90))
    people.change_release(expected, by=None, reason="", released_on=day(2))
    people.change_release(expected, by=None, reason="Typed wrongly", released_on=day(3))
    assert [what for what, _ in moved(accommodation)] == ["achieve"]


def test_spells_are_judged_alike_one_by_one_and_by_sets(person, accommodation):
    ReleaseFactory(person=person, received_on=day(60), released_on=day(20), recalled_on=day(3))
    SpellFactory(person=person, kind="accommodation", code="A17", started_on=day(20))
    SpellFactory(person=person, kind="employment", started_on=day(30))
    one_by_one = standing.of_spells(Spell.objects.filter(person=person)).values()
    by_sets = [each for found in standing.of_people([person.pk]).values() for each in found]
    assert sorted(one_by_one, key=repr) == sorted(by_sets, key=repr)
    assert {each.released_on for each in by_sets} == {frozenset([day(20)])}


# --- merges


@pytest.fixture
def steward():
    office = TeamFactory()
    return UserFactory(role=Role.DATA_STEWARD, organisation=office.organisation, teams=[office])


@pytest.fixture
def both(steward):
    """Two records of one person: the first with a pathway in progress."""
    office = steward.teams.get()
    found = [PersonFactory(), PersonFactory()]
    for each in found:
        CaseloadFactory(person=each, team=office)
    return found


@pytest.fixture
def support(both):
    return PathwayFactory(person=both[0], state="in_progress", opened_on=day(400))


def test_a_job_of_the_other_record_achieves_and_the_merge_taken_back_sets_back(both, support, steward):
    kept, other = both
    SpellFactory(person=other, started_on=day(40))
    merge = people.merge(kept, other, by=steward, reason=WHY)
    assert moved(support) == [("achieve", day(40))]
    people.unmerge(merge, by=steward, reason="Two brothers of one address")
    assert now(support) == "in_progress"
    assert [what for what, _ in moved(support)] == ["achieve", "set_back"]
    assert setbacks_of(support) == []


def test_a_no_of_the_other_record_sets_back_what_one_had_achieved(both, steward, hub):
    kept, other = both
    support = PathwayFactory(person=kept, state="achieved", opened_on=day(400))
    SpellFactory(person=kept, started_on=day(90))
    CheckFactory(person=other, name="week_6", point_on=day(48), answer="no")
    merge = people.merge(kept, other, by=steward, reason=WHY)
    assert now(support) == "in_progress"
    assert moved(support) == [("set_back", day(48))]
    assert len(setbacks_of(support)) == 1
    people.unmerge(merge, by=steward, reason="Two brothers of one address")
    assert (now(support), setbacks_of(support)) == ("achieved", [])


def test_a_setback_of_before_the_merge_still_counts_after_it_is_taken_back(both, steward):
    support = PathwayFactory(person=both[0], state="achieved", opened_on=day(400))
    perform(support, "set_back", by=None, effective_on=day(9))
    merge = people.merge(*both, by=steward, reason=WHY)
    people.unmerge(merge, by=steward, reason="Two brothers of one address")
    assert [each.effective_on for each in setbacks_of(support)] == [day(9)]


# --- files


def test_releases_of_a_file_are_judged_at_once(person, accommodation):
    Person.objects.filter(pk=person.pk).update(crn="X000001", crn_confirmed=True)
    ReleaseFactory(
        person=person,
        received_on=day(60),
        released_on=None,
        expected_on=day(2),
        prison=PrisonFactory(name="Rochester"),
    )
    SpellFactory(person=person, kind="accommodation", code="A01D", started_on=day(90))
    load(
        "releases", "crn prison expected_on released_on kind", f"X000001 Rochester {day(2)} {day(2)} licence"
    )
    assert now(accommodation) == "achieved"


def test_an_imported_setback_is_not_dated_before_the_move_it_follows(person):
    Person.objects.filter(pk=person.pk).update(crn="X000001", crn_confirmed=True)
    support = PathwayFactory(person=person, state="in_progress", opened_on=day(400))
    perform(support, "achieve", by=None, effective_on=day(10))
    load("spells", "crn kind code started_on ended_on", f"X000001 employment employed {day(90)} {day(30)}")
    assert moved(support) == [("achieve", day(10)), ("set_back", day(10))]


def test_a_merge_that_brings_nothing_moves_nothing(both, support, steward):
    people.merge(*both, by=steward, reason=WHY)
    assert (now(support), moved(support)) == ("in_progress", [])

"""Recording jobs, homes and treatment."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle import events
from pathways import actions as pathways
from pathways.actions import following
from pathways.models import Spell
from tests.factories.accounts import UserFactory
from tests.factories.pathways import PathwayFactory, SpellFactory
from tests.factories.people import InvolvementFactory, PersonFactory, ReleaseFactory
from tests.pathways.days import day

from .spells import record

pytestmark = pytest.mark.django_db


def test_staff_of_a_hub_that_is_not_involved_are_told_not_you(pathway):
    with pytest.raises(NotYou):
        record(pathway, UserFactory(role=Role.HUB_WORKER))


def test_a_practitioner_records_nothing(pathway, hub):
    with pytest.raises(NotYou):
        record(pathway, UserFactory(role=Role.PRACTITIONER, teams=[hub.team]))


def test_staff_whose_involvement_has_ended_are_told_not_you(hub):
    pathway = PathwayFactory()
    InvolvementFactory(person=pathway.person, team=hub.team, until=day(1))
    with pytest.raises(NotYou):
        record(pathway, hub.worker)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"started_on": day(-1)}, "started_on"),
        ({"started_on": datetime.date(1990, 5, 13)}, "started_on"),
        ({"ended_on": day(20)}, "ended_on"),
        ({"ended_on": day(21)}, "ended_on"),
        ({"ended_on": day(-2)}, "ended_on"),
        ({"code": "A01D"}, "code"),
        ({"code": "prison"}, "code"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(pathway, hub, changes, field):
    with pytest.raises(ValidationError) as refusal:
        record(pathway, hub.worker, **changes)
    assert list(refusal.value.message_dict) == [field]
    assert not Spell.versions.exists()


def test_a_spell_after_the_persons_death_is_refused(hub):
    pathway = PathwayFactory(person=PersonFactory(died_on=day(30)))
    InvolvementFactory(person=pathway.person, team=hub.team)
    with pytest.raises(ValidationError, match="died"):
        record(pathway, hub.worker)


def test_the_same_spell_of_a_colleague_is_refused_and_recorded_once(pathway, hub):
    record(pathway, hub.worker)
    with pytest.raises(ValidationError, match="recorded already"):
        record(pathway, hub.colleague)
    assert Spell.objects.count() == 1


def test_two_homes_on_the_same_day_are_refused(accommodation, hub):
    record(accommodation, hub.worker, code="A17", started_on=day(20))
    with pytest.raises(ValidationError, match="Another home"):
        record(accommodation, hub.worker, code="A01D", started_on=day(10))


def test_a_home_may_begin_on_the_day_another_no_longer_was(accommodation, hub):
    record(accommodation, hub.worker, code="A17", started_on=day(20), ended_on=day(10))
    record(accommodation, hub.worker, code="A01D", started_on=day(10))
    assert Spell.objects.count() == 2


def test_two_jobs_at_once_are_recorded(pathway, hub):
    record(pathway, hub.worker)
    record(pathway, hub.worker, code="self_employed")
    assert Spell.objects.count() == 2


def test_a_spell_is_an_event_on_the_day_it_began(pathway, hub):
    spell = record(pathway, hub.worker, detail="Strood Dairy Co-op")
    event = events.of(spell).get()
    assert (event.what, event.effective_on, event.by, event.person_id) == (
        "recorded", day(20), hub.worker, pathway.person_id,
    )  # fmt: skip


DAYS = st.integers(min_value=0, max_value=12)


@settings(max_examples=60, deadline=None)
@given(first=st.tuples(DAYS, st.none() | DAYS), second=st.tuples(DAYS, st.none() | DAYS))
def test_overlapping_is_sharing_a_day(first, second):
    """Half-open: from the first day up to, not including, the first day it was no longer so."""
    origin = datetime.date(2025, 3, 1)

    def days(span):
        start, length = span
        began = origin + datetime.timedelta(days=start)
        ended = None if length is None else began + datetime.timedelta(days=length + 1)
        return began, ended, {start + n for n in range(100 if length is None else length + 1)}

    (began, ended, these), (other_began, other_ended, those) = days(first), days(second)
    spell = SpellFactory(started_on=began, ended_on=ended)
    met = Spell.objects.filter(pk=spell.pk).overlapping(other_began, other_ended).exists()
    assert met == bool(these & those)
    on_the_day = Spell.objects.filter(pk=spell.pk).covering(other_began).exists()
    assert on_the_day == (second[0] in these)


def test_the_first_spell_begins_the_pathway_and_work_achieves_it(pathway, hub):
    record(pathway, hub.worker)
    pathway.refresh_from_db()
    assert pathway.state == "achieved"
    moved = [(event.what, event.by_role, event.effective_on) for event in events.of(pathway)]
    assert moved == [("begin", "system", day(20)), ("achieve", "system", day(20))]


@pytest.mark.parametrize(
    ("kind", "code", "state"),
    [
        ("employment", "self_employed", "achieved"),
        ("employment", "apprenticeship", "achieved"),
        ("employment", "education", "in_progress"),
        ("employment", "not_employed", "in_progress"),
        ("substance_support", "community_structured", "achieved"),
        ("substance_support", "prison", "in_progress"),
        ("accommodation", "A01D", "achieved"),
        ("accommodation", "A17", "in_progress"),
        ("accommodation", "A08A", "in_progress"),
        ("accommodation", "A16", "in_progress"),
    ],
)
def test_only_an_achieving_spell_achieves(person, hub, accommodation, kind, code, state):
    pathway = accommodation if kind == "accommodation" else PathwayFactory(person=person, kind=kind)
    record(pathway, hub.worker, code=code)
    pathway.refresh_from_db()
    assert pathway.state == state


@pytest.mark.parametrize(
    ("release", "state"),
    [
        ({"released_on": day(20)}, "achieved"),
        ({"released_on": day(21)}, "in_progress"),
        ({"released_on": day(20), "kind": "temporary"}, "in_progress"),
        ({"released_on": day(20), "recalled_on": day(20)}, "in_progress"),
        ({"released_on": day(20), "recalled_on": day(2)}, "achieved"),
        ({"released_on": None, "expected_on": day(20)}, "in_progress"),
    ],
)
def test_a_transient_home_achieves_on_the_night_of_a_release(accommodation, hub, release, state):
    ReleaseFactory(person=accommodation.person, **release)
    record(accommodation, hub.worker, code="A17", started_on=day(20))
    accommodation.refresh_from_db()
    assert accommodation.state == state


@pytest.mark.parametrize("kind", ["accommodation", "substance_support"])
@pytest.mark.parametrize(
    ("custody", "state"),
    [
        ({"received_on": day(30), "expected_on": day(-5)}, "in_progress"),  # inside now
        ({"received_on": None, "expected_on": day(-5)}, "in_progress"),  # inside, nobody knows since when
        ({"received_on": day(30), "released_on": day(4)}, "achieved"),  # kept, and so on the night of release
        ({"received_on": day(60), "released_on": day(50)}, "achieved"),  # out before it began
    ],
)
def test_what_began_before_custody_counts_from_the_night_of_release(
    person, hub, accommodation, kind, custody, state
):
    pathway = accommodation if kind == "accommodation" else PathwayFactory(person=person, kind=kind)
    code = "A01D" if kind == "accommodation" else "community_structured"
    ReleaseFactory(person=person, **{"released_on": None} | custody)
    spell_kind = pathway.declaration.spell_kind
    SpellFactory(person=person, kind=spell_kind, code=code, started_on=day(40))
    assert follow_again(pathway) == state
    if state == "achieved":
        (achieved,) = events.of(pathway).filter(what="achieve")
        assert achieved.effective_on == (day(4) if custody["released_on"] == day(4) else day(40))


def test_a_home_lost_in_custody_never_achieved(person, hub, accommodation):
    ReleaseFactory(person=person, received_on=day(30), released_on=day(4))
    record(accommodation, hub.worker, code="A01D", started_on=day(40), ended_on=day(10), end_reason="Evicted")
    accommodation.refresh_from_db()
    assert accommodation.state == "in_progress"
    assert not events.of(accommodation).filter(what="set_back").exists()


def test_a_job_achieves_wherever_the_person_is(person, hub, pathway):
    ReleaseFactory(person=person, received_on=day(30), released_on=None, expected_on=day(-5))
    record(pathway, hub.worker)
    pathway.refresh_from_db()
    assert pathway.state == "achieved"


def follow_again(pathway):
    """As an acceptance does with what stands already."""
    following.follow_what_stands(pathway.person, [pathway])
    pathway.refresh_from_db()
    return pathway.state


def test_the_class_of_the_table_decides_what_is_settled(accommodation, hub):
    from pathways.models import AccommodationCode

    AccommodationCode.objects.filter(code="A01D").update(settledness="homeless")
    record(accommodation, hub.worker, code="A01D")
    accommodation.refresh_from_db()
    assert accommodation.state == "in_progress"


@pytest.mark.parametrize("state", ["not_assessed", "no_need", "declined", "closed"])
def test_a_spell_moves_nothing_on_a_pathway_that_is_not_under_way(person, hub, state):
    pathway = PathwayFactory(person=person, state=state)
    record(pathway, hub.worker)
    pathway.refresh_from_db()
    assert pathway.state == state


def test_a_job_of_the_past_achieves_and_sets_back(pathway, hub):
    record(pathway, hub.worker, started_on=day(90), ended_on=day(30), end_reason="Contract ended")
    pathway.refresh_from_db()
    assert pathway.state == "in_progress"
    assert [(event.what, event.effective_on) for event in events.of(pathway)] == [
        ("begin", day(90)), ("achieve", day(90)), ("set_back", day(30)),
    ]  # fmt: skip


def test_a_home_that_stands_moves_the_pathway_an_acceptance_opens(person, hub, accommodation):
    pathways.record_spell(accommodation, by=hub.worker, code="A01D", started_on=day(5))
    SpellFactory(person=person, kind="employment", code="employed", started_on=day(40), ended_on=day(20))
    opened = pathways.open_pathways(person, ["employment"], by=hub.worker)
    assert [pathway.state for pathway in opened] == ["need_identified"]
    SpellFactory(person=person, kind="treatment", code="community_structured", started_on=day(4))
    (support,) = pathways.open_pathways(person, ["substance"], by=hub.worker)
    assert support.state == "achieved"

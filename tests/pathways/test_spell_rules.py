"""What the database itself refuses of jobs, homes and treatment, on both engines."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from foundation.lifecycle import facts
from pathways import actions as pathways
from pathways.models import Spell
from people import actions as people
from tests.factories.accounts import UserFactory
from tests.factories.pathways import AccommodationCodeFactory, PathwayFactory, SpellFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, PersonFactory
from tests.pathways.days import day
from tests.races import at_once, shared_database  # noqa: F401

pytestmark = pytest.mark.django_db


def home(person, started_on, ended_on=None, **more):
    return SpellFactory(person=person, kind="accommodation", started_on=started_on, ended_on=ended_on,
                        **{"code": "A01D"} | more)  # fmt: skip


@pytest.fixture
def refused():
    def attempt(write):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()

    return attempt


@pytest.mark.parametrize("kind", ["finance", "", "Employment"])
def test_a_spell_of_a_kind_that_nobody_declared_is_refused(person, refused, kind):
    refused(lambda: SpellFactory(person=person, kind=kind))
    spell = SpellFactory(person=person)
    refused(lambda: Spell.versions.filter(pk=spell.pk).update(kind=kind))


@pytest.mark.parametrize(
    ("started_on", "ended_on"),
    [
        (day(50), None), (day(50), day(19)), (day(20), day(10)), (day(15), day(12)), (day(11), None),
        (day(10) - datetime.timedelta(days=1), None),
    ],
)  # fmt: skip
def test_a_second_home_on_some_of_the_same_days_is_refused(person, refused, started_on, ended_on):
    home(person, day(20), day(10))
    refused(lambda: home(person, started_on, ended_on, code="A17"))


@pytest.mark.parametrize(("started_on", "ended_on"), [(day(10), None), (day(50), day(20))])
def test_a_home_may_begin_where_another_ends(person, started_on, ended_on):
    home(person, day(20), day(10))
    home(person, started_on, ended_on, code="A17")
    assert Spell.objects.count() == 2


def test_two_homes_written_at_once_are_judged_together(person, refused):
    rows = [
        Spell(person=person, kind="accommodation", code=code, started_on=day(9)) for code in ("A01D", "A17")
    ]
    refused(lambda: Spell.versions.bulk_create(rows))


def test_homes_of_two_people_and_jobs_of_one_may_share_their_days(person):
    for _ in range(2):
        home(PersonFactory(), day(20))
    SpellFactory(person=person)
    SpellFactory(person=person, code="self_employed")
    assert Spell.objects.count() == 4


def test_treatment_is_one_episode_in_a_setting_and_may_run_in_two(person, refused):
    treatment = {"person": person, "kind": "treatment"}
    SpellFactory(**treatment, code="prison", started_on=day(40), ended_on=day(10))
    SpellFactory(**treatment, code="community_structured", started_on=day(12))
    refused(lambda: SpellFactory(**treatment, code="prison", started_on=day(11)))
    refused(lambda: SpellFactory(**treatment, code="community_structured", started_on=day(1)))


def test_a_correction_into_the_days_of_another_home_is_refused(person, refused):
    first = home(person, day(40), day(20))
    home(person, day(20))
    for values in ({"ended_on": day(19)}, {"ended_on": None}, {"started_on": day(10), "ended_on": None}):
        refused(lambda values=values: Spell.versions.filter(pk=first.pk).update(**values))
    Spell.versions.filter(pk=first.pk).update(detail="Medway Council", ended_on=day(21))


def test_what_a_home_said_before_is_in_nobodys_way(person):
    first = home(person, day(40))
    facts.correct([(first, {"ended_on": day(30)})], by=None)
    home(person, day(30))
    assert Spell.versions.count() == 3


# --- two records of one person


@pytest.fixture
def two(hub):
    """Two records of one person, each with a home that is still so, and the steward who sees both."""
    for code in ("A01D", "A17"):
        AccommodationCodeFactory(code=code)
    steward = UserFactory(role="data_steward", organisation=hub.area.organisation, teams=[hub.area])
    both = [PersonFactory(given_names="Rhys", family_name="Elmstead") for _ in range(2)]
    for person, began, code in zip(both, (40, 20), ("A01D", "A17"), strict=True):
        CaseloadFactory(person=person, team=hub.area)
        InvolvementFactory(person=person, team=hub.team)
        home(person, day(began), code=code)
    return both, steward


def test_homes_that_two_merged_records_say_of_the_same_days_both_stand(two):
    (kept, merged), steward = two
    people.merge(kept, merged, by=steward, reason="The same prison number and the same address")
    assert kept.spells.filter(superseded_at=None).count() == 2


def test_one_of_two_homes_that_a_merge_brought_together_is_put_right(two, hub):
    (kept, merged), steward = two
    pathway = PathwayFactory(person=kept, kind="accommodation")
    people.merge(kept, merged, by=steward, reason="The same prison number and the same address")
    first, second = kept.spells.filter(superseded_at=None).order_by("started_on")
    pathways.correct_spell(pathway, second, by=hub.worker, reason="Spelling", detail="Medway Council")
    pathways.end_spell(pathway, first, by=hub.worker, ended_on=day(20), reason="Moved")
    assert [(each.started_on, each.ended_on) for each in kept.spells.filter(superseded_at=None)] == [
        (day(20), None), (day(40), day(20)),
    ]  # fmt: skip


def test_a_third_home_beside_two_that_overlap_is_refused(two, refused):
    (kept, merged), steward = two
    people.merge(kept, merged, by=steward, reason="The same prison number and the same address")
    refused(lambda: home(kept, day(5), code="A02"))


def test_a_merge_of_two_homes_is_taken_back(two):
    (kept, merged), steward = two
    made = people.merge(kept, merged, by=steward, reason="The same prison number and the same address")
    people.unmerge(made, by=steward, reason="Two people of one name")
    assert [person.spells.filter(superseded_at=None).count() for person in (kept, merged)] == [1, 1]


# --- at once


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_two_writers_at_once_leave_one_home():
    person = PersonFactory()

    def writer(code):
        def write():
            with transaction.atomic():
                return home(person, day(9), code=code)

        return write

    found = at_once(writer("A01D"), writer("A17"))
    assert sorted(type(each).__name__ for each in found) == ["IntegrityError", "Spell"]
    assert Spell.objects.count() == 1

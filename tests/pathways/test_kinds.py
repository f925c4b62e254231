"""The kinds as declared agree with themselves, with the needs of a referral, and with the database."""

import datetime

import pytest

from pathways.kinds import KINDS, Standing, kind_of_spells, kinds_for
from pathways.models import AccommodationCode, Check, Spell
from tests.factories.pathways import AccommodationCodeFactory

ALL = list(KINDS.values())
BEGAN = datetime.date(2025, 3, 1)


def test_the_three_kinds_of_the_domain_are_declared():
    assert list(KINDS) == ["employment", "accommodation", "substance_support"]


def test_each_need_is_answered_by_one_kind_and_an_unknown_need_by_none():
    assert kinds_for(["substance", "accommodation", "employment"]) == list(KINDS)
    assert kinds_for(["finance", "health", "relationships", "wellbeing"]) == []
    assert len({kind.need for kind in ALL}) == len(ALL)


def test_each_kind_has_spells_of_its_own():
    assert sorted(kind.spell_kind for kind in ALL) == sorted(Spell.Kind.values)
    assert all(kind_of_spells(kind.spell_kind) is kind for kind in ALL)
    with pytest.raises(LookupError):
        kind_of_spells("finance")


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.slug)
def test_milestones_are_named_once_and_one_is_always_verified(kind):
    slugs = [milestone.slug for milestone in kind.milestones]
    assert len(set(slugs)) == len(slugs)
    assert all(kind.milestone(slug).slug == slug for slug in slugs)
    assert [milestone.always_verified for milestone in kind.milestones].count(True) == 1
    for milestone in kind.milestones:
        assert milestone.always_verified == bool(milestone.rests_on)
    with pytest.raises(LookupError):
        kind.milestone("nonsense")


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.slug)
def test_some_code_achieves_each_kind_and_some_code_does_not(kind):
    spells = [Standing(code, BEGAN) for code in kind.codes]
    if not kind.codes:
        spells = [Standing("any", BEGAN, settledness=each) for each in ("settled", "homeless")]
    assert {kind.achieved_by(spell) for spell in spells} == {True, False}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.slug)
def test_what_a_lasting_end_is_stands_among_the_reasons(kind):
    assert kind.lasting_ends <= set(kind.end_reasons)


def test_values_fit_the_columns_that_hold_them():
    for kind in ALL:
        assert all(len(code) <= Spell._meta.get_field("code").max_length for code in kind.codes)
        assert all(
            len(reason) <= Spell._meta.get_field("end_reason").max_length for reason in kind.end_reasons
        )
    assert Check.Answer.UNKNOWN != Check.Answer.NO


@pytest.mark.parametrize(
    ("ended_on", "day", "covered"),
    [
        (None, BEGAN - datetime.timedelta(days=1), False),
        (None, BEGAN, True),
        (BEGAN + datetime.timedelta(days=2), BEGAN + datetime.timedelta(days=1), True),
        (BEGAN + datetime.timedelta(days=2), BEGAN + datetime.timedelta(days=2), False),
    ],
)
def test_a_spell_covers_its_first_day_and_not_the_day_it_ended(ended_on, day, covered):
    assert Standing("employed", BEGAN, ended_on).covers(day) == covered


@pytest.mark.django_db
def test_accommodation_codes_come_from_their_table_by_class():
    from pathways.standing import choices_of, labels_of

    AccommodationCodeFactory(code="A01D", label="Social rent", settledness="settled")
    AccommodationCodeFactory(code="A17", label="CAS3", settledness="transient")
    accommodation = KINDS["accommodation"]
    assert choices_of(accommodation) == [
        ("Settled", [("A01D", "Social rent")]),
        ("Transient", [("A17", "CAS3")]),
    ]
    assert labels_of(accommodation) == dict(AccommodationCode.objects.values_list("code", "label"))

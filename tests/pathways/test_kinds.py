"""The kinds as declared agree with themselves, with the needs of a referral, and with the database."""

import datetime
import hashlib
from dataclasses import replace

import pytest

from pathways.kinds import (
    KINDS,
    MAY_ASK,
    Kind,
    Milestone,
    Standing,
    kind_of_spells,
    kinds_for,
    kinds_with_spells,
)
from pathways.models import AccommodationCode, Check, MilestoneClaim, Pathway, Spell
from tests.factories.pathways import AccommodationCodeFactory

ALL = list(KINDS.values())
WITH_SPELLS = kinds_with_spells()
BEGAN = datetime.date(2025, 3, 1)


def test_the_three_kinds_of_the_domain_and_a_fourth_are_declared():
    assert list(KINDS) == ["employment", "accommodation", "substance_support", "finance_and_identity"]


def test_each_need_is_answered_by_one_kind_and_an_unknown_need_by_none():
    assert kinds_for(["finance", "substance", "accommodation", "employment"]) == list(KINDS)
    assert kinds_for(["health", "relationships", "wellbeing"]) == []
    assert len({kind.need for kind in ALL}) == len(ALL)


def test_no_two_kinds_share_their_spells():
    kinds = [kind.spell_kind for kind in WITH_SPELLS]
    assert len(set(kinds)) == len(kinds) == 3
    assert all(kind_of_spells(kind.spell_kind) is kind for kind in WITH_SPELLS)
    for nothing in ("finance", ""):
        with pytest.raises(LookupError):
            kind_of_spells(nothing)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.slug)
def test_milestones_are_named_once_and_what_achieves_is_always_verified(kind):
    slugs = [milestone.slug for milestone in kind.milestones]
    assert len(set(slugs)) == len(slugs)
    assert all(kind.milestone(slug).slug == slug for slug in slugs)
    always = {milestone.slug for milestone in kind.milestones if milestone.always_verified}
    resting = {milestone.slug for milestone in kind.milestones if milestone.rests_on}
    assert always == resting | set(kind.achieved_when_verified)
    assert always
    with pytest.raises(LookupError):
        kind.milestone("nonsense")


@pytest.mark.parametrize("kind", WITH_SPELLS, ids=lambda kind: kind.slug)
def test_some_code_achieves_each_kind_and_some_code_does_not(kind):
    spells = [Standing(code, BEGAN) for code in kind.spells.codes]
    if not kind.spells.codes:
        spells = [Standing("any", BEGAN, settledness=each) for each in ("settled", "homeless")]
    assert {kind.is_shown_by(spell) for spell in spells} == {True, False}


@pytest.mark.parametrize("kind", WITH_SPELLS, ids=lambda kind: kind.slug)
def test_what_a_lasting_end_is_stands_among_the_reasons(kind):
    assert kind.spells.lasting_ends <= set(kind.spells.end_reasons)


def test_the_four_need_groups_are_asked_of_a_claim_and_of_a_treatment():
    groups = ["opiate", "non_opiate", "non_opiate_alcohol", "alcohol"]
    assert list(KINDS["substance_support"].milestone("need_group").values) == groups
    assert [value for value, _ in Spell._meta.get_field("need_group").choices] == groups


def test_a_kind_is_achieved_by_its_spells_or_by_its_milestones_and_never_by_both():
    milestone = Milestone("papers", "Papers", always_verified=True)
    asked = KINDS["employment"].questions
    with pytest.raises(ValueError, match="by its spells or"):
        Kind("neither", "Neither", "x", asked, (milestone,))
    with pytest.raises(ValueError, match="by its spells or"):
        replace(KINDS["employment"], achieved_when_verified=("job_started",))
    with pytest.raises(ValueError, match="always be verified"):
        Kind(
            "sampled",
            "Sampled",
            "x",
            asked,
            (replace(milestone, always_verified=False),),
            achieved_when_verified=("papers",),
        )


def test_values_fit_the_columns_that_hold_them():
    def fits(model, name, values):
        return all(len(value) <= model._meta.get_field(name).max_length for value in values)

    for kind in ALL:
        assert fits(Pathway, "kind", [kind.slug])
        assert fits(MilestoneClaim, "milestone", [milestone.slug for milestone in kind.milestones])
        assert fits(MilestoneClaim, "value", [value for each in kind.milestones for value in each.values])
    for kind in WITH_SPELLS:
        assert fits(Spell, "kind", [kind.spell_kind])
        assert fits(Spell, "code", kind.spells.codes)
        assert fits(Spell, "end_reason", kind.spells.end_reasons)
        assert set(kind.spells.asks) <= set(MAY_ASK)
    assert Check.Answer.UNKNOWN != Check.Answer.NO


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.slug)
def test_the_questions_are_short_and_each_answer_means_something(kind):
    assert [each.version for each in kind.questions] == list(range(1, len(kind.questions) + 1))
    questions = kind.question_set.questions
    assert 2 <= len(questions) <= 6
    for question in questions:
        assert {answer.is_need for answer in question.answers} == {True, False}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.slug)
def test_one_answer_that_shows_a_need_is_enough(kind):
    asked = kind.question_set
    without = {
        each.slug: next(answer.slug for answer in each.answers if not answer.is_need)
        for each in asked.questions
    }
    assert not asked.finds_need(without)
    for question in asked.questions:
        for answer in question.answers:
            assert asked.finds_need(without | {question.slug: answer.slug}) == answer.is_need
    with pytest.raises(LookupError):
        asked.finds_need(without | {asked.questions[0].slug: "perhaps"})


# What somebody was asked must always read as it was read: a version is never edited, the next is declared beside it.
ASKED = {
    ("employment", 1): "3f7ee2d5336d",
    ("accommodation", 1): "4bac75b65db9",
    ("substance_support", 1): "ea75a907b536",
    ("finance_and_identity", 1): "1c86aa982939",
}


@pytest.mark.parametrize(("slug", "version"), ASKED)
def test_the_questions_of_a_version_are_never_edited(slug, version):
    said = repr(KINDS[slug].question_set_of(version)).encode()
    assert hashlib.sha256(said).hexdigest()[:12] == ASKED[slug, version], "declare the next version beside it"


def test_every_version_declared_is_kept_here():
    assert set(ASKED) == {(kind.slug, each.version) for kind in ALL for each in kind.questions}
    with pytest.raises(LookupError):
        KINDS["employment"].question_set_of(99)


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

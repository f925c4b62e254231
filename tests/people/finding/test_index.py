"""Whoever has a part of a name, or one misspelt, is found on both engines, and the index never lags behind."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.lifecycle import facts, triggers
from people.finding import index
from people.finding.matching import Sought
from people.finding.sounds import keys_of
from people.models import Person
from people.scope import matches_seen_by
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import LimitedAccessFactory, PersonFactory

pytestmark = pytest.mark.django_db

FAMILIES = (
    "Larkfield",
    "Oakmere",
    "O’Marlhurst",
    "Núñez",
    "Thistledown",
    "van der Berg",
    "Li",
    "Aldermaston",
)
GIVEN = ("Kofi", "Zofia", "Jo", "Anne-Marie", "Kiran", "")


def found(*words):
    asked = index.named(words)
    return set() if asked is None else set(Person.objects.filter(asked).values_list("plain_name", flat=True))


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def practitioner(team):
    user = UserFactory(role="practitioner")
    user.teams.add(team)
    return user


def names_found_by(user, words):
    return [str(match.person) for match in matches_seen_by(user, Sought(words))]


@pytest.mark.parametrize("word", ["", "l", "li"])
def test_fewer_than_three_letters_are_looked_for_in_no_index(word):
    assert index.halves(word) == ()
    assert index.named([word]) is None


@pytest.mark.parametrize(
    ("word", "halves"), [("ali", ("ali",)), ("hahn", ("hah", "ahn")), ("larkfield", ("lark", "ield"))]
)
def test_a_word_has_a_half_that_one_slip_leaves_whole(word, halves):
    assert index.halves(word) == halves


@given(
    word=st.text("abcdefgh", min_size=6, max_size=14), place=st.integers(0, 13), sign=st.sampled_from("xyz")
)
def test_whatever_letter_is_wrong_one_half_stands_in_the_name(word, place, sign):
    slip = word[: place % len(word)] + sign + word[place % len(word) + 1 :]
    assert any(half in word for half in index.halves(slip))


@pytest.mark.parametrize("words", ["arkfi", "kofi", "Larkfeild", "Lorkfield", "Karkfield", "kof lark"])
def test_a_part_of_a_name_or_one_misspelt_finds_the_person(practitioner, team, words):
    PersonFactory(given_names="Kofi", family_name="Larkfield", held_by=team)
    PersonFactory(given_names="Zofia", family_name="Oakmere", held_by=team)
    assert names_found_by(practitioner, words) == ["Kofi Larkfield"]


@pytest.mark.parametrize("words", ["arkfi", "Karkfield"])
def test_nobody_out_of_scope_or_hidden_is_found_by_a_part_of_their_name(practitioner, team, words):
    PersonFactory(given_names="Kofi", family_name="Larkfield")
    hidden = PersonFactory(given_names="Kofi", family_name="Larkfield", held_by=team)
    LimitedAccessFactory(person=hidden, kind="restriction")
    assert names_found_by(practitioner, words) == []


def test_a_thousand_people_of_the_name_out_of_scope_crowd_nobody_out(practitioner, team):
    Person.objects.bulk_create(
        PersonFactory.build(given_names="Kofi", family_name="Larkfield", crn="") for _ in range(1_000)
    )
    PersonFactory(given_names="Kofi", family_name="Larkfield", held_by=team)
    assert names_found_by(practitioner, "arkfi") == ["Kofi Larkfield"]


def test_a_former_name_is_in_no_index_once_it_is_corrected():
    person = PersonFactory(given_names="Kofi", family_name="Larkfield")
    facts.correct([(person, {"family_name": "Oakmere", **keys_of("Oakmere", "Kofi")})], by=None)
    assert found("larkfield") == set()
    assert found("oakmere") == {"kofi oakmere"}
    assert index.differs() == 0


def remove(rows):
    """As the database sees it, the former versions first, without asking every table that may point at them."""
    for each in (rows.exclude(version_of=None), rows):
        each._raw_delete(each.db)


_NAMES = st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILIES))
_STEPS = st.lists(st.tuples(st.sampled_from(["add", "add many", "correct", "remove"]), _NAMES), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=_STEPS,
    words=st.lists(st.sampled_from(["lark", "oakm", "nunez", "berg", "kofi", "marie"]), max_size=2),
)
def test_after_any_history_the_index_finds_whom_reading_every_name_finds(steps, words):
    remove(Person.versions.all())
    for what, (given_names, family_name) in steps:
        keys = keys_of(family_name, given_names)
        made = {"given_names": given_names, "family_name": family_name, "crn": ""}
        first = Person.objects.order_by("pk").first()
        if what == "add":
            PersonFactory(**made)
        elif what == "add many":
            Person.objects.bulk_create(PersonFactory.build(**made) for _ in range(3))
        elif first and what == "correct":
            facts.correct(
                [(first, {"given_names": given_names, "family_name": family_name, **keys})], by=None
            )
        elif first:
            remove(Person.versions.filter(pk=first.pk) | Person.versions.filter(version_of=first.pk))
    assert index.differs() == 0
    names = Person.objects.values_list("plain_name", flat=True)
    reading = {
        name for name in names if words and all(any(h in name for h in index.halves(w)) for w in words)
    }
    assert found(*words) == reading


def test_an_index_that_lags_is_told_and_made_anew():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index in step by itself")
    PersonFactory(given_names="Kofi", family_name="Larkfield")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_search")
    with pytest.raises(CommandError, match="1 names are lacking"):
        call_command("rebuild_search", "--check")
    call_command("rebuild_search")
    assert found("larkfield") == {"kofi larkfield"}


def test_the_index_is_one_of_the_rules_without_which_no_process_starts():
    assert triggers.missing() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE people_search" if connection.vendor == "sqlite" else "DROP INDEX people_search"
        )
    assert "people_search" in triggers.missing()
    triggers.install()
    assert triggers.missing() == []


@pytest.mark.parametrize(
    "words",
    [
        '"', "*", "NEAR(a b)", "lark* OR oak", "-larkfield", "plain_name:lark", "%", "_____", "'; DROP TABLE x; --",
        "\x00", "🙂🙂🙂", "‮dleifkral", " " * 300, "a" * 10_000, "lark " * 2_000, "^lark", "(lark", "AND OR NOT",
    ],
)  # fmt: skip
def test_what_means_something_to_a_database_means_nothing_here(client, practitioner, team, words):
    PersonFactory(given_names="Kofi", family_name="Larkfield", held_by=team)
    PersonFactory(given_names="Zofia", family_name="Oakmere")
    client.force_login(practitioner)
    answer = client.post("/people/search/", {"q": words}, follow=True)
    assert answer.status_code == 200
    assert "Oakmere" not in answer.content.decode()

"""The pages of deaths, labels, conditions and consent, as they are typed into: bad input first."""

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.design.dates import say_day
from people.models import (
    CohortLabel,
    LicenceCondition,
    NoContact,
    PendingPair,
    Person,
    RiskInformation,
    Supervision,
)
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import (
    ConsentFactory,
    ConsentTextFactory,
    InvolvementFactory,
    LicenceConditionFactory,
    NoContactFactory,
    PendingPairFactory,
    PersonFactory,
)

from .asking import comparable

pytestmark = pytest.mark.django_db

LONG = "x" * 10_000


def at(name, person, *more):
    return reverse(name, args=[person.uuid, *more])


def said(day):
    return f"{day:%d/%m/%Y}"


def typed(name, today):
    """A whole form of each page."""
    return {
        "death_record": {"died_on": said(today), "source": "The prison", "is_sure": "on"},
        "label_record": {"names": ["veteran"], "as_from": said(today)},
        "condition_record": {"kind": "curfew", "text": "At home by 7", "source": "Licence", "since": said(today)},
        "pair_record": {"crn": " x 999-999 ", "reason": "Convicted together", "since": said(today)},
        "supervision_record": {
            "kind": "licence", "started_on": "3/6/2024", "ended_on": said(today), "end_reason": "Reached its end",
        },
        "risk_record": {
            "level_staff": "high", "meaning_staff": "No lone working", "source": "OASys", "assessed_on": said(today),
            "restricted": "Not the kitchen",
        },
    }[name]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("death_record", "source"),
        ("condition_record", "text"),
        ("condition_record", "source"),
        ("pair_record", "reason"),
        ("pair_record", "crn"),
        ("supervision_record", "end_reason"),
        ("risk_record", "meaning_staff"),
        ("risk_record", "restricted"),
        ("risk_record", "source"),
    ],
)
def test_ten_thousand_characters_are_refused_at_the_field_and_kept(signed_in, person, today, name, field):
    answer = signed_in.post(at(name, person), typed(name, today) | {field: LONG})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert LONG in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "field", "words"),
    [
        ("death_record", "source", "unknown"),
        ("condition_record", "text", "TBC"),
        ("condition_record", "source", "n/a"),
        ("pair_record", "reason", "to be confirmed"),
        ("supervision_record", "end_reason", "n/a"),
        ("risk_record", "meaning_staff", "tbc"),
        ("risk_record", "restricted", "TBC"),
    ],
)
def test_words_that_say_nothing_are_refused_at_the_field(signed_in, person, today, name, field, words):
    answer = signed_in.post(at(name, person), typed(name, today) | {field: words})
    assert list(answer.context["form"].errors) == [field]


def test_every_form_about_somebody_who_died_says_so(signed_in, team, today):
    dead = PersonFactory(held_by=team, died_on=today)
    assert ("Died", say_day(today)) in dead.identity
    assert "<dt>Died</dt>" in signed_in.get(at("supervision_record", dead)).content.decode()


def test_a_death_is_not_recorded_without_being_sure(signed_in, person, today):
    answer = signed_in.post(at("death_record", person), typed("death_record", today) | {"is_sure": ""})
    assert list(answer.context["form"].errors) == ["is_sure"]
    assert Person.objects.get(pk=person.pk).died_on is None


def test_the_page_of_a_death_says_what_ends(signed_in, person):
    page = signed_in.get(at("death_record", person)).content.decode()
    assert "referrals that have not started are withdrawn" in page
    assert "every booking still to come is taken back" in page


def test_a_death_sent_twice_is_one_and_the_page_then_says_so(signed_in, person, today):
    for _ in range(2):
        answer = signed_in.post(at("death_record", person), typed("death_record", today))
        assert answer.url == at("person_detail", person)
    assert Person.versions.filter(version_of=person).count() == 1
    assert signed_in.get(at("death_record", person)).status_code == 409


def test_a_steward_takes_a_death_back_with_a_reason(client, steward, team, today):
    dead = PersonFactory(held_by=team, died_on=today)
    client.force_login(steward)
    assert "opens nothing again by itself" in client.get(at("death_correct", dead)).content.decode()
    client.post(at("death_correct", dead), {"died_on": "", "reason": "Another man of that name"})
    assert Person.objects.get(pk=dead.pk).died_on is None
    assert client.get(at("death_correct", dead)).status_code == 409


def test_the_forms_write_what_they_say(signed_in, person, today):
    for name in ("label_record", "condition_record", "pair_record", "supervision_record", "risk_record"):
        assert signed_in.post(at(name, person), typed(name, today)).status_code == 302, name
    assert CohortLabel.objects.get().name == "veteran"
    assert LicenceCondition.objects.get().text == "At home by 7"
    assert PendingPair.objects.get().crn == "X999999"
    assert Supervision.objects.get().end_reason == "Reached its end"
    assert RiskInformation.objects.get().level == "high"
    assert person.advice.get().restricted == "Not the kitchen"


def test_advice_alone_needs_no_level_and_unchanged_says_nothing_new(signed_in, person, today):
    given = {"restricted": "Not the kitchen", "source": "OASys", "assessed_on": said(today)}
    assert signed_in.post(at("risk_record", person), given).status_code == 302
    answer = signed_in.post(at("risk_record", person), given)
    assert list(answer.context["form"].errors) == ["level_public"]


def test_a_hidden_crn_and_one_of_nobody_get_the_same_answer(signed_in, person, hidden, today):
    answers = []
    for crn in (hidden.crn, "X999999"):
        sent = signed_in.post(at("pair_record", person), typed("pair_record", today) | {"crn": crn})
        page = comparable(signed_in.get(sent.url)).decode()
        pending = PendingPair.objects.get()
        answers.append((sent.status_code, sent.url, page.replace(f"/{pending.pk}/", "/")))
        pending.delete()
    assert answers[0] == answers[1]
    assert hidden.crn not in answers[0][2]


def test_the_other_person_is_named_to_those_who_see_them_and_to_nobody_else(signed_in, person, hidden, team):
    known = PersonFactory(family_name="Marlpit", held_by=team)
    NoContactFactory(first=person, second=known)
    NoContactFactory(first=person, second=hidden, reason="Assaulted Imran Saltmarsh")
    page = signed_in.get(at("condition_list", person)).content.decode()
    assert "Marlpit" in page
    assert "Another person" in page
    assert "Saltmarsh" not in page


def test_a_pair_whose_other_person_is_hidden_is_not_ended_from_here(signed_in, person, hidden):
    pair = NoContactFactory(first=person, second=hidden)
    assert signed_in.get(at("pair_end", person, pair.pk)).status_code == 404


def test_a_condition_and_a_pair_of_somebody_else_are_not_found(signed_in, person, team):
    other = PersonFactory(held_by=team)
    rows = {
        "condition_end": LicenceConditionFactory(person=other),
        "pair_end": NoContactFactory(first=other),
        "pending_pair_end": PendingPairFactory(person=other),
    }
    assert {
        name: signed_in.get(at(name, person, row.pk)).status_code for name, row in rows.items()
    } == dict.fromkeys(rows, 404)


def test_hub_staff_read_conditions_and_write_none(client, person, today):
    hub = TeamFactory()
    InvolvementFactory(person=person, team=hub)
    client.force_login(UserFactory(role=Role.HUB_WORKER, teams=[hub]))
    page = client.get(at("condition_list", person))
    assert page.status_code == 200
    assert "Record a licence condition" not in page.content.decode()
    assert client.post(at("condition_record", person), typed("condition_record", today)).status_code == 403
    assert not NoContact.objects.exists()


@pytest.mark.parametrize("answer", [{}, {"answer": "refuse"}, {"answer": "refuse", "why": "n/a"}])
def test_a_steward_must_answer_and_say_why_not(client, steward, person, answer):
    pending = PendingPairFactory(person=person)
    client.force_login(steward)
    assert client.post(reverse("pair_answer", args=[pending.pk]), answer).context["form"].errors
    assert PendingPair.objects.get().outcome == ""


def test_a_steward_confirms_from_the_queue_once(client, steward, person):
    pending = PendingPairFactory(person=person, crn="Z123456")
    client.force_login(steward)
    assert "1 pair to confirm" in client.get(reverse("home")).content.decode()
    assert "Z123456" in client.get(reverse("pair_list")).content.decode()
    where = reverse("pair_answer", args=[pending.pk])
    assert client.post(where, {"answer": "confirm"}).url == reverse("pair_list")
    assert client.post(where, {"answer": "confirm"}).status_code == 409
    assert "Z123456" not in client.get(reverse("pair_list")).content.decode()


def test_a_consent_is_kept_with_the_words_of_its_day(signed_in, person, ago):
    old = ConsentTextFactory(number=1, text="The former words", from_day=ago(400))
    ConsentTextFactory(number=2, text="The words of now", from_day=ago(10))
    sent = {"given_on": said(ago(20)), "how": "in_person"}
    assert signed_in.post(at("consent_record", person), sent).status_code == 302
    assert person.consents.get().text == old
    assert "The former words" in signed_in.get(at("consent_list", person)).content.decode()


def test_a_consent_before_any_words_is_refused_at_the_day(signed_in, person, ago):
    ConsentTextFactory(from_day=ago(10))
    answer = signed_in.post(at("consent_record", person), {"given_on": said(ago(20)), "how": "in_person"})
    assert list(answer.context["form"].errors) == ["given_on"]


def test_the_page_of_a_withdrawal_says_what_follows(signed_in, person):
    ConsentFactory(person=person)
    page = signed_in.get(at("consent_withdraw", person)).content.decode()
    assert "Each open referral is put before the side that has it, with a clock" in page


@pytest.mark.parametrize(("cohort", "found"), [("veteran", True), ("care_leaver", False), ("woman", False)])
def test_the_caseload_is_filtered_by_cohort(signed_in, person, cohort, found):
    CohortLabel.objects.create(person=person, name="veteran", since=person.date_of_birth)
    page = signed_in.get(reverse("person_list"), {"cohort": cohort}).content.decode()
    assert ("Larkfield" in page) is found

"""The participant file for the Justice Data Lab: who may take it, whom it is about, and what is recorded of it."""

import csv
import datetime
import io
import re
from hashlib import sha256
from html import unescape

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent, AuditSubject
from outcomes.extracts.precision import Eligibility, examples, expected_half_width
from outcomes.models import Extract
from people.models import Consent, Person
from referrals.models import Referral
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.outcomes import ExtractFactory
from tests.factories.people import ConsentFactory, LimitedAccessFactory, PersonFactory, ReleaseFactory
from tests.factories.referrals import ReferralFactory, ReferralSourceFactory

NEW = reverse("extract_create")
DAY = datetime.date(2025, 3, 3)
ASKED = "?place=hub/chatham&first_on=2025-01-01&last_on=2025-12-31"
WHY = {"recipient": "Justice Data Lab", "reason": "The evaluation agreed in May"}


@pytest.fixture
def chatham(db):
    return HubFactory(name="Chatham", team=TeamFactory(parent=TeamFactory(name="South East")))


@pytest.fixture
def officer(client, chatham):
    user = UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[chatham.team.parent])
    client.force_login(user)
    return user


def started(hub, people, *, on=DAY, mark="J", **about):
    """So many people who started at the hub on one day."""
    made = Person.objects.bulk_create(
        PersonFactory.build(crn=f"{mark}{number:06d}", family_name=f"Larkfield{number}", **about)
        for number in range(people)
    )
    at = datetime.datetime(on.year, on.month, on.day, 12, tzinfo=datetime.UTC)
    source = ReferralSourceFactory()
    Referral.objects.bulk_create(
        ReferralFactory.build(
            person=person, hub=hub, source=source, referrer=None, team=None, state="started", started_on=on,
            submitted_at=at, decided_at=at, decision="accepted", reference=f"{mark}-{number}",
        )
        for number, person in enumerate(made)
    )  # fmt: skip
    return made


def take(client, asked=ASKED, **why):
    return client.post(f"{NEW}{asked}", WHY | why)


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def text(answer):
    return " ".join(answer.content.decode().split())


# Refusals


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PERFORMANCE_OFFICER])
def test_nobody_else_takes_one(client, chatham, role):
    client.force_login(UserFactory(role=role, teams=[chatham.team]))
    assert client.get(NEW + ASKED).status_code == take(client).status_code == 403
    assert not Extract.objects.exists()


def test_without_the_second_factor_again_it_asks_for_one(client, officer, chatham, settings):
    started(chatham, 60)
    settings.SECOND_FACTOR_REQUIRED = True
    for answer in (client.get(NEW + ASKED), take(client)):
        assert answer.status_code == 302
        assert not answer.url.startswith(NEW)
    assert not Extract.objects.exists()


def test_what_was_typed_is_kept_while_the_second_factor_is_asked_again(
    client, officer, chatham, settings, monkeypatch
):
    started(chatham, 60)
    monkeypatch.setattr("foundation.accounts.middleware.is_mfa_enabled", lambda user: True)
    settings.SECOND_FACTOR_REQUIRED = True
    assert take(client, reason="Evaluation of Chatham").url.startswith(reverse("mfa_reauthenticate"))
    settings.SECOND_FACTOR_REQUIRED = False
    page = text(client.get(NEW))
    assert "What you typed is kept" in page
    assert "Evaluation of Chatham" in page
    (address,) = re.findall(r'<form method="post" action="([^"]+)"', page)
    sent = dict(re.findall(r'name="(recipient|reason)" value="([^"]*)"', page))
    assert client.post(unescape(address), sent).status_code == 200
    assert Extract.objects.get().reason == "Evaluation of Chatham"


@pytest.mark.parametrize("number", [0, 1, 59])
def test_of_fewer_than_sixty_no_file_is_made(client, officer, chatham, number):
    started(chatham, number)
    said = "nobody you may see" if number == 0 else f"{number} of those you may see"
    page = client.get(NEW + ASKED)
    assert said in text(page)
    assert 'name="reason"' not in text(page)
    answer = take(client)
    assert (answer.status_code, said in text(answer)) == (409, True)
    assert not Extract.objects.exists()


@pytest.mark.parametrize(
    ("name", "words"), [("reason", "Say why it is taken"), ("recipient", "Say who gets the file")]
)
def test_without_a_reason_or_a_recipient_there_is_no_file(client, officer, chatham, name, words):
    started(chatham, 60)
    answer = take(client, **{name: " "})
    assert (answer.status_code, words in text(answer)) == (400, True)
    assert not Extract.objects.exists()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("?place=hub/leeds&first_on=2025-01-01&last_on=2025-12-31", "Choose a place of the list."),
        ("?place=hub/chatham&first_on=2025-12-31&last_on=2025-01-01", "Enter a day on or after the first."),
        ("?place=hub/chatham&first_on=2025-01-01&last_on=2099-01-01", "nobody has started later"),
        ("?place=&first_on=&last_on=", "Choose a place."),
    ],
)
def test_what_cannot_be_chosen_is_refused_in_words(client, officer, asked, words):
    HubFactory(name="Leeds")
    assert words in text(client.get(NEW + asked))
    assert take(client, asked).status_code == 400


def test_a_contract_area_holds_the_officers_own_hubs_only(client, officer, chatham):
    started(chatham, 30)
    started(HubFactory(name="Leeds", contract_area=chatham.contract_area), 40, mark="L")
    area = reverse("extract_create") + ASKED.replace(
        "hub/chatham", f"contract_area/{chatham.contract_area}".lower()
    )
    page = text(client.get(area.replace(" ", "-")))
    assert "30 of those you may see" in page


# Before it is made


def test_the_precision_is_that_of_the_specification():
    assert [(people, round(100 * expected_half_width(people))) for people in (30, 60, 100, 200, 500)] == [
        (30, 17), (60, 12), (100, 9), (200, 7), (500, 4),
    ]  # fmt: skip
    assert examples()[0] == (30, "17 percentage points")
    assert (Eligibility(60).matched, Eligibility(60).is_enough, Eligibility(59).is_enough) == (
        30,
        True,
        False,
    )
    assert Eligibility(1).half_width is None
    with pytest.raises(ValueError, match="needs somebody"):
        expected_half_width(0)


def test_it_says_how_many_and_how_precise_before_anything_is_made(client, officer, chatham):
    started(chatham, 60)
    page = text(client.get(NEW + ASKED))
    for words in (
        "60 of those you may see",
        "About 30",
        "17 percentage points either way",
        "60: harder to match",
    ):
        assert words in page, words
    assert "Larkfield" not in page
    assert not Extract.objects.exists()
    assert not AuditEvent.objects.exists()


# The file


def test_the_file_has_everybody_once_with_what_the_lab_needs(client, officer, chatham):
    people = started(chatham, 60, sex="female")
    first = people[0]
    ReferralFactory(person=first, hub=chatham, state="completed", started_on=DAY - datetime.timedelta(days=9),
                    ended_on=DAY - datetime.timedelta(days=3))  # fmt: skip
    ReleaseFactory(person=first, released_on=DAY - datetime.timedelta(days=20), kind="licence")
    ReleaseFactory(person=first, released_on=DAY + datetime.timedelta(days=20), kind="licence")
    rows = rows_of(take(client))
    assert len(rows) == 60
    assert rows[0] == {
        "family_name": "Larkfield0", "given_names": first.given_names, "sex": "female",
        "date_of_birth": first.date_of_birth.isoformat(), "pnc_id": "", "prison_number": first.prison_number,
        "started_on": "2025-02-22", "ended_on": "2025-02-28", "released_on": "2025-02-11", "hub": "Chatham",
    }  # fmt: skip


def test_the_file_is_harmless_and_is_kept_nowhere(client, officer, chatham):
    started(chatham, 60, given_names="=1+1")
    answer = take(client)
    assert rows_of(answer)[0]["given_names"] == "'=1+1"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == (
        'attachment; filename="justice-data-lab-2025-01-01-2025-12-31.csv"'
    )
    extract = Extract.objects.get()
    assert extract.file_hash == sha256(answer.content).hexdigest()
    assert (extract.people, extract.kind, extract.place, extract.taken_by) == (60, "hub", "Chatham", officer)
    assert (extract.reason, extract.recipient) == (WHY["reason"], WHY["recipient"])


def test_one_disclosure_names_everybody_in_it_and_its_recipient(client, officer, chatham):
    people = started(chatham, 60)
    take(client)
    event = AuditEvent.objects.get()
    assert (event.operation, event.recipient) == ("disclosure", WHY["recipient"])
    assert event.purpose == f"Justice Data Lab extract {Extract.objects.get().uuid}"
    assert set(AuditSubject.objects.values_list("person_id", flat=True)) == {each.pk for each in people}


def test_restricted_records_are_left_out_of_the_file_and_of_every_count(client, officer, chatham):
    people = started(chatham, 62)
    LimitedAccessFactory(person=people[0], kind="restriction", user=UserFactory())
    LimitedAccessFactory(person=people[1], kind="exclusion", user=officer)
    LimitedAccessFactory(person=people[2], kind="restriction", user=officer)  # on the allow-list
    assert "60 of those you may see" in text(client.get(NEW + ASKED))
    names = {row["family_name"] for row in rows_of(take(client))}
    assert names == {f"Larkfield{number}" for number in range(2, 62)}


def test_who_withdrew_their_agreement_is_left_out(client, officer, chatham):
    people = started(chatham, 62)
    ConsentFactory(person=people[0], given_on=DAY, withdrawn_on=DAY)
    ConsentFactory(person=people[1], given_on=DAY, withdrawn_on=DAY)
    ConsentFactory(person=people[1], given_on=DAY)
    assert Consent.objects.live().count() == 1
    assert {row["family_name"] for row in rows_of(take(client))} == {f"Larkfield{n}" for n in range(1, 62)}


def test_it_takes_the_same_queries_however_many_they_are(client, officer, chatham):
    started(chatham, 60)
    take(client)
    with CaptureQueriesContext(connection) as few:
        take(client)
    started(chatham, 60, mark="K")
    with CaptureQueriesContext(connection) as many:
        take(client)
    assert len(few) == len(many)


def test_more_than_some_in_an_hour_are_refused(client, officer, chatham, monkeypatch):
    started(chatham, 60)
    monkeypatch.setattr("foundation.accounts.limits._count", lambda *about: 31)
    assert take(client).status_code == 429
    assert not Extract.objects.exists()


# What was taken


def test_the_list_says_who_took_what_and_names_nobody(client, officer, chatham):
    started(chatham, 60)
    take(client)
    page = text(client.get(reverse("extract_list")))
    for words in ("Chatham (hub)", officer.name, WHY["reason"], WHY["recipient"], "60",
                  Extract.objects.get().file_hash[:8]):  # fmt: skip
        assert words in page, words
    assert "Larkfield" not in page


def test_extracts_of_another_organisation_are_not_listed_but_for_an_auditor(client, officer):
    other = ExtractFactory(place="Leeds", taken_by=UserFactory(role=Role.PERFORMANCE_OFFICER))
    assert "Leeds" not in text(client.get(reverse("extract_list")))
    client.force_login(UserFactory(role=Role.AUDITOR))
    assert reverse("extract_list") in text(client.get(reverse("home")))
    page = text(client.get(reverse("extract_list")))
    assert other.reason in page
    assert NEW not in page


def test_an_empty_list_asks_nobody_to_take_one_who_may_not(client, officer):
    assert "Choose a place and a time" in text(client.get(reverse("extract_list")))
    client.force_login(UserFactory(role=Role.AUDITOR))
    page = text(client.get(reverse("extract_list")))
    assert "No extract was taken yet." in page
    assert "Choose a place" not in page


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_cannot_be_unsaid():
    extract = ExtractFactory()
    for undo in (lambda: Extract.objects.update(people=1), extract.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            undo()

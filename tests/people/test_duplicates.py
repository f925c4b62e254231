"""Pairs of records that may be of one person: looked for by a command, judged by a data steward."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.intake import actions as intake
from foundation.lifecycle import events
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused
from people import actions
from people.merging import duplicates
from people.models import DuplicatePair, Merge, Person
from people.rules import Unfit
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.people import DuplicatePairFactory, LimitedAccessFactory, PersonFactory
from tests.factories.referrals import ReferralFactory

from .asking import queries_of

WHY = "The same prison number and the same address"


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation, teams=[team])


@pytest.fixture
def twice(person, team):
    return PersonFactory(given_names="Kofi", family_name="Larkfeild", crn="X777001", held_by=team)


@pytest.fixture
def pair(person, twice):
    return DuplicatePairFactory(first=person, second=twice)


@pytest.fixture
def at_the_desk(client, steward):
    client.force_login(steward)
    return client


def address(name, pair):
    return reverse(name, args=[pair.uuid])


def test_people_who_only_share_a_postcode_or_a_birthday_are_no_pair(person):
    PersonFactory(given_names="Jerome", family_name="Oakmere")
    Person.objects.update(postcode="ME4 4TR")
    assert duplicates.look_for() == []


def test_a_pair_is_found_once_and_says_why(person, twice):
    assert "1 new pair" in _command()
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.state) == (person, twice, "open")
    assert pair.reasons == ["Name sounds the same", "Same date of birth"]
    assert Event.objects.filter(what="found", subject_id=pair.pk).exists()
    assert "0 new pairs" in _command()


def _command(*options):
    out = StringIO()
    call_command("find_duplicates", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("shared", ["crn", "prison_number"])
def test_a_number_that_two_records_have_makes_them_a_pair(person, shared):
    PersonFactory(
        given_names="Jerome", family_name="Oakmere", date_of_birth=datetime.date(1971, 2, 3),
        **{shared: getattr(person, shared), f"{shared}_confirmed": False},
    )  # fmt: skip
    assert duplicates.look_for()[0].score == 100


def test_day_and_month_changed_over_make_a_pair(person, team):
    PersonFactory(given_names="Kofi", family_name="Larkfield", date_of_birth=datetime.date(1990, 3, 5))
    PersonFactory(given_names="Kofi", family_name="Larkfield", date_of_birth=datetime.date(1990, 5, 3))
    reasons = [pair.reasons for pair in duplicates.look_for()]
    assert ["Same name", "Day and month of birth changed over"] in reasons


def test_only_records_changed_lately_are_looked_at_when_asked(person, twice):
    Person.objects.update(recorded_at=timezone.now() - datetime.timedelta(days=9))
    assert "0 new pairs" in _command("--changed-in", "7")
    assert "1 new pair" in _command("--changed-in", "10")


def test_a_pair_that_another_run_wrote_meanwhile_is_neither_written_nor_told_twice(
    person, twice, monkeypatch
):
    look = duplicates._worth_comparing

    def other_run_first(changed_since):
        DuplicatePairFactory(first=person, second=twice)
        return look(changed_since)

    monkeypatch.setattr(duplicates, "_worth_comparing", other_run_first)
    assert duplicates.look_for() == []
    assert not Event.objects.filter(what="found").exists()


def test_a_key_that_hundreds_share_tells_nobody_apart(person, twice, monkeypatch):
    monkeypatch.setattr(duplicates, "LARGEST_BLOCK", 1)
    assert duplicates.look_for() == []


def test_a_pair_told_apart_is_never_offered_again(person, twice, steward):
    pair = duplicates.look_for()[0]
    with pytest.raises(Unfit):
        actions.tell_apart(pair, by=steward, reason="n/a")
    actions.tell_apart(pair, by=steward, reason="Seen together at the hub")
    assert duplicates.look_for() == []
    with pytest.raises(Refused):
        actions.tell_apart(pair, by=steward, reason=WHY)


def test_a_merged_record_is_in_no_new_pair(person, twice, steward):
    duplicates.look_for()
    actions.merge(person, twice, by=steward, reason=WHY)
    assert duplicates.look_for() == []


def test_who_does_not_see_both_records_judges_nothing(pair, steward, practitioner):
    LimitedAccessFactory(person=pair.second, user=steward)
    for user in (steward, practitioner):
        with pytest.raises(NotYou):
            actions.tell_apart(pair, by=user, reason=WHY)


@pytest.mark.parametrize("side", ["first", "second"])
def test_a_pair_with_a_hidden_record_is_as_if_it_were_not(at_the_desk, pair, steward, side):
    url = reverse("duplicate_list")
    assert "Larkfeild" in at_the_desk.get(url).content.decode()
    LimitedAccessFactory(person=getattr(pair, side), user=steward)
    page = at_the_desk.get(url).content.decode()
    assert "Larkfeild" not in page
    assert "No pair waits to be judged" in page
    for name in ("duplicate_detail", "duplicate_merge", "duplicate_tell_apart", "duplicate_unmerge"):
        assert at_the_desk.get(address(name, pair)).status_code == 404
    assert "No pair waits" in at_the_desk.get("/").content.decode()


def test_the_list_says_why_and_writes_one_audit_event_with_both(at_the_desk, pair):
    page = at_the_desk.get(reverse("duplicate_list")).content.decode()
    assert "Same name. Date of birth differs by one figure" in page
    event = AuditEvent.objects.get(what="GET duplicate_list")
    assert {each.person_id for each in event.subjects.all()} == {pair.first_id, pair.second_id}


def test_three_or_thirty_pairs_take_the_same_queries(at_the_desk, team):
    def pairs(number):
        for _ in range(number):
            people = [PersonFactory(held_by=team) for _ in range(2)]
            DuplicatePairFactory(first=people[0], second=people[1])

    pairs(3)
    url = reverse("duplicate_list")
    few = queries_of(at_the_desk, url)
    pairs(27)
    assert queries_of(at_the_desk, url) == few <= 15


def test_every_difference_is_marked(at_the_desk, pair):
    page = at_the_desk.get(address("duplicate_detail", pair)).content.decode()
    lines = {line.label: line for line in at_the_desk.get(address("duplicate_detail", pair)).context["lines"]}
    assert lines["Family name"].result == "Differs"
    assert lines["Given names"].result == "The same"
    assert lines["Prison number"].result == "On one record only"
    assert page.count("tg-differ") == sum(line.agrees is False for line in lines.values())


def test_a_number_that_is_still_provisional_is_the_same_number(at_the_desk, person, twice, pair):
    Person.objects.filter(pk=twice.pk).update(crn=person.crn, crn_confirmed=False)
    lines = {line.label: line for line in at_the_desk.get(address("duplicate_detail", pair)).context["lines"]}
    assert (lines["CRN"].second, lines["CRN"].result) == (f"{person.crn} (provisional)", "The same")


def test_a_merge_without_a_choice_or_a_reason_is_explained(at_the_desk, pair):
    page = at_the_desk.post(address("duplicate_merge", pair), {}).content.decode()
    assert "Choose which record is kept." in page
    assert "Say how you know." in page
    page = at_the_desk.post(address("duplicate_merge", pair), {"keep": "first", "reason": "tbc"})
    assert "Say what shows it" in page.content.decode()
    assert not Merge.objects.exists()


def test_what_stands_against_a_merge_is_listed_and_the_words_are_kept(at_the_desk, pair):
    hub = HubFactory(name="Chatham")
    for each in (pair.first, pair.second):
        ReferralFactory(person=each, hub=hub, state="submitted")
    answer = at_the_desk.post(address("duplicate_merge", pair), {"keep": "second", "reason": WHY})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Both records have an open referral to Chatham" in page
    assert WHY in page
    assert not Merge.objects.exists()


@pytest.mark.parametrize(("keep", "kept"), [("first", "first"), ("second", "second")])
def test_the_chosen_record_is_kept_and_can_be_let_go_again(at_the_desk, pair, keep, kept):
    answer = at_the_desk.post(address("duplicate_merge", pair), {"keep": keep, "reason": WHY})
    assert answer.url == address("duplicate_detail", pair)
    merge = Merge.objects.get()
    assert merge.kept == getattr(pair, kept)
    assert AuditEvent.objects.get(operation="combination").subjects.count() == 2
    page = at_the_desk.get(answer.url).content.decode()
    assert "The two records are one now." in page
    assert "Take the merge back" in page
    assert "Larkf" in at_the_desk.get(reverse("duplicate_list") + "?judged=yes").content.decode()
    answer = at_the_desk.post(address("duplicate_unmerge", pair), {"reason": "Two people after all"})
    assert answer.status_code == 302
    assert "These are two people" in at_the_desk.get(answer.url).content.decode()


def test_a_second_click_changes_nothing_and_says_so(at_the_desk, pair):
    typed = {"keep": "first", "reason": WHY}
    at_the_desk.post(address("duplicate_merge", pair), typed)
    assert at_the_desk.post(address("duplicate_merge", pair), typed).status_code == 409
    assert Merge.objects.count() == 1


def test_there_is_nothing_to_take_back_where_nothing_was_merged(at_the_desk, pair):
    answer = at_the_desk.post(address("duplicate_unmerge", pair), {"reason": WHY})
    assert answer.status_code == 409
    assert "are not merged" in answer.content.decode()


def test_the_address_of_a_merged_record_leads_to_the_kept_one(client, at_the_desk, pair, stranger):
    at_the_desk.post(address("duplicate_merge", pair), {"keep": "first", "reason": WHY})
    for name in ("person_detail", "person_timeline"):
        there = reverse(name, args=[pair.second.uuid])
        assert at_the_desk.get(there).url == reverse(name, args=[pair.first.uuid])
    page = at_the_desk.get(reverse("person_detail", args=[pair.first.uuid])).content.decode()
    assert "Formerly recorded as" in page
    assert "Kofi Larkfeild, X777001" in page
    client.force_login(stranger)
    assert client.get(reverse("person_detail", args=[pair.second.uuid])).status_code == 404


@pytest.mark.parametrize("typed", [{"crn": "X777001"}, {"name": "Quentin Marlpit"}])
def test_former_numbers_and_names_still_find_the_person(at_the_desk, pair, typed):
    Person.objects.filter(pk=pair.second.pk).update(given_names="Quentin", family_name="Marlpit")
    at_the_desk.post(address("duplicate_merge", pair), {"keep": "first", "reason": WHY})
    answer = at_the_desk.post(reverse("person_search"), {"name": "", "date_of_birth": "", **typed})
    page = at_the_desk.get(answer.url)
    assert [match.person for match in page.context["exact"]] == [pair.first]
    assert "Formerly recorded as Quentin Marlpit, X777001" in page.content.decode()


def test_a_former_number_leads_to_the_kept_record_when_somebody_adds_a_person(
    pair, steward, practitioner, person
):
    actions.merge(pair.first, pair.second, by=steward, reason=WHY)
    with pytest.raises(actions.AlreadyRecorded) as refusal:
        actions.create_person(
            by=practitioner, family_name="Marlpit", given_names="Dean", date_of_birth=datetime.date(1980, 1, 1),
            sex="male", crn="X777001",
        )  # fmt: skip
    assert refusal.value.people == [person]


def test_two_people_told_apart_are_not_shown_beside_each_other(at_the_desk, pair):
    url = reverse("person_detail", args=[pair.first.uuid])
    assert "May be the same person" in at_the_desk.get(url).content.decode()
    at_the_desk.post(address("duplicate_tell_apart", pair), {"reason": "Seen together"})
    assert "May be the same person" not in at_the_desk.get(url).content.decode()


def test_an_import_that_names_a_merged_number_writes_about_the_kept_record(pair, steward, person):
    actions.merge(pair.first, pair.second, by=steward, reason=WHY)
    supervisions = b"crn,kind,started_on\r\nX777001,licence,2026-01-05\r\n"
    staged = intake.stage_file(
        by=steward, what="supervisions", content=supervisions, name="file.csv", covers_to=None
    )
    intake.commit_file(staged, by=steward)
    assert person.supervisions.count() == 1
    assert Person.objects.count() == 1


def test_the_timeline_tells_what_happened_on_both_records(client, pair, steward, practitioner, team):
    written = {"team": team, "referrer": practitioner, "state": "submitted"}
    referral = ReferralFactory(person=pair.second, hub=HubFactory(name="Chatham"), **written)
    events.write([events.entry(referral, "submit", by=practitioner)])
    actions.merge(pair.first, pair.second, by=steward, reason=WHY)
    client.force_login(practitioner)
    page = client.get(reverse("person_timeline", args=[pair.first.uuid])).content.decode()
    assert "Referral submitted: Chatham" in page

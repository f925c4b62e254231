"""The pages that list people and write about one."""

import datetime

import pytest
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import (
    CaseloadFactory,
    ConsentFactory,
    ConsentTextFactory,
    InvolvementFactory,
    LimitedAccessFactory,
    PersonAreaFactory,
    PersonFactory,
    PrisonFactory,
    ReleaseFactory,
)

from .asking import comparable, queries_of

pytestmark = pytest.mark.django_db

ABOUT = ["consent_record", "consent_withdraw", "supervision_record", "release_record", "risk_record"]


@pytest.fixture
def ready(person):
    """Everything that any of the pages needs to be shown."""
    ConsentTextFactory()
    ConsentFactory(person=person)
    return person


def at(name, person, *more):
    return reverse(name, args=[person.uuid, *more])


@pytest.mark.parametrize("name", ABOUT)
def test_a_person_out_of_scope_and_one_who_does_not_exist_are_the_same(signed_in, hidden, name):
    there = signed_in.get(at(name, hidden))
    nowhere = signed_in.get(at(name, PersonFactory.build()))
    assert there.status_code == nowhere.status_code == 404
    assert comparable(there) == comparable(nowhere)


@pytest.mark.parametrize("name", ABOUT)
def test_after_losing_a_person_the_pages_that_write_are_refused(client, ready, team, practitioner, ago, name):
    ready.caseloads.update(until=ago(10))
    client.force_login(practitioner)
    assert client.get(at(name, ready)).status_code == 403
    assert client.post(at(name, ready), {}).status_code == 403
    assert AuditEvent.objects.filter(operation="refusal").count() == 2


@pytest.mark.parametrize("name", ABOUT)
def test_a_hub_worker_does_not_write_circumstances(client, ready, name):
    hub = TeamFactory()
    InvolvementFactory(person=ready, team=hub)
    client.force_login(UserFactory(role=Role.HUB_WORKER, teams=[hub]))
    assert client.get(at(name, ready)).status_code == 403


@pytest.mark.parametrize("name", ABOUT)
def test_each_page_shows_whom_it_is_about_and_is_audited(signed_in, ready, name):
    page = signed_in.get(at(name, ready))
    assert page.status_code == 200
    assert "X290715" in page.content.decode()
    assert [subject.person_id for subject in AuditEvent.objects.get().subjects.all()] == [ready.pk]


@pytest.mark.parametrize("name", ABOUT)
def test_an_empty_form_is_refused_at_its_fields(signed_in, ready, name):
    page = signed_in.post(at(name, ready), {})
    assert "There is a problem" in page.content.decode()


def test_a_release_of_another_person_is_not_found(signed_in, person, team):
    other = ReleaseFactory(person=PersonFactory(held_by=team))
    assert signed_in.get(at("release_change", person, other.pk)).status_code == 404


def test_consent_cannot_be_recorded_before_its_words_are_loaded(signed_in, person):
    page = signed_in.get(at("consent_record", person))
    assert page.status_code == 409
    assert "No consent text is in force" in page.content.decode()


def test_consent_shows_the_words_and_is_recorded(signed_in, person, today):
    ConsentTextFactory(number=2, text="These are the words.", from_day=today)
    ConsentTextFactory(number=3, text="Not yet.", from_day=today + datetime.timedelta(days=1))
    page = signed_in.get(at("consent_record", person)).content.decode()
    assert "These are the words." in page
    assert "version 2" in page
    signed_in.post(at("consent_record", person), {"given_on": "today", "how": "by_phone"})
    assert not person.consents.exists()
    answer = signed_in.post(at("consent_record", person), {"given_on": today.isoformat(), "how": "by_phone"})
    assert answer.url == at("person_detail", person)
    assert person.consents.live().get().text.number == 2


def test_a_withdrawal_is_recorded_and_a_second_click_is_quiet(signed_in, ready, today):
    url = at("consent_withdraw", ready)
    answers = [signed_in.post(url, {"withdrawn_on": today.isoformat()}).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert not ready.consents.live().exists()
    assert signed_in.get(url).status_code == 409


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/referrals/", "/referrals/"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_page_returns_to_where_it_was_opened_from_if_that_is_ours(signed_in, person, wanted, lands, ago):
    answer = signed_in.post(
        at("supervision_record", person) + f"?next={wanted}",
        {"kind": "licence", "started_on": ago(3).isoformat()},
    )
    assert answer.url == (lands or at("person_detail", person))


def test_repealed_supervision_is_not_offered(signed_in, person):
    page = signed_in.get(at("supervision_record", person)).content.decode()
    assert "Suspended sentence order" in page
    assert "Post-sentence supervision" not in page


def test_a_second_expected_release_leads_to_the_first_and_keeps_what_was_typed(signed_in, person, ago):
    prison = PrisonFactory()
    first = ReleaseFactory(person=person, prison=prison, expected_on=ago(-20), released_on=None)
    typed = {"prison": prison.pk, "kind": "licence", "expected_on": "1 July 2027"}
    page = signed_in.post(at("release_record", person), typed)
    assert page.status_code == 409
    assert at("release_change", person, first.pk) in page.content.decode()
    assert "1 July 2027" in page.content.decode()


def test_a_release_is_recorded_moved_and_recalled_and_its_history_is_shown(signed_in, person, ago):
    typed = {"prison": PrisonFactory().pk, "kind": "licence", "expected_on": ago(-20).isoformat()}
    assert signed_in.post(at("release_record", person), typed).status_code == 302
    url = at("release_change", person, person.releases.get().pk)
    refused = signed_in.post(url, {"expected_on": ago(-10).isoformat(), "reason": "n/a"})
    assert "Say why the date moved." in refused.content.decode()
    signed_in.post(url, {"expected_on": ago(-10).isoformat(), "reason": "Days remitted"})
    signed_in.post(url, {"expected_on": ago(-10).isoformat(), "released_on": ago(2).isoformat()})
    signed_in.post(
        url, {"released_on": ago(2).isoformat(), "recalled_on": ago(1).isoformat(), "reason": "Breach"}
    )
    page = signed_in.get(url).content.decode()
    for words in ("Recorded", "Date moved", "Released", "Recalled", "Days remitted", "Breach"):
        assert words in page
    assert person.releases.get().recalled_on == ago(1)


def test_friday_releases_are_marked(signed_in, person, today):
    friday = today + datetime.timedelta(days=(4 - today.weekday()) % 7 + 7)
    release = ReleaseFactory(person=person, expected_on=friday, released_on=None)
    for url in (at("release_change", person, release.pk), "/people/", "/"):
        assert "Friday release" in signed_in.get(url).content.decode()


def test_risk_is_recorded_for_the_groups_chosen(signed_in, person, today):
    typed = {
        "level_public": "high", "meaning_public": "No lone working", "level_self": "not_yet_available",
        "source": "OASys", "assessed_on": today.isoformat(),
    }  # fmt: skip
    assert signed_in.post(at("risk_record", person), typed).status_code == 302
    assert {(risk.to_whom, risk.level) for risk in person.risks.all()} == {
        ("public", "high"), ("self", "not_yet_available"),
    }  # fmt: skip
    refused = signed_in.post(at("risk_record", person), typed | {"meaning_public": "TBC"})
    assert "Say what the risk means at the hub" in refused.content.decode()


# --- Lists ---


def names_on(client, query=""):
    return [
        row.record.family_name for row in client.get("/people/" + query).context["table"].page.object_list
    ]


def test_the_list_is_refused_to_those_who_see_nobody(client):
    client.force_login(UserFactory(role=Role.COMMISSIONER))
    assert client.get("/people/").status_code == 403


def test_the_list_holds_mine_then_my_team_then_those_that_moved_away(
    signed_in, practitioner, team, person, hidden, ago
):
    PersonFactory(family_name="Oakmere", held_by=team)
    CaseloadFactory(person=PersonFactory(family_name="Fernhill"), team=team, since=ago(90), until=ago(10))
    CaseloadFactory(person=PersonFactory(family_name="Longgone"), team=team, since=ago(300), until=ago(100))
    LimitedAccessFactory(person=PersonFactory(family_name="Kept", held_by=team), user=practitioner)
    assert names_on(signed_in) == ["Larkfield"]
    assert names_on(signed_in, "?held=team") == ["Larkfield", "Oakmere"]
    assert names_on(signed_in, "?held=lost") == ["Fernhill"]
    assert names_on(signed_in, "?held=everybody") == ["Larkfield"]


def test_a_hub_worker_has_one_list_of_those_the_hub_is_involved_with(client, person, hidden):
    hub = TeamFactory()
    InvolvementFactory(person=person, team=hub)
    client.force_login(UserFactory(role=Role.HUB_WORKER, teams=[hub]))
    assert names_on(client, "?held=lost") == ["Larkfield"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?release=soon", ["Soon"]),
        ("?release=later", ["Later"]),
        ("?release=done", ["Done"]),
        ("?release=none", ["Larkfield"]),
        ("?consent=live", ["Soon"]),
        ("?consent=none&release=done", ["Done"]),
        ("?release=nonsense", ["Done", "Larkfield", "Later", "Soon"]),
        ("?sort=-person&release=nonsense", ["Soon", "Later", "Larkfield", "Done"]),
        ("?consent=live&release=none", []),
    ],
)
def test_filters_live_in_the_address(signed_in, practitioner, team, person, ago, query, names):
    def held(name):
        made = PersonFactory(family_name=name)
        CaseloadFactory(person=made, team=team, practitioner=practitioner)
        return made

    soon, later, done = held("Soon"), held("Later"), held("Done")
    ConsentFactory(person=soon)
    ReleaseFactory(person=soon, expected_on=ago(-28), released_on=None)
    ReleaseFactory(person=later, expected_on=ago(-29), released_on=None)
    ReleaseFactory(person=done, released_on=ago(3))
    assert names_on(signed_in, query) == names


def test_an_empty_list_says_what_to_do(signed_in):
    assert "Search for a person" in signed_in.get("/people/").content.decode()
    assert "Clear it to see everybody" in signed_in.get("/people/?release=soon").content.decode()


def test_three_or_thirty_people_take_the_same_queries(signed_in, practitioner, team, ago):
    def hold(count):
        for made in PersonFactory.create_batch(count):
            CaseloadFactory(person=made, team=team, practitioner=practitioner)
            PersonAreaFactory(person=made)
            ReleaseFactory(person=made, expected_on=ago(-5), released_on=None)

    hold(3)
    few = queries_of(signed_in, "/people/")
    hold(27)
    assert queries_of(signed_in, "/people/") == few


def test_each_page_of_the_list_is_audited_with_those_on_it(signed_in, practitioner, team):
    for _ in range(30):
        CaseloadFactory(person=PersonFactory(), team=team, practitioner=practitioner)
    assert "there are more" in signed_in.get("/people/").content.decode()
    assert len(names_on(signed_in, "?page=2")) == 5
    assert [event.subjects.count() for event in AuditEvent.objects.order_by("id")] == [25, 5]


def test_home_shows_the_practitioner_who_is_released_within_28_days(
    signed_in, practitioner, person, team, ago
):
    ReleaseFactory(person=person, expected_on=ago(-28), released_on=None)
    ReleaseFactory(
        person=PersonFactory(family_name="Oakmere", held_by=team), expected_on=ago(-3), released_on=None
    )
    page = signed_in.get("/").content.decode()
    assert "Releases in the next 28 days" in page
    assert "Larkfield" in page
    assert "Oakmere" not in page
    assert [subject.person_id for subject in AuditEvent.objects.get().subjects.all()] == [person.pk]


def test_home_of_a_hub_worker_has_no_releases(client, team):
    client.force_login(UserFactory(role=Role.HUB_WORKER, teams=[team]))
    assert "Releases in the next" not in client.get("/").content.decode()


def test_people_stand_in_the_navigation_of_those_who_may_see_them(signed_in):
    assert (
        '<a class="govuk-service-navigation__link" href="/people/"'
        in signed_in.get("/people/").content.decode()
    )

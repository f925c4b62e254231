"""Handing people from caseload to caseload (domain: Caseload and involvement)."""

import pytest
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle import reactions
from foundation.lifecycle.models import Event
from people import actions, causes, rules
from people.access import may_write_about
from people.models import Caseload, LimitedAccess, Person
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory, LimitedAccessFactory, PersonFactory

from .asking import queries_of

pytestmark = pytest.mark.django_db
WHY = "Moved to Leeds and reports there now"


@pytest.fixture
def leeds(stranger):
    return stranger.teams.get()


@pytest.fixture
def steward(team):
    return UserFactory(role=Role.DATA_STEWARD, organisation=team.organisation)


def move(person, by, team, practitioner=None, reason=WHY):
    return actions.move_caseload(person, by=by, team=team, practitioner=practitioner, reason=reason)


def sees(user, person):
    return Person.objects.visible_to(user).filter(pk=person.pk).exists()


# --- refusals


def test_another_team_cannot_take_a_person_by_itself(person, stranger, leeds):
    with pytest.raises(NotYou, match="Only the team that holds this person"):
        move(person, stranger, leeds, stranger)
    assert Caseload.objects.get(person=person).until is None


def test_a_team_that_lost_the_person_hands_nobody_over(person, practitioner, stranger, leeds, team):
    move(person, practitioner, leeds, stranger)
    with pytest.raises(NotYou):
        move(person, practitioner, team, practitioner)


def test_a_hub_worker_hands_nobody_over(person, leeds):
    hub = TeamFactory()
    InvolvementFactory(person=person, team=hub)
    with pytest.raises(NotYou):
        move(person, UserFactory(role=Role.HUB_WORKER, teams=[hub]), leeds)


def test_the_steward_of_another_organisation_hands_nobody_over(person, stranger, leeds):
    with pytest.raises(NotYou):
        move(person, UserFactory(role=Role.DATA_STEWARD, organisation=stranger.organisation), leeds)


@pytest.mark.parametrize("reason", ["", "  ", "n/a", "TBC"])
def test_a_reason_that_says_nothing_is_refused(person, practitioner, stranger, leeds, reason):
    with pytest.raises(rules.Unfit, match="Say why"):
        move(person, practitioner, leeds, stranger, reason)


def test_somebody_who_is_no_practitioner_of_the_team_is_refused(person, practitioner, stranger, team, leeds):
    with pytest.raises(rules.Unfit, match="not a practitioner of Medway North"):
        move(person, practitioner, team, stranger)
    worker = UserFactory(role=Role.HUB_WORKER, teams=[leeds])
    with pytest.raises(rules.Unfit, match="not a practitioner of Leeds"):
        move(person, practitioner, leeds, worker)


def test_somebody_from_whom_the_record_is_hidden_cannot_be_given_it(person, practitioner, stranger, leeds):
    LimitedAccessFactory(person=person, user=stranger)
    with pytest.raises(rules.Unfit, match="may not see it"):
        move(person, practitioner, leeds, stranger)
    with pytest.raises(rules.Unfit, match="nobody in Leeds may see it"):
        move(person, practitioner, leeds)


# --- what happens


def test_the_person_moves_today_and_the_history_is_kept(person, practitioner, stranger, leeds, today):
    held = move(person, practitioner, leeds, stranger)
    former = Caseload.objects.exclude(pk=held.pk).get(person=person)
    assert (held.team, held.practitioner, held.since, held.until) == (leeds, stranger, today, None)
    assert (former.practitioner, former.until) == (practitioner, today)
    assert [(event.what, event.why) for event in Event.objects.filter(person_id=person.pk)][-2:] == [
        ("caseload_ended", WHY),
        ("held", WHY),
    ]


def test_the_losing_side_reads_for_90_days_and_writes_nothing(person, practitioner, stranger, leeds):
    move(person, practitioner, leeds, stranger)
    assert sees(practitioner, person)
    assert not may_write_about(practitioner, person)
    assert may_write_about(stranger, person)


def test_a_colleague_of_the_same_team_takes_over_and_the_team_goes_on_writing(person, practitioner, team):
    colleague = UserFactory(role=Role.PRACTITIONER, organisation=team.organisation, teams=[team])
    move(person, practitioner, team, colleague)
    assert may_write_about(practitioner, person)
    assert Person.objects.held_by(colleague).get() == person


def test_the_data_steward_of_the_organisation_may_move_too(person, steward, leeds, stranger):
    assert move(person, steward, leeds, stranger).team == leeds


def test_moving_twice_to_the_same_hands_changes_nothing_twice(person, practitioner, team):
    before = Event.objects.count()
    held = move(person, practitioner, team, practitioner)
    assert held == Caseload.objects.get(person=person)
    assert Event.objects.count() == before


def test_the_storeys_above_are_told_in_the_same_transaction(
    person, practitioner, stranger, leeds, monkeypatch
):
    told = []
    monkeypatch.setattr(reactions, "happened", lambda cause, **facts: told.append((cause, facts)))
    held = move(person, practitioner, leeds, stranger)
    assert told == [(causes.CASELOAD_MOVED, {"by": practitioner, "person": person, "caseload": held})]


def test_the_gaining_practitioner_is_told_without_a_name(person, practitioner, stranger, leeds):
    move(person, practitioner, leeds, stranger)
    notice = Notice.objects.get()
    assert notice.user == stranger
    assert "Larkfield" not in notice.text


def test_without_a_practitioner_the_whole_team_is_told_but_nobody_the_record_is_hidden_from(
    person, practitioner, stranger, leeds
):
    hidden = UserFactory(role=Role.PRACTITIONER, teams=[leeds])
    LimitedAccessFactory(person=person, user=hidden)
    move(person, practitioner, leeds)
    assert [notice.user for notice in Notice.objects.all()] == [stranger]


# --- pages


def test_one_person_is_handed_over_on_the_page(signed_in, person, stranger, leeds):
    url = reverse("caseload_move", args=[person.uuid])
    assert "Hand over to another practitioner" in signed_in.get(url).content.decode()
    answer = signed_in.post(url, {"to": f"{leeds.pk}.{stranger.pk}", "reason": WHY})
    assert answer.url == reverse("person_detail", args=[person.uuid])
    assert Person.objects.held_by(stranger).get() == person


def test_the_page_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
    signed_in, person, stranger, leeds
):
    LimitedAccessFactory(person=person, user=stranger)
    url = reverse("caseload_move", args=[person.uuid])
    page = signed_in.post(url, {"to": f"{leeds.pk}.{stranger.pk}", "reason": WHY}).content.decode()
    assert "Access to this record is limited" in page
    assert WHY in page


def test_several_are_chosen_on_the_list_and_the_answer_says_exactly_what_was_done(
    signed_in, person, practitioner, team, stranger, leeds
):
    limited = PersonFactory(held_by=team, family_name="Quarrendon")
    LimitedAccessFactory(person=limited, user=stranger)
    gone = PersonFactory(held_by=leeds, family_name="Saltmarsh")
    chosen = [str(each.uuid) for each in (person, limited, gone)]
    url = reverse("caseload_move_many")
    assert f'value="{person.uuid}"' in signed_in.get(reverse("person_list")).content.decode()
    page = signed_in.post(url, {"chosen": chosen}).content.decode()
    assert "Hand over 2 people" in page
    assert "Saltmarsh" not in page
    done = signed_in.post(url, {"chosen": chosen, "to": f"{leeds.pk}.{stranger.pk}", "reason": WHY})
    said = done.content.decode()
    assert "1 person handed over to" in said
    assert "Quarrendon</a>: Access to this record is limited" in said
    assert "1 more of those you chose is not held by your team now" in said
    assert set(Person.objects.held_by(stranger)) == {person}


def test_choosing_nobody_says_so(signed_in, person):
    answer = signed_in.post(reverse("caseload_move_many"), {"chosen": ["not a person"]}, follow=True)
    assert "choose at least one person" in answer.content.decode()


def test_a_chosen_person_who_is_hidden_is_as_one_who_does_not_exist(signed_in, person, hidden):
    chosen = {"chosen": [str(person.uuid), str(hidden.uuid)]}
    there = signed_in.post(reverse("caseload_move_many"), chosen)
    nowhere = signed_in.post(
        reverse("caseload_move_many"), {"chosen": [str(person.uuid), str(PersonFactory.build().uuid)]}
    )
    assert b"Saltmarsh" not in there.content
    assert there.context["people"] == nowhere.context["people"]


def test_those_moved_away_cannot_be_chosen(signed_in, person, practitioner, stranger, leeds):
    move(person, practitioner, leeds, stranger)
    page = signed_in.get(reverse("person_list"), {"held": "lost"}).content.decode()
    assert "Larkfield" in page
    assert 'name="chosen"' not in page


def test_a_restricted_person_on_the_list_is_not_offered(signed_in, person, practitioner):
    LimitedAccessFactory(person=person, kind=LimitedAccess.Kind.RESTRICTION, user=UserFactory())
    assert str(person.uuid) not in signed_in.get(reverse("person_list")).content.decode()
    assert signed_in.get(reverse("caseload_move", args=[person.uuid])).status_code == 404


def test_three_or_thirty_teams_take_the_same_queries(signed_in, person):
    url = reverse("caseload_move", args=[person.uuid])
    few = queries_of(signed_in, url)
    for _ in range(30):
        CaseloadFactory(team=(team := TeamFactory()), practitioner=UserFactory(teams=[team]))
    assert queries_of(signed_in, url) == few

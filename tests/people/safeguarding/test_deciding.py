"""The safeguarding lead decides on a concern, once and for good."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import LostRace
from people import actions, rules
from people.models import SafeguardingConcern
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.contacts import ContactFactory, NoteFactory, SafeguardingConcernFactory
from tests.factories.people import InvolvementFactory

from .conftest import SEEN

pytestmark = pytest.mark.django_db
DONE = "Rang adult social care at 10.15; they visit today"
DECIDED = {"outcome": "adult_care", "decision": DONE}


def at(concern):
    return reverse("safeguarding_detail", args=[concern.uuid])


def test_a_hub_worker_does_not_decide(concern, worker):
    with pytest.raises(NotYou):
        actions.decide_safeguarding(concern, by=worker, **DECIDED)


def test_the_practitioner_does_not_decide_what_falls_to_a_hub(concern, practitioner):
    with pytest.raises(NotYou, match="safeguarding lead of Chatham"):
        actions.decide_safeguarding(concern, by=practitioner, **DECIDED)


def test_the_lead_of_another_hub_of_the_person_does_not_decide(concern, person, today):
    team = TeamFactory()
    InvolvementFactory(person=person, team=team, since=today)
    with pytest.raises(NotYou):
        actions.decide_safeguarding(concern, by=UserFactory(role=Role.HUB_MANAGER, teams=[team]), **DECIDED)


@pytest.mark.parametrize("words", ["", "tbc", "x" * 2001])
def test_a_decision_that_says_nothing_or_too_much_is_refused(concern, lead, words):
    with pytest.raises(rules.Unfit):
        actions.decide_safeguarding(concern, by=lead, outcome="no_action", decision=words)


def test_the_decision_is_kept_the_clock_stops_and_whoever_knows_is_told(concern, lead, worker, practitioner):
    actions.decide_safeguarding(concern, by=lead, **DECIDED)
    concern.refresh_from_db()
    assert (concern.outcome, concern.decision, concern.decided_by) == ("adult_care", DONE, lead)
    assert RunningClock.objects.of(concern).get().outcome == "met"
    assert {notice.user for notice in Notice.objects.filter(kind="safeguarding_decided")} == {
        worker,
        practitioner,
    }
    assert DONE not in str(Event.objects.get(subject_type="people.safeguardingconcern", what="decided").facts)


def test_it_is_decided_once(concern, lead):
    beside = SafeguardingConcern.objects.get(pk=concern.pk)
    actions.decide_safeguarding(concern, by=lead, **DECIDED)
    with pytest.raises(LostRace, match="has decided on this already"):
        actions.decide_safeguarding(beside, by=lead, outcome="no_action", decision="Nothing in it")
    beside.refresh_from_db()
    assert beside.outcome == "adult_care"


def test_the_database_refuses_another_decision(concern, lead):
    actions.decide_safeguarding(concern, by=lead, **DECIDED)
    with pytest.raises(IntegrityError, match="decided once"), transaction.atomic():
        SafeguardingConcern.objects.filter(pk=concern.pk).update(outcome="no_action")


def test_the_database_refuses_half_a_decision(concern):
    with pytest.raises(IntegrityError), transaction.atomic():
        SafeguardingConcern.objects.filter(pk=concern.pk).update(outcome="police")


def test_who_may_not_read_risk_or_see_the_person_does_not_find_it(client, concern, steward, stranger):
    client.force_login(steward)
    assert client.get(at(concern)).status_code == 403
    client.force_login(stranger)
    assert client.get(at(concern)).status_code == 404


def test_the_page_says_what_was_seen_and_asks_the_lead_alone(client, concern, lead, worker):
    for user, decides in ((lead, True), (worker, False)):
        client.force_login(user)
        page = client.get(at(concern)).content.decode()
        assert SEEN in page
        assert ("Record the decision" in page) is decides
    assert AuditEvent.objects.filter(purpose="safeguarding concern").count() == 2


def test_a_worker_who_posts_a_decision_is_refused(client, concern, worker):
    client.force_login(worker)
    assert client.post(at(concern), DECIDED).status_code == 403


def test_the_lead_decides_on_the_page(client, concern, lead):
    client.force_login(lead)
    assert "Choose what is decided" in client.post(at(concern), {"decision": DONE}).content.decode()
    client.post(at(concern), DECIDED)
    assert "Referred to adult social care" in client.get(at(concern)).content.decode()


def test_a_decision_that_comes_second_is_409_and_keeps_what_was_typed(client, concern, lead):
    actions.decide_safeguarding(concern, by=lead, **DECIDED)
    client.force_login(lead)
    answer = client.post(at(concern), {"outcome": "police", "decision": "My own words"})
    assert answer.status_code == 409
    assert "My own words" in answer.content.decode()


def test_a_note_that_the_reader_may_not_read_is_not_named(client, person, hub_team, lead, worker):
    tried = {"person": person, "how": "visit", "was_reached": False, "is_sensitive": True}
    beside = ContactFactory(**tried)
    said = {"person": person, "came_from": "note", "raised_by": worker, "team": hub_team}
    client.force_login(lead)
    page = client.get(at(SafeguardingConcernFactory(note=beside, **said))).content.decode()
    assert "A contact or note" in page
    assert "not reached: visit" not in page
    ours = ContactFactory(team=hub_team, **tried)
    page = client.get(at(SafeguardingConcernFactory(note=ours, **said))).content.decode()
    assert "not reached: visit" in page


def test_a_concern_is_raised_from_a_note_which_is_shown_above(client, person, worker, lead):
    note = NoteFactory(person=person, text="Said that he is hit")
    client.force_login(worker)
    url = reverse("safeguarding_raise", args=[person.uuid]) + f"?note={note.uuid}"
    assert "Said that he is hit" in client.get(url).content.decode()
    typed = {"whom": "person", "seen_on": f"{note.on_day:%d/%m/%Y}", "text": SEEN}
    concern = SafeguardingConcern.objects.get
    answer = client.post(url, typed)
    assert answer.url == at(concern())
    assert concern().note == note


@pytest.mark.parametrize("asked", ["nonsense", "00000000-0000-4000-8000-000000000000", ""])
def test_a_note_that_is_not_there_is_passed_over(client, person, worker, asked):
    client.force_login(worker)
    url = reverse("safeguarding_raise", args=[person.uuid]) + f"?note={asked}"
    assert client.get(url).status_code == 200


def test_the_note_of_another_person_is_not_shown(client, person, worker, hidden):
    note = NoteFactory(person=hidden, text="Said that he is hit")
    client.force_login(worker)
    url = reverse("safeguarding_raise", args=[person.uuid]) + f"?note={note.uuid}"
    assert "Said that he is hit" not in client.get(url).content.decode()

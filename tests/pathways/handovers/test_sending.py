"""A person is handed over: by whom, with what, and what the service's team is let see."""

import datetime
import uuid

import pytest

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.accounts.roles import Role
from foundation.lifecycle import running
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import Refused, WrongState
from pathways.actions import handing_over as handovers
from pathways.handovers.clocks import RECEIPT
from pathways.models import Handover
from people.models import Consent, Involvement, Person
from people.rules import Unfit
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import InvolvementFactory, LimitedAccessFactory
from tests.pathways.days import TODAY, day

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER}))
def test_no_other_role_hands_anybody_over(send, office, hub, treatment, role):
    with pytest.raises(NotYou):
        send(treatment, by=UserFactory(role=role, teams=[office.team, hub.team]))


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER])
def test_nobody_of_another_team_hands_them_over(send, treatment, role):
    with pytest.raises(NotYou, match="Only the team that holds this person"):
        send(treatment, by=UserFactory(role=role, teams=[TeamFactory()]))
    assert not Handover.objects.exists()


def test_a_hub_that_the_person_is_hidden_from_does_not(send, person, hub, treatment):
    LimitedAccessFactory(person=person, kind="exclusion", user=hub.worker)
    with pytest.raises(NotYou):
        send(treatment, by=hub.worker)


def test_a_hub_that_is_involved_no_longer_does_not(send, person, hub, treatment):
    person.involvements.update(until=day(1))
    with pytest.raises(NotYou):
        send(treatment, by=hub.worker)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"purpose": "tbc"}, "purpose"),
        ({"purpose": "x" * 501}, "purpose"),
        ({"shares": ["medication"]}, "medication"),
        ({"shares": ["need"], "need": "n/a"}, "need"),
        ({"contact": "07700 900123"}, "contact"),
        ({"continues_treatment": True}, "bridge"),
        ({"agreed_on": TODAY + datetime.timedelta(days=1)}, "agreed_on"),
        ({"agreed_on": day(120)}, "agreed_on"),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_field(send, treatment, wrong, field):
    with pytest.raises(Unfit) as refusal:
        send(treatment, **wrong)
    assert list(refusal.value.problems) == [field]
    assert not Involvement.objects.filter(team=treatment.team).exists()


def test_what_is_not_on_the_list_cannot_be_shared(send, treatment):
    with pytest.raises(LookupError):
        send(treatment, shares=["offences"])


@pytest.mark.parametrize(
    "dates", [{"active_until": TODAY}, {"active_from": TODAY + datetime.timedelta(days=1)}]
)
def test_a_service_that_takes_no_handovers_gets_none(send, treatment, dates):
    for name, value in dates.items():
        setattr(treatment, name, value)
    treatment.save()
    with pytest.raises(Unfit, match="does not take handovers now"):
        send(treatment)


def test_without_a_live_consent_nothing_is_shared(send, person, treatment):
    Consent.objects.filter(person=person).update(withdrawn_on=TODAY)
    with pytest.raises(Refused, match="no live consent"):
        send(treatment)


def test_nobody_is_handed_over_after_a_death(send, person, treatment):
    Person.objects.filter(pk=person.pk).update(died_on=TODAY)
    with pytest.raises(Refused, match="death is recorded"):
        send(treatment)


def test_a_second_open_handover_to_the_same_service_is_refused(send, treatment):
    first = send(treatment)
    with pytest.raises(Refused, match=f"{first} is open"):
        send(treatment)


def test_a_record_that_nobody_of_the_service_may_see_is_not_sent(send, person, treatment, office):
    LimitedAccessFactory(person=person, kind="restriction", user=office.dana)
    with pytest.raises(Refused, match="data steward"):
        send(treatment)
    assert not Handover.objects.exists()


def test_it_opens_an_involvement_for_the_fields_it_names_and_no_more(send, person, treatment):
    handover = send(treatment, shares=["release", "date_of_birth"])
    opened = Involvement.objects.get(team=treatment.team)
    assert (opened.fields, opened.until) == (["name", "date_of_birth", "release"], None)
    assert (opened, opened.purpose) == (handover.involvement, f"handover {handover}")


def test_such_an_involvement_opens_the_record_to_no_role_that_reads_records(send, person, treatment):
    """Whoever else may sit in the service's team: only the handover's own page shows anything."""
    send(treatment)
    for role in (Role.HUB_WORKER, Role.HUB_MANAGER, Role.PRACTITIONER):
        user = UserFactory(role=role, teams=[treatment.team])
        assert not Person.objects.visible_to(user).exists()
    steward = UserFactory(role=Role.DATA_STEWARD, organisation=treatment.team.organisation)
    assert not Person.objects.visible_to(steward).exists()


def test_it_is_told_to_the_workers_who_may_see_the_person_and_names_nobody(send, person, treatment):
    LimitedAccessFactory(person=person, kind="exclusion", user=treatment.colleague)
    handover = send(treatment)
    told = Notice.objects.filter(kind="handover_arrived")
    assert [notice.user for notice in told] == [treatment.worker]
    assert handover.reference in told[0].text
    assert "Larkfield" not in told[0].text


def test_it_is_due_to_be_received_within_two_working_days(send, treatment, office):
    handover = send(treatment)
    run = running.running(handover, RECEIPT)
    assert (run.team, run.told_team, run.due_on) == (treatment.team, office.team, RECEIPT.due_on(TODAY))
    assert run.person_id == handover.person_id


@pytest.mark.parametrize("who", ["dana", "colleague"])
def test_it_belongs_to_the_team_that_sent_it(send, office, treatment, who):
    handover = send(treatment, by=getattr(office, who))
    assert (handover.team, handover.sent_by.name) == (office.team, getattr(office, who).name)


def test_a_hub_sends_as_its_own_team(send, hub, treatment):
    assert send(treatment, by=hub.worker).team == hub.team


def test_the_same_page_sent_twice_is_one_handover(send, treatment):
    key = uuid.uuid4()
    assert send(treatment, uuid=key).pk == send(treatment, uuid=key).pk
    assert Involvement.objects.filter(team=treatment.team).count() == 1


def test_what_was_written_for_the_service_is_not_in_the_log(send, treatment):
    handover = send(treatment, shares=["medication"], medication="Methadone 60 ml", purpose="Canary purpose")
    log = str(list(Event.objects.filter(person_id=handover.person_id).values_list("facts", "reason")))
    assert "Methadone" not in log
    assert "Canary" not in log


# --- taken back


def test_a_withdrawal_ends_what_the_service_sees_and_tells_it(send, treatment, office, reasons):
    handover = send(treatment)
    handovers.withdraw_handover(handover, by=office.colleague, reason=reasons.withdraw)
    assert handover.involvement.until == TODAY
    assert not Handover.objects.visible_to(treatment.worker).exists()
    told = Notice.objects.filter(kind="handover_withdrawn")
    assert {notice.user for notice in told} == {treatment.worker, treatment.colleague}
    assert running.running(handover, RECEIPT) is None


def test_after_a_withdrawal_the_service_can_be_asked_again(send, treatment, office, reasons):
    first = send(treatment)
    handovers.withdraw_handover(first, by=office.dana, reason=reasons.withdraw)
    assert send(treatment).reference != first.reference


def test_the_medication_bridge_is_changed_while_the_handover_is_open(send, treatment, office, reasons):
    handover = send(treatment, continues_treatment=True, bridge="no")
    handovers.arrange_bridge(handover, by=office.dana, bridge="yes")
    assert Handover.objects.get(pk=handover.pk).bridge == "yes"
    handovers.withdraw_handover(handover, by=office.dana, reason=reasons.withdraw)
    with pytest.raises(WrongState, match="open handover"):
        handovers.arrange_bridge(handover, by=office.dana, bridge="no")


def test_a_team_that_has_lost_the_person_changes_nothing(person, treatment, reasons):
    former = UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()])
    handover = HandoverFactory(person=person, service=treatment, team=former.teams.get(), sent_by=former)
    InvolvementFactory(person=person, team=former.teams.get(), until=day(1))
    with pytest.raises(NotYou):
        handovers.withdraw_handover(handover, by=former, reason=reasons.withdraw)
    with pytest.raises(NotYou):
        handovers.arrange_bridge(handover, by=former, bridge="yes")

"""The whole machine of a handover: every state, every verb, everybody (domain: Handover)."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.roles import Role
from foundation.lifecycle.models import Event
from foundation.lifecycle.transitions import NotReady, WrongState, machine_of
from pathways.actions import answering_handovers as service_does
from pathways.actions import correcting_handovers as service_corrects
from pathways.actions import handing_over as sender_does
from pathways.handovers.states import HandoverState
from pathways.models import Handover
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways_handovers import HandoverFactory
from tests.factories.people import LimitedAccessFactory
from tests.pathways.days import TODAY
from tests.pathways.handovers.conftest import at, every_reason

pytestmark = pytest.mark.django_db

OPEN = {"sent", "received", "booked", "attended", "did_not_attend"}
WITH_SERVICE = OPEN - {"sent"}
SERVICE = {"worker of the service"}
SENDERS = {"practitioner who holds the person", "hub worker", "hub manager"}
# verb: (from, to or None to stay, who)
TABLE = {
    "receive": ({"sent"}, "received", SERVICE),
    "refuse": ({"sent", "received"}, "refused", SERVICE),
    "book": (WITH_SERVICE, "booked", SERVICE),
    "attend": ({"booked"}, "attended", SERVICE),
    "miss": ({"booked"}, "did_not_attend", SERVICE),
    "put_right": ({"attended", "did_not_attend"}, "booked", SERVICE),
    "start_treatment": (WITH_SERVICE, None, SERVICE),
    "answer_duty": (WITH_SERVICE, None, SERVICE),
    "close": (WITH_SERVICE, "closed", SERVICE),
    "withdraw": (OPEN, "withdrawn", SENDERS | {"the system"}),
}
DUTY = {"answer_duty"}  # of a housing authority; the others are tried with a treatment service


def do(verb, handover, by):
    reasons = every_reason()
    acts = {
        "receive": lambda: service_does.receive_handover(handover, by=by),
        "refuse": lambda: service_does.refuse_handover(handover, by=by, reason=reasons["handover_refuse"]),
        "book": lambda: service_does.book_appointment(
            handover, by=by, appointment_at=at(0), place="Gate House"
        ),
        "attend": lambda: service_does.record_attendance(handover, by=by, on=TODAY),
        "miss": lambda: service_does.record_absence(handover, by=by),
        "put_right": lambda: service_corrects.put_outcome_right(
            handover, by=by, outcome="booked", reason="Of somebody else"
        ),
        "start_treatment": lambda: service_does.start_treatment(
            handover, by=by, started_on=TODAY, code="community_structured", need_group="opiate"
        ),
        "answer_duty": lambda: service_does.answer_duty_to_refer(
            handover, by=by, answer="accepted", on=TODAY, owed="relief"
        ),
        "close": lambda: service_does.close_handover(
            handover, by=by, reason=reasons["handover_outcome"], text="As asked"
        ),
        "withdraw": lambda: sender_does.withdraw_handover(
            handover, by=by, reason=reasons["handover_withdraw"]
        ),
    }
    return acts[verb]()


@pytest.fixture
def everybody(hub, office, treatment, housing):
    """Each role once where it could be let in, and the nearest who must not be."""

    def of(service):
        ours = {"teams": [service.team, hub.team, office.team]}
        others = [role for role in Role if role not in (
            Role.PRACTITIONER, Role.HUB_WORKER, Role.HUB_MANAGER, Role.PARTNER_SERVICE_WORKER)]  # fmt: skip
        return {
            "worker of the service": service.worker,
            "worker of another service": UserFactory(role=Role.PARTNER_SERVICE_WORKER, teams=[TeamFactory()]),
            "practitioner who holds the person": office.dana,
            "practitioner of another team": UserFactory(role=Role.PRACTITIONER, teams=[TeamFactory()]),
            "hub worker": hub.worker,
            "hub manager": hub.manager,
            "worker of another hub": UserFactory(role=Role.HUB_WORKER, teams=[TeamFactory()]),
            "the system": None,
            **{str(role.label): UserFactory(role=role, **ours) for role in others},
        }

    return of


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(verb, pk, by):
    before = standing()
    try:
        do(verb, Handover.objects.with_those_named().get(pk=pk), by)
    except (NotYou, WrongState) as refusal:
        assert standing() == before
        return "not you" if isinstance(refusal, NotYou) else "not now"
    return Handover.objects.get(pk=pk).state


def standing():
    return list(Handover.objects.order_by("pk").values_list("pk", "state", "version")), Event.objects.count()


def test_the_table_knows_every_verb_of_the_machine():
    assert set(TABLE) == {rule.verb for rule in machine_of(Handover)}


@pytest.mark.whole
@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("state", HandoverState.values)
def test_a_verb_is_done_only_by_whom_and_from_where_the_table_says(
    everybody, person, office, treatment, housing, reasons, state, verb
):
    service = housing if verb in DUTY else treatment
    pk = HandoverFactory(state=state, person=person, service=service, team=office.team).pk
    sources, target, who = TABLE[verb]
    for name, user in everybody(service).items():
        moved = target or state
        expected = moved if name in who and state in sources else "not now" if name in who else "not you"
        with undone():
            assert (name, outcome(verb, pk, user)) == (name, expected)


@pytest.mark.parametrize("verb", sorted(set(TABLE) - {"withdraw"}))
def test_a_worker_from_whom_the_person_is_hidden_does_nothing(person, treatment, housing, reasons, verb):
    service = housing if verb in DUTY else treatment
    state = "sent" if verb in ("receive", "refuse") else "booked"
    handover = HandoverFactory(state=state, person=person, service=service)
    LimitedAccessFactory(person=person, kind="exclusion", user=service.worker)
    assert outcome(verb, handover.pk, service.worker) == "not you"


@pytest.mark.parametrize("verb", ["attend", "miss"])
def test_whether_somebody_came_is_not_known_before_the_day(person, treatment, verb):
    handover = HandoverFactory(state="booked", person=person, service=treatment, appointment_at=at(1))
    with pytest.raises(WrongState, match="once that day has come"):
        do(verb, handover, treatment.worker)


def test_only_a_housing_authority_answers_a_duty_to_refer(person, treatment, reasons):
    handover = HandoverFactory(state="received", person=person, service=treatment)
    with pytest.raises(WrongState, match="Only a housing authority"):
        do("answer_duty", handover, treatment.worker)


def test_only_a_treatment_service_starts_treatment(person, housing, reasons):
    handover = HandoverFactory(state="received", person=person, service=housing)
    with pytest.raises(WrongState, match="Only a treatment service"):
        do("start_treatment", handover, housing.worker)


def test_a_duty_to_refer_is_not_closed_without_its_answer(person, housing, reasons):
    handover = HandoverFactory(state="received", person=person, service=housing)
    with pytest.raises(WrongState, match="accepts the duty-to-refer"):
        do("close", handover, housing.worker)
    do("answer_duty", handover, housing.worker)
    do("close", handover, housing.worker)
    assert handover.state == "closed"


def test_treatment_starts_once(person, treatment, reasons):
    handover = HandoverFactory(state="received", person=person, service=treatment)
    do("start_treatment", handover, treatment.worker)
    with pytest.raises(WrongState, match="recorded already"):
        do("start_treatment", handover, treatment.worker)


@pytest.mark.parametrize(
    ("reason", "text", "wanted"),
    [(None, "", "a reason"), ("other", "  ", "a few words"), ("refuse", "", "a reason")],
)
def test_an_end_says_what_it_still_needs(person, treatment, reasons, reason, text, wanted):
    handover = HandoverFactory(state="received", person=person, service=treatment)
    chosen = getattr(reasons, reason) if reason else None
    with pytest.raises(NotReady, match=wanted):
        service_does.close_handover(handover, by=treatment.worker, reason=chosen, text=text)
    handover.refresh_from_db()
    assert (handover.state, handover.involvement.until) == ("received", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "nowhere"}, {"state": "closed"}, {"end_reason": "Housed"}, {"purpose": ""},
        {"state": "received", "received_at": None}, {"state": "booked"}, {"state": "attended"},
        {"duty_answer": "not_accepted", "duty_answered_on": TODAY}, {"duty_owed": "relief"},
    ],
)  # fmt: skip
def test_the_database_refuses_what_contradicts_itself(person, treatment, wrong):
    handover = HandoverFactory(person=person, service=treatment)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.versions.filter(pk=handover.pk).update(**wrong)


def test_the_database_refuses_a_second_open_handover_to_the_same_service(person, treatment):
    HandoverFactory(person=person, service=treatment, state="received")
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        HandoverFactory(person=person, service=treatment)
    HandoverFactory(person=person, service=treatment, state="refused")

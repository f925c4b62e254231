"""A referral as FHIR R4B: a Bundle with a ServiceRequest (what is asked) and a Task (how far it has come).

Only what tells the person from another and what the hub is asked for leaves the house this way: no risk information,
no licence, no history. (domain: Referral, FHIR mapping; interface: Files and interfaces)
"""

import datetime
import uuid
from typing import Any

from django.conf import settings

from foundation.accounts.models import Organisation
from people.models import Person

from . import scope
from .models import Need, Referral
from .states import ReferralState as S

CONTENT_TYPE = "application/fhir+json"

# Both tables are the domain page's own, and name every state.
TASK_STATUS: dict[S, str] = {
    S.DRAFT: "draft",
    S.SUBMITTED: "requested",
    S.IN_REVIEW: "requested",
    S.INFORMATION_REQUESTED: "on-hold",
    S.WAITING: "requested",
    S.ACCEPTED: "accepted",
    S.STARTED: "in-progress",
    S.ON_HOLD: "on-hold",
    S.COMPLETED: "completed",
    S.ENDED_EARLY: "failed",
    S.DECLINED: "rejected",
    S.WITHDRAWN: "cancelled",
    S.ENTERED_IN_ERROR: "entered-in-error",
}
REQUEST_STATUS: dict[S, str] = {
    S.DRAFT: "draft",
    S.SUBMITTED: "active",
    S.IN_REVIEW: "active",
    S.INFORMATION_REQUESTED: "on-hold",
    S.WAITING: "active",
    S.ACCEPTED: "active",
    S.STARTED: "active",
    S.ON_HOLD: "on-hold",
    S.COMPLETED: "completed",
    S.ENDED_EARLY: "revoked",
    S.DECLINED: "revoked",
    S.WITHDRAWN: "revoked",
    S.ENTERED_IN_ERROR: "entered-in-error",
}
Resource = dict[str, Any]


def as_json(referral: Referral) -> str:
    """The Bundle as text, checked against R4B on the way. Raises ValueError when it would not be valid."""
    from fhir.resources.R4B.bundle import (
        Bundle,  # the models of FHIR take long to load, and few requests need them
    )

    return Bundle.model_validate(bundle(referral)).model_dump_json(indent=2)


def bundle(referral: Referral) -> Resource:
    """Person, the organisations of both sides, ServiceRequest and Task, each under an address of its own."""
    sides = [side for side in (_referring_side(referral), _hub_side(referral)) if side]
    resources = [_patient(referral.person), *sides, _service_request(referral), _task(referral)]
    return {
        "resourceType": "Bundle",
        "identifier": {"system": _system("referral"), "value": referral.reference},
        "type": "collection",
        "timestamp": _instant(referral.recorded_at),
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def _patient(person: Person) -> Resource:
    numbers = {"crn": person.crn, "prison-number": person.prison_number}
    name = {"use": "official", "family": person.family_name, "given": person.given_names.split()}
    return _without_blanks(
        {
            "resourceType": "Patient",
            "id": str(person.uuid),
            "identifier": [
                {"system": _system(kind), "value": number} for kind, number in numbers.items() if number
            ],
            "name": [_without_blanks(name)],
            "gender": person.sex,
            "birthDate": person.date_of_birth.isoformat(),
            "deceasedDateTime": person.died_on.isoformat() if person.died_on else None,
        }
    )


def _referring_side(referral: Referral) -> Resource | None:
    """The organisation that refers; None for an imported referral that names neither team nor referrer."""
    holder = referral.team or referral.referrer
    return _of_organisation(holder.organisation) if holder else None


def _of_organisation(organisation: Organisation) -> Resource:
    return {
        "resourceType": "Organization",
        "id": _made_up_id("organisation", organisation.pk),
        "name": organisation.name,
    }


def _hub_side(referral: Referral) -> Resource | None:
    """The hub; None for a draft that names none yet."""
    hub = referral.hub
    if hub is None:
        return None
    return {
        "resourceType": "Organization",
        "id": _made_up_id("hub", hub.pk),
        "name": hub.name,
        "address": [{"city": hub.town}],
    }


def _service_request(referral: Referral) -> Resource:
    hub = _hub_side(referral)
    return _without_blanks(
        {
            "resourceType": "ServiceRequest",
            "id": str(referral.uuid),
            "identifier": [{"system": _system("referral"), "value": referral.reference}],
            "status": REQUEST_STATUS[S(referral.state)],
            "intent": "order",
            "code": {"text": "Support at an activity hub"},
            "orderDetail": [_need(need) for need in scope.needs_of(referral)],
            "subject": _to(_patient(referral.person)),
            "authoredOn": _instant(referral.submitted_at or referral.drafted_at),
            "requester": _to(_referring_side(referral)),
            "performer": [_to(hub)] if hub else None,
            "note": [{"text": referral.about}] if referral.about else None,
        }
    )


def _need(need: Need) -> Resource:
    coding = {"system": _system("need"), "code": need.kind, "display": str(need)}
    return {"coding": [coding], "text": need.detail or str(need)}


def _task(referral: Referral) -> Resource:
    label = str(S(referral.state).label)
    due_on = referral.decision_due_on
    coding = {"system": _system("referral-state"), "code": referral.state, "display": label}
    return _without_blanks(
        {
            "resourceType": "Task",
            "id": _made_up_id("task", referral.uuid),
            "status": TASK_STATUS[S(referral.state)],
            "statusReason": {"text": str(referral.reason)} if referral.reason else None,
            "businessStatus": {"coding": [coding], "text": label},
            "intent": "order",
            "focus": {"reference": f"urn:uuid:{referral.uuid}"},
            "for": _to(_patient(referral.person)),
            "executionPeriod": _period(referral.started_on, referral.ended_on),
            "authoredOn": _instant(referral.submitted_at or referral.drafted_at),
            "lastModified": _instant(referral.recorded_at),
            "requester": _to(_referring_side(referral)),
            "owner": _to(_hub_side(referral) or _referring_side(referral)),
            "restriction": {"period": {"end": due_on.isoformat()}} if due_on else None,
        }
    )


def _period(start: datetime.date | None, end: datetime.date | None) -> Resource:
    return _without_blanks(
        {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}
    )


def _to(resource: Resource | None) -> Resource | None:
    return {"reference": f"urn:uuid:{resource['id']}"} if resource else None


def _system(name: str) -> str:
    """Under which address the numbers and codes of this installation are unique."""
    return f"{settings.SITE_URL}/fhir/{name}"


def _made_up_id(kind: str, key: Any) -> str:
    """The same for the same row every time, so that two exports speak of one thing."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{_system(kind)}/{key}"))


def _instant(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _without_blanks(resource: Resource) -> Resource:
    """FHIR knows no empty element."""
    return {name: value for name, value in resource.items() if value not in (None, "", [], {})}

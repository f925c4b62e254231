"""What the page of a pathway says of handovers: the loop of each, and where another one begins."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User

from ..duties.scope import duties_of
from ..models import Pathway
from . import access, scope
from .states import PATHWAY_OF, ServiceKind

SERVICE_OF = {pathway: kind for kind, pathway in PATHWAY_OF.items()}


def beside(user: User, pathway: Pathway) -> dict[str, Any]:
    """`handovers` to the pathway's kind of service, and `send_url` for somebody who may hand over.

    `hands_over`: whether there is such a kind of service. `duties`: duties-to-refer made outside the product, with
    `duty_url` for who may write one down, on the pathway where they are made.
    """
    kind = SERVICE_OF.get(pathway.kind)
    if kind is None:
        return {"hands_over": False, "handovers": [], "send_url": "", "duties": [], "duty_url": ""}
    may = access.may_send_for(user, pathway.person) and not pathway.person.died_on
    url = reverse("handover_send", args=[pathway.person.uuid, kind.value]) if may else ""
    duties = duties_of(user, pathway.person) if kind == ServiceKind.HOUSING else []
    duty_url = (
        reverse("duty_record", args=[pathway.person.uuid]) if url and kind == ServiceKind.HOUSING else ""
    )
    handovers = scope.handovers_of(user, pathway.person, kind)
    return {
        "hands_over": True, "handovers": handovers, "send_url": url, "duties": duties, "duty_url": duty_url,
    }  # fmt: skip

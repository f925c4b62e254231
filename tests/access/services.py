"""Partner services of the world of the access matrix, who works there, and what was handed over to them."""

from typing import Any

from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from tests.factories.accounts import OrganisationFactory, TeamFactory, UserFactory
from tests.factories.pathways_handovers import DutyToReferFactory, HandoverFactory, PartnerServiceFactory
from tests.factories.pathways_top import OutcomesProfileFactory


def a_worker(name: str) -> Any:
    employer = OrganisationFactory(name=name, kind=Organisation.Kind.PARTNER_SERVICE)
    team = TeamFactory(organisation=employer, name=name)
    return UserFactory(role=Role.PARTNER_SERVICE_WORKER, organisation=employer, teams=[team])


def handed_over(person: Any, sender: Any, worker: Any) -> dict[str, Any]:
    """Handovers not received, with an appointment, attended with a TOP form, ended, and a duty-to-refer."""
    team = worker.teams.get()
    services = {
        name: PartnerServiceFactory(name=name, kind=kind, team=team)
        for name, kind in (
            ("Recovery Service", "treatment"), ("Recovery Outreach", "treatment"), ("Recovery Aftercare", "treatment"),
            ("Housing Options", "housing"),
        )
    }  # fmt: skip
    sent = {"person": person, "sent_by": sender, "team": sender.teams.get()}
    attended = HandoverFactory(**sent, service=services["Recovery Aftercare"], state="attended")
    form = OutcomesProfileFactory(person=person, handover=attended, taken_by=worker, stage="review")
    return {
        "duty": DutyToReferFactory(person=person),
        "attended_handover": attended,
        "form_of_service": form,
        "service": services["Recovery Service"],
        "handover": HandoverFactory(**sent, service=services["Recovery Service"], bridge="no"),
        "booked_handover": HandoverFactory(**sent, service=services["Recovery Outreach"], state="booked"),
        "duty_handover": HandoverFactory(**sent, service=services["Housing Options"], state="received"),
        "closed_handover": HandoverFactory(**sent, service=services["Recovery Service"], state="closed"),
    }

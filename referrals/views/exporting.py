"""What leaves the house: one referral as FHIR. A disclosure in the trail."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from foundation.accounts.access import requires
from foundation.accounts.limits import TAKING_AWAY, limited
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.accounts.step_up import second_factor_again
from foundation.audit import trail
from foundation.audit.models import Operation

from .. import fhir, scope


@require_safe
@requires(Permission.VIEW_REFERRAL)
@second_factor_again
@limited(TAKING_AWAY, methods=("GET",))
def referral_fhir(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The referral as a FHIR R4B Bundle, to be kept as a file named by its reference."""
    referral = scope.referral_seen_by(request.user, uuid)
    purpose = f"referral {referral.reference} as FHIR"
    trail.shown(request, [referral], purpose=purpose, operation=Operation.DISCLOSURE)
    response = HttpResponse(fhir.as_json(referral), content_type=fhir.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{referral.reference}.json"'
    return response

"""Where a handover stands, and what may be said of it (domain: Handover)."""

from django.db.models import TextChoices


class HandoverState(TextChoices):
    """sent -> received -> booked -> attended or did not attend -> booked again ... -> closed; or refused, withdrawn."""

    SENT = "sent", "Sent"
    RECEIVED = "received", "Received"
    BOOKED = "booked", "Booked"
    ATTENDED = "attended", "Attended"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend"
    CLOSED = "closed", "Closed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


_S = HandoverState
ENDED = (_S.CLOSED, _S.REFUSED, _S.WITHDRAWN)
OPEN = tuple(state for state in _S if state not in ENDED)
WITH_SERVICE = tuple(state for state in OPEN if state != _S.SENT)  # received, and not ended
TOLD_OUTCOME = (_S.ATTENDED, _S.DID_NOT_ATTEND)  # the service has said who came
WITH_APPOINTMENT = (_S.BOOKED, _S.ATTENDED, _S.DID_NOT_ATTEND)


class ServiceKind(TextChoices):
    """What a partner service does."""

    TREATMENT = "treatment", "Drug and alcohol treatment"
    HOUSING = "housing", "Housing authority"
    EMPLOYMENT = "employment", "Employment service"


PATHWAY_OF = {
    ServiceKind.TREATMENT: "substance_support",
    ServiceKind.HOUSING: "accommodation",
    ServiceKind.EMPLOYMENT: "employment",
}


class Bridge(TextChoices):
    """Whether medication bridges the days from release to the first appointment."""

    YES = "yes", "Yes, arranged for the day of release"
    NO = "no", "No, not arranged yet"
    NOT_NEEDED = "not_needed", "Not needed"


class DutyAnswer(TextChoices):
    """What the housing authority answered to a duty-to-refer."""

    ACCEPTED = "accepted", "Accepted: a duty is owed"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


class DutyOwed(TextChoices):
    """Which duty the authority accepted (Housing Act 1996, part 7)."""

    PREVENTION = "prevention", "Prevention duty, for 56 days"
    RELIEF = "relief", "Relief duty, for 56 days"
    MAIN = "main", "Main housing duty"

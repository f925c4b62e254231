"""The thirteen states of a referral and their named sets (domain: Referral)."""

from django.db.models import TextChoices


class ReferralState(TextChoices):
    """Where a referral stands."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    IN_REVIEW = "in_review", "In review"
    INFORMATION_REQUESTED = "information_requested", "Question asked"
    WAITING = "waiting", "Waiting list"
    ACCEPTED = "accepted", "Accepted"
    STARTED = "started", "Started"
    ON_HOLD = "on_hold", "On hold"
    COMPLETED = "completed", "Completed"
    ENDED_EARLY = "ended_early", "Ended early"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENTERED_IN_ERROR = "entered_in_error", "Entered in error"


_S = ReferralState
CLOSED = (_S.COMPLETED, _S.ENDED_EARLY, _S.DECLINED, _S.WITHDRAWN, _S.ENTERED_IN_ERROR)
OPEN = tuple(state for state in _S if state not in CLOSED)
# The decision clock runs; being put on the waiting list stops it (outcomes: F1).
WITH_HUB_FOR_DECISION = (_S.SUBMITTED, _S.IN_REVIEW)
# Not declined, withdrawn, ended or void: a release belongs to the hub of such a referral (outcomes: Place).
LIVE = (_S.SUBMITTED, _S.IN_REVIEW, _S.INFORMATION_REQUESTED, _S.WAITING, _S.ACCEPTED, _S.STARTED, _S.ON_HOLD)

# May be put on hold, and returns there (domain: Referral, hold / resume).
HOLDABLE = (_S.ACCEPTED, _S.STARTED, _S.WAITING)
REVIEWED = (_S.WAITING, _S.ON_HOLD, _S.STARTED)


class TransferState(TextChoices):
    """Where a transfer between two hubs stands (domain: Referral table, transfer)."""

    REQUESTED = "requested", "Requested"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
    CANCELLED = "cancelled", "Cancelled"


class NeedKind(TextChoices):
    """What a person needs help with. Three have a pathway; the others are kept as needs."""

    EMPLOYMENT = "employment", "Employment"
    ACCOMMODATION = "accommodation", "Accommodation"
    SUBSTANCE = "substance", "Substance support"
    FINANCE = "finance", "Finance"
    HEALTH = "health", "Health"
    RELATIONSHIPS = "relationships", "Relationships"
    WELLBEING = "wellbeing", "Wellbeing"


class Covered(TextChoices):
    """What an induction goes through (domain: Hub, Induction)."""

    HUB = "hub", "What the hub does, and its opening hours"
    CONSENT = "consent", "Taking part is voluntary; what is shared, and with whom"
    SAFETY = "safety", "Safety in the building"
    CONDUCT = "conduct", "What we expect of each other"
    TIMETABLE = "timetable", "The timetable and the first sessions"
    CONTACT = "contact", "How to reach the key worker"

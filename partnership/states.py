"""States and choices of the partnership's work, with what pages call them (outcomes: section 5)."""

from django.db.models import TextChoices

from outcomes.parts.ratings import FLOOR_MET, FLOOR_MISSED, INSUFFICIENT, TARGET_MET


class PartnerKind(TextChoices):
    """What a partner is. The first five are named by law (Crime and Disorder Act 1998, section 5)."""

    COUNCIL = "council", "Council"
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    HEALTH = "health", "Integrated care board"
    FIRE = "fire", "Fire and rescue"
    OTHER = "other", "Another partner"


class PlanState(TextChoices):
    """Where a plan stands."""

    DRAFTED = "drafted", "Being drafted"
    ADOPTED = "adopted", "Adopted"
    ABANDONED = "abandoned", "Abandoned"


class Unit(TextChoices):
    """What a measure's figures are in. Those of indicators are the indicators' own units."""

    SHARE = "share", "Percent"
    COUNT = "count", "Number"
    RATE = "rate", "Per 1,000 residents"
    DAYS = "days", "Days"
    PER_PERSON = "per_person", "Number per person"
    SCORE = "score", "Score"
    PLACES = "places", "Places"
    POUNDS = "pounds", "Pounds"


MAY_BE_NEGATIVE = (Unit.SCORE,)


class Good(TextChoices):
    """Which way is better."""

    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"


class Counts(TextChoices):
    """Whom a figure of the assessment counts, as whoever enters it says (decision 148)."""

    THINGS = "things", "No people: incidents, places, money"
    PUBLISHED = "published", "People, and its source has published just this number"
    OWN = "own", "People, from a system or somebody’s own count"


class Frequency(TextChoices):
    """How often a measure has a figure."""

    QUARTERLY = "quarterly", "Every quarter"
    YEARLY = "yearly", "Every financial year"


class Rating(TextChoices):
    """A figure against target and floor (outcomes: Rating); the colour is said in words."""

    TARGET_MET = TARGET_MET, "Green: target met"
    FLOOR_MET = FLOOR_MET, "Amber: floor met, target missed"
    FLOOR_MISSED = FLOOR_MISSED, "Red: floor missed"
    INSUFFICIENT = INSUFFICIENT, "Cannot be rated yet"


RED = Rating.FLOOR_MISSED
_RANK = {Rating.FLOOR_MISSED: 0, Rating.INSUFFICIENT: 0, Rating.FLOOR_MET: 1, Rating.TARGET_MET: 2}


def asks_why(own: str, computed: str) -> bool:
    """Whether a partner's own rating needs a reason beside the computed one: it is better, or leaves out what is known.

    Where nothing can be computed, anything better than red claims more than the figures do.
    """
    if own == computed:
        return False
    return own == Rating.INSUFFICIENT or _RANK[Rating(own)] > _RANK[Rating(computed)]


class ReturnState(TextChoices):
    """open -> submitted -> accepted, or returned with a reason -> submitted again. One that should not be there is
    withdrawn before it is accepted.
    """

    OPEN = "open", "Open"
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Sent back"
    WITHDRAWN = "withdrawn", "Withdrawn"


WITH_PARTNER = (ReturnState.OPEN, ReturnState.RETURNED)
DECIDED = (ReturnState.ACCEPTED, ReturnState.RETURNED, ReturnState.WITHDRAWN)


class ActionState(TextChoices):
    """planned -> under way -> done, partly done, not done, or superseded by another."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    PARTLY_DONE = "partly_done", "Partly done"
    NOT_DONE = "not_done", "Not done"
    SUPERSEDED = "superseded", "Superseded"


OPEN_ACTION = (ActionState.PLANNED, ActionState.UNDER_WAY)
CLOSED_ACTION = tuple(state for state in ActionState if state not in OPEN_ACTION)


class QuestionState(TextChoices):
    """asked -> answered -> approved -> published; a response may be sent back until it is published, and withdrawn
    after; a question withdrawn until it is answered.
    """

    ASKED = "asked", "Waiting for a response"
    ANSWERED = "answered", "Response to be approved"
    APPROVED = "approved", "Response approved"
    PUBLISHED = "published", "Response published"
    RETRACTED = "retracted", "Response withdrawn"
    WITHDRAWN = "withdrawn", "Withdrawn"


PUBLIC_QUESTION = (QuestionState.PUBLISHED, QuestionState.RETRACTED)
WAITING_FOR_RESPONSE = (QuestionState.ASKED,)
OPEN_QUESTION = (QuestionState.ASKED, QuestionState.ANSWERED, QuestionState.APPROVED)
WITH_RESPONSE = (QuestionState.ANSWERED, QuestionState.APPROVED, *PUBLIC_QUESTION)


class CorrectionState(TextChoices):
    """written -> published beside the response that it corrects, or refused with a reason."""

    WRITTEN = "written", "Correction to be approved"
    PUBLISHED = "published", "Correction published"
    REFUSED = "refused", "Correction refused"


class RecommendationState(TextChoices):
    """made -> accepted, or rejected with a reason; accepted -> carried out or given up, followed up until then. Entered
    by mistake, it is withdrawn before it is answered.
    """

    MADE = "made", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    CARRIED_OUT = "carried_out", "Carried out"
    GIVEN_UP = "given_up", "Not carried out"
    WITHDRAWN = "withdrawn", "Withdrawn"


UNANSWERED = (RecommendationState.MADE, RecommendationState.WITHDRAWN)
OPEN_RECOMMENDATION = (RecommendationState.MADE, RecommendationState.ACCEPTED)


class PackState(TextChoices):
    """built -> published -> replaced by a later one of the same period, or withdrawn; or discarded."""

    BUILT = "built", "Built, to be checked"
    PUBLISHED = "published", "Published"
    REPLACED = "replaced", "Replaced"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISCARDED = "discarded", "Discarded"


READABLE_PACK = (PackState.PUBLISHED, PackState.REPLACED)
EVER_PUBLISHED_PACK = (*READABLE_PACK, PackState.WITHDRAWN)

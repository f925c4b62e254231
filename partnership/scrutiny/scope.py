"""Where the pages of scrutiny begin: what the user may see, and nothing else."""

from collections.abc import Sequence
from uuid import UUID

from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import events
from foundation.lifecycle.models import Event

from ..models import Correction, Meeting, Partner, Partnership, Question, Recommendation
from ..querysets.partners import PartnerQuerySet
from ..querysets.scrutiny import MeetingQuerySet, QuestionQuerySet, RecommendationQuerySet
from ..states import WAITING_FOR_RESPONSE, CorrectionState


def questions_of(user: User) -> QuestionQuerySet:
    return Question.objects.visible_to(user).with_those_named()


def question_of(user: User, uuid: UUID) -> Question:
    """Raises Http404 out of scope, as for one that does not exist."""
    return get_object_or_404(
        questions_of(user).select_related("partnership__team", "partner__team").with_corrections(), uuid=uuid
    )


def meetings_of(user: User) -> MeetingQuerySet:
    return Meeting.objects.visible_to(user).with_attendance()


def meeting_of(user: User, uuid: UUID) -> Meeting:
    """Raises Http404 out of scope."""
    return get_object_or_404(meetings_of(user).select_related("partnership__team"), uuid=uuid)


def questions_at(meeting: Meeting, user: User) -> Sequence[Question]:
    """Those asked at a meeting that the user may see, in the order of their numbers."""
    return list(questions_of(user).filter(meeting=meeting).order_by("number"))


def recommendations_of(user: User) -> RecommendationQuerySet:
    return Recommendation.objects.visible_to(user).with_those_named()


def recommendation_of(user: User, uuid: UUID) -> Recommendation:
    """Raises Http404 out of scope."""
    found = recommendations_of(user).select_related("partner__partnership__team", "partner__team")
    return get_object_or_404(found, uuid=uuid)


def recommendations_at(meeting: Meeting) -> Sequence[Recommendation]:
    return list(meeting.recommendations.with_those_named())


def partnership_kept_by(user: User, slug: str) -> Partnership:
    """Raises Http404 for one whose officer the user is not."""
    return get_object_or_404(Partnership.objects.kept_by(user), slug=slug)


def partnerships_kept_by(user: User) -> Sequence[Partnership]:
    return list(Partnership.objects.kept_by(user))


def partners_of(user: User) -> PartnerQuerySet:
    """Every partner of the partnerships the user works in."""
    return Partner.objects.visible_to(user).select_related("partnership")


def partners_to_ask(user: User) -> PartnerQuerySet:
    """Those that may be asked: in the partnership today, and for officers those that were."""
    partners = partners_of(user)
    return partners if user.may(Permission.KEEP_SCRUTINY) else partners.in_it_on(today())


def meetings_to_name(user: User) -> MeetingQuerySet:
    """The meetings of the partnerships the user works in, the latest first."""
    return Meeting.objects.visible_to(user).standing()


def partners_on_the_day_of(meeting: Meeting) -> PartnerQuerySet:
    return meeting.partnership.partners.in_it_on(meeting.held_on)


def course_of(thing: Question | Recommendation | Meeting) -> list[Event]:
    """What was done with it, the newest first."""
    return list(events.of(thing).order_by("-id"))


def correction_of(user: User, uuid: UUID) -> Correction:
    """Of a question that the user may see. Raises Http404."""
    found = Correction.objects.filter(question__in=Question.objects.visible_to(user)).select_related(
        "question__partner__team", "question__partnership__team", "question__asked_by", "written_by"
    )
    return get_object_or_404(found.select_related("question__partner__partnership"), uuid=uuid)


def correction_that_waits(question: Question) -> Correction | None:
    """The one that officers have to decide on."""
    waits = (each for each in question.corrections.all() if each.state == CorrectionState.WRITTEN)
    return next(waits, None)


def has_written(question: Question, user: User, response: str) -> bool:
    """Whether just this correction of the user waits already."""
    waits = correction_that_waits(question)
    return waits is not None and (waits.written_by_id, waits.response) == (user.pk, response.strip())


def did_last(thing: Question | Recommendation | Correction, verb: str, user: User) -> bool:
    """Whether the last that happened to it is this verb, by this user: what one hand sends twice is done once."""
    last = events.of(thing).last()
    return last is not None and (last.what, last.by_id) == (verb, user.pk)


# --- the home page


def own_questions(user: User, most: int) -> Sequence[Question]:
    """What the user asked, the newest first."""
    return list(questions_of(user).filter(asked_by=user)[:most])


def newest_published(user: User, most: int) -> Sequence[Question]:
    return list(questions_of(user).published().order_by("-published_at", "-pk")[:most])


def count_late(user: User) -> int:
    """Late responses among the questions that the user may see."""
    return questions_of(user).late_on(today()).count()


def for_officers(user: User, most: int) -> tuple[Sequence[Question], Sequence[Question]]:
    """(to be approved or published, late), those due first before the others, so many of each; in one query.

    Among so many more that are due earlier, one that is due later may be left out.
    """
    found = list(questions_of(user).to_approve_or_late(today()).order_by("due_on", "pk")[: 10 * most])
    late = [each for each in found if each.state in WAITING_FOR_RESPONSE]
    written = [each for each in found if each.state not in WAITING_FOR_RESPONSE]
    return written[:most], late[:most]


def open_recommendations(user: User, most: int) -> Sequence[Recommendation]:
    """The soonest due first."""
    return list(recommendations_of(user).still_open().order_by("due_on", "pk")[:most])


def waiting_for(user: User, most: int) -> tuple[Sequence[Question], Sequence[Recommendation]]:
    """What waits for the words of the user's own partner: questions and recommendations, the soonest due first."""
    asked = questions_of(user).waiting().filter(partner__team__in=user.team_ids)
    made = recommendations_of(user).still_open().filter(partner__team__in=user.team_ids)
    return list(asked.order_by("due_on", "pk")[:most]), list(made.order_by("due_on", "pk")[:most])

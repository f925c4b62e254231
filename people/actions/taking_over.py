"""Asking to take somebody over, and answering (domain: Ask to take over).

Asking looks nobody up, and what is not agreed is told to everybody in the same words on the same day: neither answer
nor time tells whether a person exists.
"""

import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import Team, User
from foundation.accounts.roles import Permission, Role
from foundation.design.dates import today
from foundation.lifecycle import events, running
from foundation.lifecycle.transitions import check, perform

from .. import notices, rules
from ..clocks import TAKE_OVER
from ..models import Caseload, Person, TakeOverRequest
from .moving import hand_to

ANSWERED_AFTER = datetime.timedelta(days=14)


@transaction.atomic
def ask_to_take_over(*, by: User, crn: str, date_of_birth: datetime.date, why: str) -> TakeOverRequest:
    """Keep the request for whoever may hold such a person. Asked again before its answer, it is the same request.

    Raises Unfit for a reason that says nothing, NotYou for somebody without a team.
    """
    ask(by, Permission.ASK_TO_TAKE_OVER)
    rules.insist(
        rules.of_reason(why, "Say why you ask, so that the team that holds the person can decide.", "why")
    )
    same = {"asked_by": by, "crn": crn, "date_of_birth": date_of_birth}
    if standing := TakeOverRequest.objects.unanswered().filter(**same).first():
        return standing
    return _kept(TakeOverRequest(**same, team=_team_of(by), why=why.strip(), asked_on=today()))


@transaction.atomic
def agree_to_take_over(request: TakeOverRequest, *, by: User) -> Caseload:
    """Hand the person to whoever asked, and tell them."""
    check(request, "agree", by=by)
    person = _whom(request)
    perform(request, "agree", by=by, person=person)
    running.stop(request, TAKE_OVER)
    held = hand_to(
        person, by=by, team=request.team, practitioner=request.asked_by, reason="asked to take over"
    )
    notices.tell_take_over_agreed(request)
    return held


@transaction.atomic
def refuse_take_over(request: TakeOverRequest, *, by: User, because: str) -> TakeOverRequest:
    """Keep the person. Whoever asked is told nothing before the day of the answer, and no reason then."""
    check(request, "refuse", by=by)
    rules.insist(rules.of_reason(because, "Say why the person stays with your team.", "because"))
    perform(request, "refuse", by=by, person=_whom(request), because=because.strip())
    running.stop(request, TAKE_OVER)
    return request


@transaction.atomic
def withdraw_take_over(request: TakeOverRequest, *, by: User) -> TakeOverRequest:
    """No longer asked for."""
    perform(request, "withdraw", by=by)
    running.stop(request, TAKE_OVER, met=False)
    return request


@transaction.atomic
def route_take_overs() -> int:
    """Tell those who may answer requests made since the last time, and start their clock; gives how many reached them.

    Those are the team that holds the person or, where no team does, the data stewards of the organisation that had them
    last. Done on a schedule and not when it is asked, so that asking takes the same time whoever exists.
    """
    told = 0
    for request in TakeOverRequest.objects.not_routed().with_those_named().select_for_update(of=("self",)):
        person = Person.objects.filter(**request.exactly).first()
        told += bool(person and (_ask_holder(request, person) or _ask_stewards(request, person)))
        request.routed_at = timezone.now()
        request.save(update_fields=["routed_at"])
    return told


@transaction.atomic
def answer_take_overs(day: datetime.date | None = None) -> int:
    """Tell everybody whose 14 days are over that nobody agreed; gives how many."""
    over = list(TakeOverRequest.objects.to_be_told(day or today()).with_those_named())
    for request in over:
        perform(request, "expire", by=None)
        running.stop(request, TAKE_OVER, met=False)
    notices.tell_not_agreed(over)
    return len(over)


def _kept(request: TakeOverRequest) -> TakeOverRequest:
    """Saved, unless the same click came twice; then the one that was first."""
    request.answer_on = request.asked_on + ANSWERED_AFTER
    try:
        with transaction.atomic():
            request.save(force_insert=True)
            events.write([events.entry(request, "asked", by=request.asked_by)])
    except IntegrityError:
        same = {"asked_by": request.asked_by, "crn": request.crn, "date_of_birth": request.date_of_birth}
        return TakeOverRequest.objects.unanswered().get(**same)
    return request


def _ask_holder(request: TakeOverRequest, person: Person) -> bool:
    held = person.caseloads.filter(until=None).select_related("team", "practitioner", "person").first()
    if held is None:
        return False
    url = reverse("take_over_answer", args=[request.uuid])
    running.start(TAKE_OVER, request, url=url, team=held.team, person_id=person.pk)
    notices.tell_take_over_asked(request, held)
    return True


def _ask_stewards(request: TakeOverRequest, person: Person) -> bool:
    """The clock falls to one of them by name. It names the person where they have them in sight, as lists ask."""
    asked = Person.objects.filter(pk=person.pk)
    had_last = asked.with_had_last().values("had_last")
    stewards = User.objects.filter(role=Role.DATA_STEWARD, organisation__in=had_last, is_active=True)
    may = [each for each in stewards if asked.not_hidden_from(each).taken_over_from(each).exists()]
    if not may:
        return False
    url, seen = reverse("take_over_answer", args=[request.uuid]), asked.visible_to(may[0]).exists()
    running.start(TAKE_OVER, request, url=url, user=may[0], person_id=person.pk, names_person=seen)
    notices.tell_take_over_of_nobodys(request, may)
    return True


def _whom(request: TakeOverRequest) -> Person:
    return Person.objects.get(**request.exactly)


def _team_of(by: User) -> Team:
    team = by.teams.order_by("name", "id").first()
    if team is None:
        raise NotYou(
            "You are in no team that could hold this person. Ask an administrator to add you to one."
        )
    return team

"""What those who hold people are told. Neither notice nor mail names anybody."""

from collections.abc import Iterable

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell, tell_each
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day

from .models import Caseload, Person, TakeOverRequest
from .seeing.sight import not_hidden_among


class CaseloadGained(Message):
    kind = "caseload_gained"
    mail_subject = "Somebody was handed over to you"
    mail_text = "{reference} handed somebody over to you or your team."


class TakeOverAsked(Message):
    kind = "take_over_asked"
    mail_subject = "Somebody asks to take a person over from you"
    mail_text = "A practitioner of {reference} asks to take somebody over. Agree or refuse."


class TakeOverAgreed(Message):
    kind = "take_over_agreed"
    mail_subject = "Your request to take somebody over was agreed"
    mail_text = "Your request of {reference} was agreed. The person is on your caseload now."


class TakeOverNotAgreed(Message):
    kind = "take_over_not_agreed"
    mail_subject = "Your request to take somebody over"
    mail_text = "Your request of {reference} was not agreed, or nobody could be found."


def tell_moved(caseload: Caseload, *, by: User | None) -> None:
    """The practitioner who gains the person; the whole team when none is named. Nobody the record is hidden from."""
    gaining = (
        [caseload.practitioner] if caseload.practitioner else _who_may_know(caseload.person, caseload.team_id)
    )
    who = str(by.organisation) if by else "Throughgate"
    text = f"Somebody was handed over to {'you' if caseload.practitioner else caseload.team}."
    message = CaseloadGained(
        text=text, url=reverse("person_detail", args=[caseload.person.uuid]), reference=who
    )
    tell(message, gaining, except_for=by)


def tell_take_over_asked(request: TakeOverRequest, held: Caseload) -> None:
    """The practitioner who holds the person; when none does, or they may not see the record, their team."""
    holder = [held.practitioner] if held.practitioner else []
    holding = _those_who_may_know(held.person, holder) or _who_may_know(held.person, held.team_id)
    _tell_asked(request, f"asks to take somebody over from {held.team}.", holding)


def tell_take_over_of_nobodys(request: TakeOverRequest, stewards: Iterable[User]) -> None:
    """The data stewards of the organisation that had the person last."""
    _tell_asked(request, "asks to take over somebody whom no team holds now.", stewards)


def _tell_asked(request: TakeOverRequest, what: str, users: Iterable[User]) -> None:
    text = f"A practitioner of {request.team} {what}"
    url = reverse("take_over_answer", args=[request.uuid])
    tell(TakeOverAsked(text=text, url=url, reference=str(request.team)), users)


def tell_take_over_agreed(request: TakeOverRequest) -> None:
    """Whoever asked, at once."""
    day = say_day(request.asked_on)
    assert request.person is not None  # the database's own rule
    url = reverse("person_detail", args=[request.person.uuid])
    text = f"Your request of {day} to take somebody over was agreed."
    tell(TakeOverAgreed(text=text, url=url, reference=day), [request.asked_by])


def tell_not_agreed(requests: Iterable[TakeOverRequest]) -> None:
    """Refused, and nobody found: the same words at the same time."""
    messages = []
    for request in requests:
        day = say_day(request.asked_on)
        text = f"Your request of {day} to take somebody over was not agreed, or nobody could be found."
        told = TakeOverNotAgreed(text=text, url=reverse("take_over_ask"), reference=day)
        messages.append((told, [request.asked_by]))
    tell_each(messages)


def _who_may_know(person: Person, team_id: int) -> list[User]:
    return _those_who_may_know(person, User.objects.in_teams(team_id))


def _those_who_may_know(person: Person, users: Iterable[User]) -> list[User]:
    return not_hidden_among(person, [user for user in users if user.may(Permission.VIEW_PERSON)])

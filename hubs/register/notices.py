"""What the workers of a hub are told of its sessions and registers.

Late entries to agree to, registers that are missing, and sessions they lead that a colleague called off.
"""

from collections.abc import Collection, Sequence

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell, tell_each
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day

from .. import access
from ..models import Hub, LateEntry, Session
from ..notices import who_may_know


class LateEntryAsked(Message):
    """A second person is needed before a register of long ago opens."""

    kind = "late_entry_asked"
    mail_subject = "A late register needs a second person"
    mail_text = "A colleague asks to take a register of more than 3 months ago, and needs your agreement: {reference}."


class LateEntryDecided(Message):
    """To whoever asked."""

    kind = "late_entry_decided"
    mail_subject = "Your late register is decided"
    mail_text = "A colleague has answered whether the register may be taken late: {reference}."


class RegisterMissing(Message):
    """To the lead of the session; after two days to the hub's manager too."""

    kind = "register_missing"
    mail_subject = "A register is not submitted"
    mail_text = "The register is not submitted: {reference}."


class MarksLacking(Message):
    """To those of the hub who see a person whom the taker of the register does not."""

    kind = "marks_lacking"
    mail_subject = "A submitted register lacks a mark"
    mail_text = (
        "The register is submitted, and somebody whom its taker does not see has no mark yet: {reference}."
    )


class LedSessionNotHeld(Message):
    """To the lead of the session."""

    kind = "led_session_not_held"
    mail_subject = "A session that you lead is not held"
    mail_text = "A colleague said that a session that you lead is not held: {reference}."


class LedSessionOnAgain(Message):
    """To the lead who was told so."""

    kind = "led_session_on_again"
    mail_subject = "A session that you lead is on after all"
    mail_text = "A session that you lead was called off and is on after all: {reference}."


def workers_of(hub: Hub) -> list[User]:
    """Those who may take a register there: the workers of the hub and the managers who look after it."""
    found = User.objects.looking_after(hub.team_id)
    return [user for user in found if user.may(Permission.RUN_SESSIONS)]


def tell_late_entry_asked(late: LateEntry, *, by: User) -> None:
    """To everybody who may agree: the others of the hub, and its manager."""
    text = f"{by} asks to take the register of {_said(late.session)} late. It opens when you agree."
    message = LateEntryAsked(text=text[:300], url=_page(late), reference=_reference(late.session))
    tell(message, workers_of(late.hub), except_for=by)


def tell_late_entry_decided(late: LateEntry, *, by: User) -> None:
    """To whoever asked, with what to do next."""
    said = _said(late.session)
    text = f"{by} agreed: the register of {said} is open." if late.state == "agreed" else (
        f"{by} did not agree that the register of {said} is taken late."
    )  # fmt: skip
    url = reverse("register_take", args=[late.session.uuid]) if late.state == "agreed" else _page(late)
    message = LateEntryDecided(text=text[:300], url=url, reference=_reference(late.session))
    tell(message, [late.asked_by], except_for=by)


def tell_lead_not_held(session: Session, *, by: User) -> None:
    """Nobody where the lead said so, or does not work at the hub any more."""
    _tell_lead(LedSessionNotHeld, session, f"{_said(session)}, which you lead, is not held.", by)


def tell_lead_on_again(session: Session, *, by: User) -> None:
    _tell_lead(LedSessionOnAgain, session, f"{_said(session)}, which you lead, is on after all.", by)


def _tell_lead(kind: type[Message], session: Session, text: str, by: User) -> None:
    if session.lead is None or session.lead == by or not access.works_at(session.lead, session.hub):
        return
    url = reverse("session_detail", args=[session.uuid])
    tell(kind(text=text[:300], url=url, reference=_reference(session)), [session.lead])


def tell_missing(of: Sequence[tuple[User, Sequence[Session]]]) -> None:
    """One notice for each user, whatever the number of registers they are asked for; the oldest is named."""
    tell_each((_missing(sessions), [user]) for user, sessions in of)


def tell_marks_lacking(session: Session, person_ids: Collection[int], *, by: User) -> None:
    """To every worker of the hub who sees one of these people; nobody is named."""
    if not person_ids:
        return
    workers = workers_of(session.hub)
    seeing = who_may_know(dict.fromkeys(person_ids, workers))
    text = f"The register of {_said(session)} is submitted. Somebody has no mark yet: please fill it in."
    url = reverse("register_take", args=[session.uuid])
    message = MarksLacking(text=text[:300], url=url, reference=_reference(session))
    tell(message, {user for users in seeing.values() for user in users}, except_for=by)


def _missing(sessions: Sequence[Session]) -> RegisterMissing:
    oldest = min(sessions, key=lambda session: (session.starts_at, session.pk))
    said = _said(oldest)
    if len(sessions) == 1:
        text = f"The register of {said} is not submitted."
        return RegisterMissing(
            text=text[:300], url=reverse("register_take", args=[oldest.uuid]), reference=_reference(oldest)
        )
    text = f"{len(sessions)} registers are not submitted. The oldest is {said}."
    return RegisterMissing(
        text=text[:300], url=reverse("session_list"), reference=f"{len(sessions)} registers"
    )


def _page(late: LateEntry) -> str:
    return reverse("late_entry_detail", args=[late.uuid])


def _said(session: Session) -> str:
    return f"{session} at {session.hub} on {say_day(session.held_on)}"


def _reference(session: Session) -> str:
    """For mail: a title that somebody typed stays in the house."""
    return f"{session.hub}, {say_day(session.held_on)}"

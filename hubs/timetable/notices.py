"""What those who work with a person are told when the timetable moves a session. Nobody is named."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from foundation.accounts.notices import Message, tell_each
from foundation.design.dates import say_day, say_time

from ..bookings.notices import workers_with
from ..models import Booking, Session


class SessionReTimed(Message):
    """The session is at another time; the bookings stand. `text` says when it is now."""

    kind = "session_re_timed"
    mail_subject = "A session is at another time"
    mail_text = (
        "A session that somebody you work with is booked into or waits for is at another time: {reference}."
    )


def tell_retimed(sessions: Sequence[Session], bookings: Mapping[int, Sequence[Booking]], *, by) -> None:
    """sessions: all of one hub, as they are now. bookings: the live ones by session."""
    rows = [(session, booking) for session in sessions for booking in bookings.get(session.pk, ())]
    if not rows:
        return
    told = workers_with(sessions[0].hub, (booking.person_id for _, booking in rows))
    tell_each(
        ((_message(session, booking), told.get(booking.person_id, [])) for session, booking in rows),
        except_for=by,
    )


def _message(session: Session, booking: Booking) -> SessionReTimed:
    when = f"{say_day(session.held_on)}, {say_time(session.starts_at)} to {say_time(session.ends_at)}"
    text = (
        f"{session} at {session.hub} is now on {when}. Somebody you work with is booked or waits for a place."
    )
    return SessionReTimed(
        text=text[:300],
        url=reverse("person_detail", args=[booking.person.uuid]),
        reference=f"{session.hub}, {say_day(session.held_on)}",
    )

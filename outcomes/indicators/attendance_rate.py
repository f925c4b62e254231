"""H2: whether people came to what they were booked into."""

from django.db.models import Case, F, Value, When

from hubs.states import Mark

from .declaration import EVENT, NON_EVENT, UNKNOWN, Indicator, apart, excluded
from .rows import BOOKED, bookings_in_sessions_held

ATTENDANCE_RATE = Indicator(
    slug="attendance-rate",
    id="H2",
    title="Attendance",
    why="Hubs are voluntary: whether people come says whether what is offered is worth coming for.",
    index_date="the day of the session",
    denominator="bookings standing when the session began, in sessions that were held",
    numerator="attended, attended late or left early",
    notes=(
        "People who told the hub beforehand that they would not come are counted apart and shown beside the rate. "
        "Walk-ins are shown apart and are in neither part. A booking without a mark is unknown."
    ),
    index=BOOKED,
    rows=bookings_in_sessions_held,
    code=lambda at: Case(When(walk_in=True, then=Value("walk_in")), default=F("mark")),
    parts={
        Mark.ATTENDED: EVENT,
        Mark.LATE: EVENT,
        Mark.LEFT_EARLY: EVENT,
        Mark.DID_NOT_ATTEND: NON_EVENT,
        Mark.NOT_EXPECTED: excluded("not_expected"),
        "": UNKNOWN,
        "walk_in": apart("walk_in"),
    },
)

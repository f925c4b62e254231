"""Sessions and who came to them: H2 and H3."""

from collections import Counter

from hubs.models import Booking, Session

from .known import Known, key


class Sessions(Known):
    """The answers of H2 and H3."""

    def attendance_rate(self):
        parts = {"attended": "event", "late": "event", "left_early": "event", "did_not_attend": "non_event",
                 "not_expected": "excluded:not_expected", "": "unknown"}  # fmt: skip
        for row in self.rows[Booking]:
            session = self.sessions.get(row.session_id)
            if not session or session.state not in ("recorded", "corrected") or row.state != "booked":
                continue
            if row.held_on <= self.as_at:
                part = "apart:walk_in" if row.walk_in else parts[row.mark]
                yield row.held_on, self.area(row.person_id, row.held_on), row.hub_id, part

    def hub_availability(self):
        came = Counter(
            row.session_id for row in self.rows[Booking]
            if row.state == "booked" and row.mark in ("attended", "late", "left_early")
        )  # fmt: skip
        for row in self.rows[Session]:
            held = row.state in ("recorded", "corrected") and row.held_on <= self.as_at
            if held and row.capacity is not None:
                used = came[key(row)]
                for part in ["event"] * used + ["non_event"] * (row.capacity - used):
                    yield row.held_on, self.area_of_hub.get(row.hub_id), row.hub_id, part

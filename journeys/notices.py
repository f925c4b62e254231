"""What users are told of due work. It names nobody; the page it leads to asks who may see whom."""

from foundation.accounts.notices import Message
from foundation.design.dates import say_day
from foundation.lifecycle.clocks import Clock
from foundation.lifecycle.models import RunningClock


class ClockOverdue(Message):
    """To everybody in the team a clock falls to, once it is overdue for longer than its table allows."""

    kind = "clock_overdue"
    mail_subject = "Overdue: {reference}"
    mail_text = "Work on {reference} is overdue, and everybody in your team who may see it is told."

    def __init__(self, run: RunningClock, clock: Clock) -> None:
        reference = run.reference or clock.title
        text = f"Overdue since {say_day(run.due_on)}: {clock.title} ({reference})"
        super().__init__(text=text[:300], url=run.url, reference=reference)

"""What the database keeps of a hub's sessions, whoever writes: places, people who may not meet, hubs to keep away from.

`sql` says when a rule stands against a row, `declared` where and when each is asked, `refusals` what a user is told.
An action opens a transaction, calls `hold(hub)` as its first statement, and writes `with as_the_rules_let():`.
(domain: No contact; architecture: The database refuses contradictions; decision 50)
"""

from .declared import FUNCTIONS, TRIGGERS
from .holding import hold
from .refusals import NEUTRAL, BookingRefused, SessionChangeRefused, as_the_rules_let

__all__ = [
    "FUNCTIONS",
    "NEUTRAL",
    "TRIGGERS",
    "BookingRefused",
    "SessionChangeRefused",
    "as_the_rules_let",
    "hold",
]

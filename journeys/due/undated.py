"""Due work without a date: what the rules of the next action ask for and no clock carries, one query for all of them.

First what waits for a release, the soonest release first; then what has stood longest. (domain: Next action)
"""

from functools import cached_property
from typing import Any

from django.db.models import IntegerField, Value

from foundation.accounts.models import User

from ..next_action import RULES
from ..next_action.sets import Among, Scope

NAMED: dict[str, Among] = {rule.name: rule.among for rule in RULES if rule.among}
ORDER = ("waits", "turns_on", "by_rule", "of_person")


def offered_to(user: User) -> list[str]:
    """The names of the rules of which the user can be told."""
    return [name for name, among in NAMED.items() if user.may(among.seen_with)]


class Undated:
    """What falls to one user by the rules without a clock, narrowed as the filter of due work says."""

    def __init__(self, user: User, *, rule: str = "", whose: str = "", team: str = "") -> None:
        offered, scope = offered_to(user), Scope(user)
        names = [rule] if rule in offered else [] if rule else offered
        self._found = {name: NAMED[name].falling_to(scope, whose=whose, team=team) for name in names}

    @cached_property
    def rows(self) -> list[Any]:
        """One row for each `Standing`, in order: all at once, since whoever orders them has to find them all."""
        asked = [NAMED[name].asked(name, rows) for name, rows in self._found.items()]
        return list(asked[0].union(*asked[1:], all=True).order_by(*ORDER)) if asked else []

    @property
    def count(self) -> int:
        """How many there are: one query, and none where the rows are known."""
        if "rows" in vars(self):
            return len(self.rows)
        one = Value(1, output_field=IntegerField())
        asked = [rows.annotate(one=one).values_list("one") for rows in self._found.values()]
        return asked[0].union(*asked[1:], all=True).count() if asked else 0

"""The table of rules, and the order of what they find.

Several rules can apply: the action due soonest is the next one, and the order of the table decides between equals. What
waits without a date has its place among those with one by the days that its rule says it may wait.
"""

import datetime

from foundation.design.dates import today

from . import clocks, referrals, releases, work
from .declaration import NextAction, Rule, Situation

_IN_WORDS = (*referrals.RULES, *releases.RULES, *work.RULES, *clocks.RULES)
RULES: tuple[Rule, ...] = (*_IN_WORDS, clocks.every_other(*_IN_WORDS))


def due_for(situation: Situation) -> list[NextAction]:
    """Everything due for the person by the rules, the soonest first; nothing for somebody who has died."""
    if situation.known.person.died_on:
        return []
    found = [(_by_when(rule, action), action) for rule in RULES for action in rule.finds(situation)]
    return [action for _, action in sorted(found, key=lambda pair: pair[0])]


def _by_when(rule: Rule, action: NextAction) -> datetime.date:
    return action.due_on or today() + datetime.timedelta(days=rule.may_wait)

"""The table of rules, and the order of what they find.

Several rules can apply: the action due soonest is the next one, those without a date come after those with one, and the
order of the table decides between equals.
"""

from foundation.design.dates import today

from . import clocks, referrals, releases, work
from .declaration import NextAction, Rule, Situation

_IN_WORDS = (*referrals.RULES, *releases.RULES, *work.RULES, *clocks.RULES)
RULES: tuple[Rule, ...] = (*_IN_WORDS, clocks.every_other(*_IN_WORDS))


def due_for(situation: Situation) -> list[NextAction]:
    """Everything due for the person by the rules, the soonest first; nothing for somebody who has died."""
    if situation.known.person.died_on:
        return []
    found = [action for rule in RULES for action in rule.finds(situation)]
    return sorted(found, key=lambda action: (action.due_on is None, action.due_on or today()))

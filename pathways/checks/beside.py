"""Why somebody may say that a check is not asked: of each kind of pathway the reasons listed for it (domain: Checks).

That a person was recalled or has died the record says by itself, and nobody says it by hand. What else hinders, such as
a move away, is an answer to be found out: yes, no or unknown, since out of scope leaves the person out of a figure.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from foundation.lifecycle.querysets import reasons

from ..kinds.catalogue import kind_of_check
from ..models import Check

LISTED = "check_scope"  # the list in reasons.csv; its groups are kinds of pathway


def reasons_by_kind() -> Mapping[str, Sequence[str]]:
    """What is listed today, by the slug of the kind; one query."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, reason in reasons(LISTED).values_list("group", "reason"):
        found[kind].append(reason)
    return found


def reasons_for(check: Check) -> Sequence[str]:
    """Why this one can be out of scope; nothing for a kind that lists no reason."""
    return reasons_by_kind().get(kind_of_check(check.name).slug, [])

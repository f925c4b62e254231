"""Whose records are hidden from a user: the one statement of it that is written by hand.

Nearly every question of a page asks it. Composed from querysets, it took 3 ms of Python each time; kept composed, it
would carry a user and a day of yesterday. Written out, it is filled in anew for every question (decision 141).
"""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BigAutoField, Expression
from django.utils import timezone

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User

_STANDS = "{limit}.since <= %s AND ({limit}.until IS NULL OR {limit}.until > %s)"
_EXCLUDED = f"""
    SELECT excluded.person_id FROM {{limits}} excluded
    WHERE excluded.kind = 'exclusion' AND excluded.user_id = %s AND {_STANDS.format(limit="excluded")}"""
_RESTRICTED = f"""
    SELECT restricted.person_id FROM {{limits}} restricted
    WHERE restricted.kind = 'restriction' AND {_STANDS.format(limit="restricted")}
    AND restricted.person_id NOT IN (
        SELECT allowed.person_id FROM {{limits}} allowed
        WHERE allowed.kind = 'restriction' AND allowed.user_id = %s AND {_STANDS.format(limit="allowed")})"""
_NOT_OPENED = """
    AND restricted.person_id NOT IN (
        SELECT opened.person_id FROM {opened} opened
        WHERE opened.user_id = %s AND opened.until > %s AND opened.person_id IS NOT NULL)"""


class HiddenFrom(Expression):
    """A subquery of the keys of the people whose records are hidden from a user, as they stand when it is asked."""

    def __init__(self, user: "User", *, behind_broken_glass: bool) -> None:
        super().__init__(output_field=BigAutoField())
        self._user = user
        self._looks_behind_glass = behind_broken_glass and user.may(Permission.BREAK_GLASS)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        today = connection.ops.adapt_datefield_value(timezone.localdate())
        user, standing = self._user.pk, [today, today]
        statement = f"{_EXCLUDED} UNION ALL {_RESTRICTED}"
        filled = [user, *standing, *standing, user, *standing]
        if self._looks_behind_glass:
            statement += _NOT_OPENED
            filled += [user, connection.ops.adapt_datetimefield_value(timezone.now())]
        return f"({statement.format(limits=_table('LimitedAccess'), opened=_table('BreakGlass'))})", tuple(
            filled
        )


def hidden_from(user: "User", *, behind_broken_glass: bool = True) -> HiddenFrom:
    """The keys of the people whose records are hidden from the user, for rows about people to be without.

    Few records are limited, so this set is asked once for a page and not for each row of it. Breaking the glass opens
    a restricted record, and never one that an exclusion hides from the user; without `behind_broken_glass` what the
    user opened today stays hidden. (domain: Restricted records)
    """
    return HiddenFrom(user, behind_broken_glass=behind_broken_glass)


def _table(name: str) -> str:
    """Asked by name, since models import this file; a name of ours needs no quotes."""
    return apps.get_model("people", name)._meta.db_table

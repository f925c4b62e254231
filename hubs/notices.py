"""What those who hold a person are told of their days at a hub.

Neither notice nor mail names anybody: a name stays on the page that asks each time whether the reader may see it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell_each
from people.models import Caseload, LimitedAccess

from .models import Session
from .topics import ABSENCES

_STANDS = "{row}.since <= %s AND ({row}.until IS NULL OR {row}.until > %s)"
_HELD = f"""
    SELECT caseload.person_id AS holds, caseload.team_id AS held_by_team, practitioner.*, EXISTS (
        SELECT 1 FROM {LimitedAccess._meta.db_table} limited
        WHERE limited.person_id = caseload.person_id AND {_STANDS.format(row="limited")}) AS is_limited
    FROM {Caseload._meta.db_table} caseload
    LEFT JOIN {User._meta.db_table} practitioner ON practitioner.id = caseload.practitioner_id
    WHERE {_STANDS.format(row="caseload")} AND caseload.person_id"""
_LATEST_FIRST = "ORDER BY caseload.since DESC, caseload.id DESC"
About = tuple[int, UUID]  # whom something is told of: a person's key, and the uuid their page goes by


class ConcernRaised(Message):
    """To whoever holds the person and their key worker, by mail too and at once: it waits for no daily mail."""

    kind = "concern_raised"
    urgent = True
    mail_subject = "A concern was raised about somebody you work with"
    mail_text = "A hub worker raised a concern at {reference}. Read it today."


class Absence(Message):
    """Told as its reader chose of absences."""

    kind = "absence"
    topic = ABSENCES.name
    mail_subject = "Somebody on your caseload did not attend"
    mail_text = "Somebody on your caseload did not attend at {reference}."


class AbsenceTakenBack(Message):
    """Told as absences are."""

    kind = "absence_taken_back"
    topic = ABSENCES.name
    mail_subject = "An absence that you were told of is corrected"
    mail_text = (
        "You were told that somebody on your caseload did not attend at {reference}. The mark is corrected."
    )


def tell_concerns(
    session: Session, about: Sequence[About], *, told: Mapping[int, Sequence[User]], by
) -> None:
    """At once (domain: Register), each by itself. told: by person, whoever holds them and their key worker here."""
    text = f"A concern about somebody you work with was raised at {session.hub} on {_day(session)}."
    _tell(ConcernRaised, session, about, text, by, told)


def tell_absences(session: Session, absent: Sequence[About], *, by) -> None:
    """The one place in which an absence is told, whenever that is."""
    text = f"Somebody on your caseload did not attend {session} at {session.hub} on {_day(session)}."
    _tell(Absence, session, absent, text, by)


def tell_absences_taken_back(session: Session, came: Sequence[About], *, by) -> None:
    text = (
        f"You were told that somebody on your caseload did not attend {session} at {session.hub} on {_day(session)}. "
        "The register is corrected: they are not marked so any more."
    )
    _tell(AbsenceTakenBack, session, came, text, by)


def holders(person_ids: Iterable[int]) -> Mapping[int, list[User]]:
    """Who is told about each person: the practitioner who holds them, else the holding team.

    Nobody from whom the record is hidden. A fixed number of queries.
    """
    held = _held(set(person_ids))
    of_team: dict[int, list[User]] = {}
    teams = {row.held_by_team for row in held if not row.pk}
    for user in User.objects.in_teams(*teams).prefetch_related("teams") if teams else ():
        for team in user.teams.all():
            of_team.setdefault(team.pk, []).append(user)
    told = {row.holds: [row] if row.pk else of_team.get(row.held_by_team, []) for row in held}
    return who_may_know(told, limited={row.holds for row in held if row.is_limited})


def _held(people: Collection[int]) -> list[Any]:
    """The practitioners who hold them, without a key where only a team does; one statement (decision 142)."""
    if not people:
        return []
    today = connection.ops.adapt_datefield_value(timezone.localdate())
    among = ", ".join(["%s"] * len(people))
    return list(User.objects.raw(f"{_HELD} IN ({among}) {_LATEST_FIRST}", [*[today] * 4, *people]))


def who_may_know(
    told: Mapping[int, Sequence[User]], *, limited: Collection[int] | None = None
) -> dict[int, list[User]]:
    """By person, without those from whom the record is hidden; one query.

    limited: those of the people whose records are limited, if known: it saves the query where there is none.
    """
    asked = told.keys() if limited is None else limited
    limits = list(LimitedAccess.objects.filter(_stands(), person__in=asked)) if asked else []
    return {
        person_id: [user for user in users if _may_know(user, person_id, limits)]
        for person_id, users in told.items()
    }


def _stands() -> Q:
    """Begun and not ended today."""
    today = timezone.localdate()
    return Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))


def _may_know(user: User, person_id: int, limits: Iterable[LimitedAccess]) -> bool:
    mine = [limit for limit in limits if limit.person_id == person_id]
    allowed = {limit.user_id for limit in mine if limit.kind == LimitedAccess.Kind.RESTRICTION}
    refused = {limit.user_id for limit in mine if limit.kind == LimitedAccess.Kind.EXCLUSION}
    return user.pk not in refused and (not allowed or user.pk in allowed)


def _tell(
    kind: type[Message], session: Session, about: Sequence[About], text: str, by,
    told: Mapping[int, Sequence[User]] | None = None,
) -> None:  # fmt: skip
    """told: by person, and without it whoever holds them."""
    if not about:
        return
    told = holders(person for person, _ in about) if told is None else told
    reference = f"{session.hub}, {_day(session)}"
    tell_each(
        (
            (
                kind(
                    text=text[:300],
                    url=reverse("person_detail", args=[uuid]),
                    reference=reference,
                ),
                told.get(person, []),
            )
            for person, uuid in about
        ),
        except_for=by,
    )


def _day(session: Session) -> str:
    return f"{session.held_on.day} {session.held_on:%B %Y}"

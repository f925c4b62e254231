"""Reading contacts and notes, and safeguarding concerns."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, F, Func, Q

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


def _people():
    """Asked by name, since models import this file."""
    return apps.get_model("people", "Person")._default_manager.all()


class CorrectedToSensitive(Func):
    """Whether what corrects a note, or what corrects that in turn, is sensitive; asked by the key of the note."""

    output_field = BooleanField()
    template = (
        "EXISTS (WITH RECURSIVE later(id, is_sensitive) AS ("
        "SELECT newer.id, newer.is_sensitive FROM people_note newer WHERE newer.corrects_id = %(expressions)s "
        "UNION ALL "
        "SELECT newer.id, newer.is_sensitive FROM later JOIN people_note newer ON newer.corrects_id = later.id"
        ") SELECT 1 FROM later WHERE is_sensitive)"
    )


class NoteQuerySet(models.QuerySet):
    """Contacts and notes."""

    def visible_to(self, user: "User") -> "NoteQuerySet":
        """About people in scope, as far as they are open to the user."""
        if not user.may(Permission.KEEP_CONTACTS):
            return self.none()
        return self.open_to(user).filter(person__in=_people().visible_to(user).values("pk"))

    def open_to(self, user: "User") -> "NoteQuerySet":
        """Of people in the user's scope: a sensitive one only to its own team and the team that holds the person.

        What was corrected to a sensitive note is as sensitive as that, on whichever day it is read.
        """
        held = _people().held_by_teams_of(user).order_by().values("pk")
        plain = Q(is_sensitive=False) & ~Q(CorrectedToSensitive(F("pk")))
        return self.filter(Q(team__in=user.team_ids) | Q(person__in=held) | plain)

    def standing(self) -> "NoteQuerySet":
        """Those that no other corrects."""
        return self.filter(corrected_by_note=None)

    def contacts(self) -> "NoteQuerySet":
        return self.exclude(how="")

    def reaching_the_person(self) -> "NoteQuerySet":
        """Contacts in which the person was spoken or written with: their family or another service are not they."""
        return self.filter(was_reached=True, with_whom="person")

    def with_those_named(self) -> "NoteQuerySet":
        return self.select_related("written_by", "team")


class SafeguardingConcernQuerySet(models.QuerySet):
    """Safeguarding concerns."""

    def visible_to(self, user: "User") -> "SafeguardingConcernQuerySet":
        """About people in scope, to those who may read risk."""
        if not user.may(Permission.VIEW_RISK):
            return self.none()
        return self.filter(person__in=_people().visible_to(user).values("pk"))

    def undecided(self) -> "SafeguardingConcernQuerySet":
        return self.filter(outcome="")

    def with_those_named(self) -> "SafeguardingConcernQuerySet":
        return self.select_related("raised_by", "decided_by", "team")

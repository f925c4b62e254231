"""Reading contacts and notes, and safeguarding concerns."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

from foundation.accounts.roles import Permission

if TYPE_CHECKING:
    from foundation.accounts.models import User


def _people():
    """Asked by name, since models import this file."""
    return apps.get_model("people", "Person")._default_manager.all()


class NoteQuerySet(models.QuerySet):
    """Contacts and notes."""

    def visible_to(self, user: "User") -> "NoteQuerySet":
        """About people in scope, as far as they are open to the user."""
        if not user.may(Permission.KEEP_CONTACTS):
            return self.none()
        return self.open_to(user).filter(person__in=_people().visible_to(user).values("pk"))

    def open_to(self, user: "User") -> "NoteQuerySet":
        """Of people in the user's scope: a sensitive one only to its own team and the team that holds the person."""
        held = _people().held_by_teams_of(user).order_by().values("pk")
        return self.filter(Q(is_sensitive=False) | Q(team__in=user.team_ids) | Q(person__in=held))

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
        return self.select_related("raised_by", "decided_by", "team", "note")

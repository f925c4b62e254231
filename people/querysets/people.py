"""Reading people, and when they are supervised and released and have agreed."""

import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from foundation.accounts.roles import Permission, Role

from ..finding.index import named
from .hiding import hidden_from

if TYPE_CHECKING:
    from foundation.accounts.models import User

    from ..finding.matching import Sought

STANDING_IN = "standing in as referrer"  # the purpose for which a hub also writes about a person
READS_AFTER_LOSING = datetime.timedelta(days=90)  # domain: Caseload and involvement

# What makes somebody one of a team's people: an involvement that names its fields opens those and not the record.
_WORK_WITH = {"Caseload": Q(), "Involvement": Q(fields=[])}


def _standing(today: datetime.date) -> Q:
    return Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))


def _readable(today: datetime.date) -> Q:
    """Held now, or lost at most 90 days ago."""
    return Q(since__lte=today) & (Q(until=None) | Q(until__gt=today - READS_AFTER_LOSING))


def readable_today() -> Q:
    """Of caseloads and involvements: those that let their team read today."""
    return _readable(timezone.localdate())


def standing_today() -> Q:
    """Of caseloads and involvements: those that hold today."""
    return _standing(timezone.localdate())


def _people() -> "PersonQuerySet":
    """Asked by name, since models import this file."""
    return apps.get_model("people", "Person")._default_manager.all()


def _opened(user: "User") -> models.QuerySet:
    opened = apps.get_model("people", "BreakGlass")._default_manager.of_user(user).live()
    return (opened if user.may(Permission.BREAK_GLASS) else opened.none()).order_by().values("person")


class PersonQuerySet(models.QuerySet):
    """People. Every page, list, count and search starts from `visible_to`."""

    def visible_to(self, user: "User") -> "PersonQuerySet":
        """The people this user may see at all: held or involved, and not hidden from them (domain: Person)."""
        if not user.may(Permission.VIEW_PERSON):
            return self.none()
        return self.not_hidden_from(user).filter(self._in_scope(user, _opened(user)))

    def known_to(self, user: "User") -> "PersonQuerySet":
        """Those of `visible_to` whom the user would see without breaking the glass: under it nothing is written."""
        if not user.may(Permission.VIEW_PERSON):
            return self.none()
        hidden = hidden_from(user, behind_broken_glass=False)
        return self.exclude(pk__in=hidden).filter(self._in_scope(user))

    def not_hidden_from(self, user: "User", *, behind_broken_glass: bool = True) -> "PersonQuerySet":
        """Without restricted records whose allow-list lacks the user, and without exclusions that name them.

        Without `behind_broken_glass`, what the user opened today stays hidden: what a rule about writing asks.
        """
        return self.exclude(pk__in=hidden_from(user, behind_broken_glass=behind_broken_glass))

    def opened_by(self, user: "User") -> "PersonQuerySet":
        """Open to this user now because they broke the glass."""
        return self.filter(pk__in=_opened(user))

    def held_by(self, user: "User") -> "PersonQuerySet":
        """On this practitioner's own caseload today."""
        return self.filter(self._among("Caseload", _standing(timezone.localdate()), practitioner=user))

    def held_by_teams_of(self, user: "User") -> "PersonQuerySet":
        """On the caseload of one of the user's teams today: what somebody may still write to."""
        return self.filter(self._among("Caseload", _standing(timezone.localdate()), team__in=user.team_ids))

    def handed_over_by(self, user: "User") -> "PersonQuerySet":
        """Held today by a team of the user's; of a data steward, by any team of their organisation."""
        if user.role != Role.DATA_STEWARD:
            return self.held_by_teams_of(user)
        same = {"team__organisation": user.organisation_id}
        return self.filter(self._among("Caseload", _standing(timezone.localdate()), **same))

    def taken_over_from(self, user: "User") -> "PersonQuerySet":
        """Handed over by the user; of a data steward also whom nobody holds and their organisation had last."""
        held = Exists(self._rows("Caseload").filter(_standing(timezone.localdate())))
        if user.role != Role.DATA_STEWARD:
            return self.handed_over_by(user)
        left = self.with_had_last().alive().filter(~held, had_last=user.organisation_id)
        return self.filter(Q(pk__in=self.handed_over_by(user).values("pk")) | Q(pk__in=left.values("pk")))

    def with_had_last(self) -> "PersonQuerySet":
        """`had_last`: the last organisation with a data steward that held the person; if none, that was involved."""
        steward = {"team__organisation__users__role": Role.DATA_STEWARD}
        latest = [
            self._rows(name)
            .filter(**steward, team__organisation__users__is_active=True)
            .order_by(F("until").desc(nulls_first=True), "-since", "-pk")
            .values("team__organisation")[:1]
            for name in ("Caseload", "Involvement")
        ]
        return self.annotate(had_last=Coalesce(*(Subquery(rows) for rows in latest)))

    def written_by_teams_of(self, user: "User") -> "PersonQuerySet":
        """Held by one of the user's teams today, or one of them stands in as their referrer (decision 33)."""
        stands_in = self._rows("Involvement").filter(_standing(timezone.localdate()), purpose=STANDING_IN)
        held = self._rows("Caseload").filter(_standing(timezone.localdate()))
        ours = Q(team__in=user.team_ids)
        return self.filter(Exists(held.filter(ours)) | Exists(stands_in.filter(ours)))

    def worked_with_by_teams_of(self, user: "User") -> "PersonQuerySet":
        """Held by one of the user's teams today, or one of them is involved with the person today."""
        ours = [
            apps.get_model("people", name)
            ._default_manager.filter(_standing(timezone.localdate()), team__in=user.team_ids)
            .order_by()
            .values("person")
            for name in _WORK_WITH
        ]
        return self.filter(pk__in=ours[0].union(ours[1], all=True))

    def lost_by_teams_of(self, user: "User") -> "PersonQuerySet":
        """Held by one of the user's teams until at most 90 days ago, and by none of them today: read, not written."""
        lost = self._rows("Caseload").filter(_readable(timezone.localdate()), team__in=user.team_ids)
        return self.filter(Exists(lost)).exclude(pk__in=self.held_by_teams_of(user).values("pk"))

    def perhaps(self, sought: "Sought") -> "PersonQuerySet":
        """Those worth comparing with somebody sought, found by indexes alone: never the whole table."""
        blocks = Q(pk__in=[])
        if sought.family_sounds:
            blocks |= Q(family_sound__in=sought.family_sounds)
        for start in sought.family_starts:  # a range, since no engine finds LIKE in an ordinary index
            blocks |= Q(family_name__range=(start, start + "z" * 10))
        if sought.birthdays:
            blocks |= Q(date_of_birth__in=sought.birthdays)
        if sought.postcode:
            blocks |= Q(postcode=sought.postcode)
        if (alike := named(sought.words, using=self.db)) is not None:
            blocks |= alike
        if sought.crn:
            blocks |= Q(crn=sought.crn)
        if sought.pnc_id:
            blocks |= Q(pnc_id=sought.pnc_id)
        if sought.prison_number:
            blocks |= Q(prison_number=sought.prison_number)
        return self.filter(blocks)

    def with_seen_by(self, user: "User") -> "PersonQuerySet":
        """`is_seen`: whether the person, or the record theirs was merged into, is visible to the user."""
        meant = Coalesce(OuterRef("merged_into"), OuterRef("pk"))
        return self.annotate(is_seen=Exists(_people().visible_to(user).filter(pk=meant)))

    def seen_by(self, user: "User") -> "PersonQuerySet":
        """Whoever is visible to the user, and, with merged records among them, those whose record theirs became."""
        seen = _people().visible_to(user).order_by().values("pk")
        return self.alias(record=Coalesce("merged_into", "pk")).filter(record__in=seen)

    def with_former(self) -> "PersonQuerySet":
        """`has_former`: whether a record was merged into this one."""
        merged = apps.get_model("people", "Person")._default_manager.with_merged()
        return self.annotate(has_former=Exists(merged.filter(merged_into=OuterRef("pk"))))

    def with_release(self) -> "PersonQuerySet":
        """`expected_on`, the soonest release to come, and `released_on`, the latest that happened."""
        releases = self._rows("Release")
        to_come = releases.filter(released_on=None).order_by("expected_on")
        happened = releases.filter(released_on__isnull=False).order_by("-released_on")
        return self.annotate(
            expected_on=Subquery(to_come.values("expected_on")[:1]),
            released_on=Subquery(happened.values("released_on")[:1]),
        )

    def with_holding(self) -> "PersonQuerySet":
        """`area_name`, `practitioner_name`, and `has_consent`: whether a consent is live."""
        today = timezone.localdate()
        areas = self._rows("PersonArea").filter(Q(since=None) | Q(since__lte=today))
        held = self._rows("Caseload").filter(_standing(today))
        return self.annotate(
            area_name=Subquery(areas.order_by(F("since").desc(nulls_last=True)).values("area__name")[:1]),
            practitioner_name=Subquery(held.values("practitioner__name")[:1]),
            has_consent=Exists(self._rows("Consent").filter(withdrawn_on=None)),
        )

    def released_as(self, choice: str, soon: int) -> "PersonQuerySet":
        """After with_release: "soon" (expected within so many days), "later", "done", "none"; anything else is all."""
        horizon = timezone.localdate() + datetime.timedelta(days=soon)
        wanted = {
            "soon": Q(expected_on__lte=horizon),
            "later": Q(expected_on__gt=horizon),
            "done": Q(expected_on=None, released_on__isnull=False),
            "none": Q(expected_on=None, released_on=None),
        }
        return self.filter(wanted.get(choice, Q()))

    def consenting(self, choice: str) -> "PersonQuerySet":
        """After with_holding: "live" or "none"; anything else is all."""
        return self.filter({"live": Q(has_consent=True), "none": Q(has_consent=False)}.get(choice, Q()))

    def alive(self) -> "PersonQuerySet":
        return self.filter(died_on=None)

    def _in_scope(self, user: "User", *more: models.QuerySet) -> Q:
        """One set of several that an index answers each; an OR of them would read everybody."""
        readable = _readable(timezone.localdate())
        if user.role == Role.DATA_STEWARD:
            readable &= Q(team__organisation=user.organisation_id)
        else:
            readable &= Q(team__in=user.team_ids)
        rows = [
            apps.get_model("people", name)._default_manager.filter(readable, whole)
            for name, whole in _WORK_WITH.items()
        ]
        held, involved = (each.order_by().values("person") for each in rows)
        return Q(pk__in=held.union(involved, *more, all=True))

    @staticmethod
    def _among(name: str, *wanted: Q, **facts: Any) -> Q:
        """Whom these rows are about, asked as a set: a user sees few of many, and their rows are found by an index."""
        rows = apps.get_model("people", name)._default_manager.filter(*wanted, **facts)
        return Q(pk__in=rows.order_by().values("person"))

    @staticmethod
    def _rows(name: str) -> models.QuerySet:
        """Rows of another model of this app about the outer person; asked by name, since models import this file."""
        return apps.get_model("people", name)._default_manager.filter(person=OuterRef("pk"))


class SupervisionQuerySet(models.QuerySet):
    def standing_on(self, day: datetime.date) -> "SupervisionQuerySet":
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)


class ReleaseQuerySet(models.QuerySet):
    """Releases, expected and actual, of people in scope."""

    def visible_to(self, user: "User") -> "ReleaseQuerySet":
        return self.filter(person__in=_people().visible_to(user).values("pk"))

    def of_caseload(self, user: "User") -> "ReleaseQuerySet":
        """Of the people this practitioner holds, and may see."""
        return self.filter(person__in=_people().visible_to(user).held_by(user).values("pk"))

    def expected_within(self, days: int) -> "ReleaseQuerySet":
        """Not yet released and expected from today on, for so many days; soonest first."""
        today = timezone.localdate()
        last = today + datetime.timedelta(days=days)
        return self.expected().filter(expected_on__range=(today, last)).order_by("expected_on", "id")

    def expected(self) -> "ReleaseQuerySet":
        """Not yet released."""
        return self.filter(released_on=None)


class ConsentQuerySet(models.QuerySet):
    def live(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_on=None)

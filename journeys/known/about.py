"""What every page of one person knows: fetched once, in scope, in a fixed number of queries."""

import datetime
import uuid as uuids
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import say_day, today
from pathways.models import Spell
from people.models import Person, Release, RiskInformation, Supervision
from referrals import circumstances
from referrals.models import Referral
from referrals.states import LIVE
from referrals.states import ReferralState as S

from ..attendance.summary import was_in_custody
from . import holding
from .gathering import Rows, gather

SHOWN_WITH = ("hub", "team", "referrer", "taken_by", "key_worker", "source")
SOON = 28  # days before a release in which a missing address is flagged


@dataclass(frozen=True)
class About:
    """One person as one user may see them.

    former_days: of each release's key, the days it was recorded for before, latest first. housed: the keys of releases
    with somewhere to live recorded for that night. risks and referrals are empty where the user may not see them.
    """

    person: Person
    user: User
    holdings: list[holding.Holding]
    releases: list[Release]
    former_days: dict[int, list[datetime.date]]
    housed: frozenset[int]
    supervisions: list[Supervision]
    referrals: list[Referral]
    risks: list[RiskInformation]
    shows_risk: bool

    @cached_property
    def is_held(self) -> bool:
        """On the caseload of one of the user's teams today."""
        return holding.is_held_by(self.user, self.holdings)

    @cached_property
    def is_involved(self) -> bool:
        """A team of the user's, such as a hub's, works with the person today without holding them."""
        ours = (each for each in self.holdings if not each.is_caseload and each.team_id in self.user.team_ids)
        return any(each.stands for each in ours)

    @cached_property
    def may_write(self) -> bool:
        return self.is_held and self.user.may(Permission.RECORD_CIRCUMSTANCES)

    @cached_property
    def purpose(self) -> str:
        return holding.purpose_of(self.user, self.holdings)

    @cached_property
    def release(self) -> Release | None:
        """The next release, or the last one."""
        return circumstances.next_or_last(self.releases)

    @cached_property
    def referral(self) -> Referral | None:
        """The live referral, the newest if there are several."""
        return next((each for each in self.referrals if each.state in LIVE), None)

    @cached_property
    def is_at_liberty(self) -> bool:
        """Not known to be in custody today."""
        return not was_in_custody(self.releases, today())

    @property
    def identity(self) -> dict[str, Any]:
        """The bar at the head of each page: facts, the live referral's state, and alerts."""
        bar = circumstances.identity(
            circumstances.Circumstances(
                self.person, None, None, self.supervisions, self.releases, self.risks, self.shows_risk
            )
        )
        standing = next((each for each in self.supervisions if _stands(each)), None)
        if standing:
            until = f" to {say_day(standing.ended_on)}" if standing.ended_on else ""
            bar["facts"].append(("Supervision", f"{standing.get_kind_display().lower()}{until}"))
        if self.referral:
            bar |= {"state": self.referral, "state_label": _referral_words(self.referral)}
        bar["alerts"] = [*self._own_alerts(), *bar["alerts"]]
        return bar

    def _own_alerts(self) -> list[dict[str, str]]:
        alerts = []
        if self.lacks_address:
            alerts.append({"text": "No address recorded at release", "kind": "address"})
        if self.user.may(
            Permission.IMPORT_RECORDS
        ):  # told to others, it would say that a hidden record exists
            numbers = (("CRN", self.person.crn, self.person.crn_confirmed),
                       ("Prison number", self.person.prison_number, self.person.prison_number_confirmed))  # fmt: skip
            alerts += [
                {"text": f"{n} provisional", "kind": "info"}
                for n, given, sure in numbers
                if given and not sure
            ]
        return alerts

    @property
    def sees_work(self) -> bool:
        """Referrals, pathways and attendance, besides who the person is."""
        return self.user.may(Permission.VIEW_REFERRAL)

    @cached_property
    def is_near_release(self) -> bool:
        """Expected to leave prison today or within 28 days."""
        release = self.release
        return bool(release and not release.released_on and 0 <= (release.day - today()).days <= SOON)

    @cached_property
    def lacks_address(self) -> bool:
        """The person leaves prison within 28 days, or left it last, with nowhere to live recorded for that night."""
        release = self.release
        if not self.sees_work:  # homes belong to the pathways
            return False
        if release is None or self.person.died_on or release.recalled_on or release.pk in self.housed:
            return False
        return bool(release.released_on) or (release.day - today()).days <= SOON


def person_seen_by(user: User, uuid: uuids.UUID) -> Person:
    """Raises Http404 for a person out of scope, and for a restricted one, as for one who does not exist."""
    return get_object_or_404(Person.objects.visible_to(user).with_former(), uuid=uuid)


def about(person: Person, user: User) -> About:
    """Everything the head of a page says, in two queries; `person` must have been fetched in the user's scope."""
    shows_risk = user.may(Permission.VIEW_RISK)
    asked = holding.asked_about(person) | {
        "releases": _dated(person),
        "supervisions": Rows(Supervision.objects.filter(person=person)),
    }
    if shows_risk:
        asked["risks"] = Rows(RiskInformation.objects.filter(person=person))
    found = gather(**asked)
    referrals = Referral.objects.visible_to(user).filter(person=person).with_whether_known_to(user)
    referrals = referrals.select_related(*SHOWN_WITH)
    if user.may(Permission.WRITE_REFERRAL):
        referrals = referrals.with_what_is_there()
    return About(
        person=person,
        user=user,
        holdings=holding.holdings_among(found),
        **_releases_among(found["releases"]),
        supervisions=found["supervisions"],
        referrals=list(referrals.newest_first()) if user.may(Permission.VIEW_REFERRAL) else [],
        risks=found.get("risks", []),
        shows_risk=shows_risk,
    )


def _dated(person: Person) -> Rows:
    """Every version of every release, with whether somebody could live somewhere that night; the latest first."""
    homes = Spell.objects.housed().covering(OuterRef("night")).filter(person=person)
    dated = Release.versions.filter(person=person).annotate(night=Coalesce("released_on", "expected_on"))
    housed = dated.annotate(is_housed=Exists(homes)).order_by("-night", "-recorded_at")
    return Rows(housed, {"prison": "name"}, ("night", "is_housed"))


def _releases_among(versions: list[Any]) -> dict[str, Any]:
    """`releases`, `former_days` and `housed` of About."""
    releases = [each for each in versions if each.superseded_at is None]
    former = {each.pk: [old.day for old in versions if old.version_of_id == each.pk] for each in releases}
    return {
        "releases": releases,
        "former_days": {
            each.pk: [d for d in dict.fromkeys(former[each.pk]) if d != each.day] for each in releases
        },
        "housed": frozenset(each.pk for each in releases if each.is_housed),
    }


def _stands(supervision: Supervision) -> bool:
    return supervision.started_on <= today() and (
        supervision.ended_on is None or supervision.ended_on > today()
    )


def _referral_words(referral: Referral) -> str:
    joined = "to" if referral.state == S.SUBMITTED else "at"
    return f"{referral.get_state_display()} {joined} {referral.hub}"

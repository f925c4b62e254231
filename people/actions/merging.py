"""Merging two records of one person, and taking that back: each a single transaction that loses nothing."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import User
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import events, reactions
from foundation.lifecycle.transitions import NotReady, Refused, perform

from .. import causes
from ..access import may_see, sees_kept
from ..merging import following
from ..merging.carrying import Carrying, carry_clocks, put_back
from ..models import Caseload, DuplicatePair, LimitedAccess, Merge, Person
from ..rules import insist, of_reason
from ..rules.merging import against_merging, against_unmerging
from ..states import PairState

# Filled from the merged record where the kept one says nothing.
FILLED = ("pnc_id", "ethnicity", "communication_needs", "given_names")
IDENTIFIERS = ("crn", "prison_number")
WHY_NEEDED = "Say what shows it, such as the same prison number and the same address."


@transaction.atomic
def merge(kept: Person, merged: Person, *, by: User, reason: str) -> Merge:
    """Make two records of one person one: everything of `merged` is `kept`'s from now on, and can be put back.

    Of rows that both records bring and of which only one may stand, the declaration of their app chooses
    (merging/following.py). The merged record leaves every list; its name and identifiers still lead to the kept one.
    Raises NotYou where the user does not see both, NotReady with all that stands against it, Unfit without a reason.
    """
    ask(by, Permission.MERGE_PEOPLE)
    following.hold(kept.pk, merged.pk)
    kept, merged = _locked(by, kept, merged)
    pair, _ = DuplicatePair.objects.get_or_create(
        first_id=min(kept.pk, merged.pk), second_id=max(kept.pk, merged.pk),
        defaults={"score": 100, "reasons": ["Found by a data steward"]},
    )  # fmt: skip
    because = _said(reason)
    if stands := against_merging(kept, merged):
        raise NotReady(stands)
    perform(pair, "merge", by=by, because=because)
    made = Merge.objects.create(kept=kept, merged=merged, because=because, made_by=by)
    work = Carrying(made)
    work.change([(merged, {"merged_into_id": kept.pk})], what="merged_into")
    work.change([(kept, _filled(kept, merged))])
    _keep_the_stricter_limits(work)
    for follows in following.declared():
        work.carry(follows)
    carry_clocks(merged.pk, kept.pk)
    events.write([events.entry(made, "made", by=by, facts={"kept": kept.pk, "merged": merged.pk})])
    reactions.happened(causes.MERGED, by=by, kept=kept, merged=merged, merge=made)
    return made


@transaction.atomic
def unmerge(made: Merge, *, by: User, reason: str) -> Merge:
    """Take a merge back: every row it changed says again what it said, and the pair is remembered as two people.

    Raises NotYou where the user does not see the kept record, Refused when it is taken back already, NotReady with all
    that has happened since and stands against it, Unfit without a reason.
    """
    ask(by, Permission.MERGE_PEOPLE)
    following.hold(made.kept_id, made.merged_id)
    made = Merge.objects.select_for_update(of=("self",)).select_related("kept", "merged").get(pk=made.pk)
    if not may_see(by, made.kept):
        raise NotYou("Only a data steward who may see the record can take its merge back.")
    if made.undone_at:
        raise Refused("This merge has been taken back already.")
    because = _said(reason)
    if stands := against_unmerging(made):
        raise NotReady(stands)
    put_back(made, by=by)
    made.undone_at, made.undone_by, made.undone_because = timezone.now(), by, because
    made.save(update_fields=["undone_at", "undone_by", "undone_because"])
    kept, merged = (Person.objects.get(pk=pk) for pk in (made.kept_id, made.merged_id))
    _hold_again(merged, kept, by)
    perform(DuplicatePair.objects.of(kept.pk, merged.pk).get(), "unmerge", by=by, because=because)
    events.write([events.entry(made, "undone", by=by, facts={"kept": kept.pk, "merged": merged.pk})])
    reactions.happened(causes.UNMERGED, by=by, kept=kept, merged=merged, merge=made)
    return made


@transaction.atomic
def tell_apart(pair: DuplicatePair, *, by: User, reason: str) -> DuplicatePair:
    """Remember that these are two people; the pair is never offered again.

    Raises Unfit without a reason, Refused for a pair that is merged, NotYou unless the user sees both records.
    """
    ask(by, Permission.MERGE_PEOPLE)
    now = DuplicatePair.objects.get(pk=pair.pk)
    # Asked first: of a merged pair one record is gone, so nobody sees both any more.
    if now.state == PairState.MERGED and sees_kept(by, now):
        raise Refused("These two records are merged already. If they are two people, take the merge back.")
    return perform(pair, "tell_apart", by=by, because=_said(reason))


def _said(reason: str) -> str:
    insist(of_reason(reason, WHY_NEEDED))
    return reason.strip()


def _locked(by: User, kept: Person, merged: Person) -> tuple[Person, Person]:
    """Both rows as they stand, held in the order of their keys. Raises NotYou, and Refused for a merged record."""
    if kept.pk == merged.pk:
        raise Refused("This is one record already.")
    rows = Person.objects.with_merged().select_for_update(no_key=True).filter(pk__in=(kept.pk, merged.pk))
    found = {row.pk: row for row in rows.order_by("pk")}
    if any(row.merged_into_id for row in found.values()):
        raise Refused("One of these records has been merged already. Open the pair again.")
    kept, merged = found[kept.pk], found[merged.pk]
    if not (may_see(by, kept) and may_see(by, merged)):
        raise NotYou("Only a data steward who may see both records can merge them.")
    return kept, merged


def _filled(kept: Person, merged: Person) -> dict[str, Any]:
    """What the kept record takes from the other: only what it lacks itself, and the confirmation of a number."""
    taken = {name: getattr(merged, name) for name in FILLED if not getattr(kept, name)}
    if not kept.postcode and not kept.street:
        taken |= {"postcode": merged.postcode, "street": merged.street}
    for name in IDENTIFIERS:
        ours, theirs, confirmed = getattr(kept, name), getattr(merged, name), f"{name}_confirmed"
        if theirs and (not ours or (ours == theirs and getattr(merged, confirmed))):
            taken |= {name: theirs, confirmed: getattr(merged, confirmed)}
    return {name: value for name, value in taken.items() if value != getattr(kept, name)}


def _keep_the_stricter_limits(work: Carrying) -> None:
    """Exclusions add up. Where both records are restricted, only those whom both allow still see the person."""
    limits = LimitedAccess.objects.standing()
    theirs, ours = (limits.filter(person=pk) for pk in (work.merge.merged_id, work.merge.kept_id))
    moving = LimitedAccess.objects.filter(person=work.merge.merged_id)
    allowed = set(theirs.restrictions().values_list("user", flat=True))
    if allowed and ours.restrictions().exists():
        ended = {"until": today(), "ended_by_id": work.by.pk, "end_reason": "The merged record was stricter"}
        too_many = [row for row in ours.restrictions() if row.user_id and row.user_id not in allowed]
        work.change([(row, ended) for row in too_many])
        moving = moving.exclude(pk__in=theirs.restrictions().values("pk"))
    work.change([(row, {"person_id": work.merge.kept_id}) for row in moving])


def _hold_again(merged: Person, kept: Person, by: User) -> None:
    """A record that nobody would hold, since its caseload ended while it was merged, goes to the kept one's team."""
    holding = kept.caseloads.filter(until=None).first()
    if holding is None or merged.caseloads.filter(until=None).exists():
        return
    held = Caseload(person=merged, team=holding.team, practitioner=holding.practitioner, since=today())
    held.save(force_insert=True)
    events.write([events.entry(held, "held", by=by, effective_on=held.since, facts={"team": held.team.name})])

"""Who may record and verify on a pathway."""

from foundation.accounts.access import NotYou, ask
from foundation.accounts.roles import Permission
from people.models import Person

from .checks.holding import has_a_hub


def works_with(user, person) -> bool:
    """A hub team of the user is involved with this person now; nobody works with whom they see by break-glass alone."""
    involved = person.involvements.filter(team__in=user.team_ids, until=None).values("person")
    return Person.objects.known_to(user).filter(pk__in=involved).exists()


def is_involved(user, thing) -> bool:
    """As `works_with`, of what is about a person."""
    return works_with(user, thing.person)


def nobody(user, pathway) -> bool:
    """What facts alone do is done by no user's hand."""
    return False


def may_record(user, pathway) -> bool:
    """Staff of a hub that is involved with the person now; for others the pathway is to be read."""
    return user.may(Permission.RECORD_PATHWAY) and is_involved(user, pathway)


def ask_to_record(user, pathway) -> None:
    """Raise NotYou unless the user may record on this pathway."""
    ask(user, Permission.RECORD_PATHWAY)
    if not is_involved(user, pathway):
        raise NotYou("Only staff of a hub that is involved with this person now can record on this pathway.")


def may_answer(user, check) -> bool:
    """Staff of an involved hub; once no hub works with the person, practitioners of the team that holds them."""
    if user.may(Permission.RECORD_PATHWAY):
        return is_involved(user, check)
    holds = Person.objects.held_by_teams_of(user).filter(pk=check.person_id)
    return user.may(Permission.ANSWER_CHECK) and holds.exists() and not has_a_hub(check.person)


def ask_to_answer(user, check) -> None:
    """Raise NotYou unless the user may answer this check."""
    ask(user, Permission.RECORD_PATHWAY, Permission.ANSWER_CHECK)
    if not may_answer(user, check):
        raise NotYou(
            "Only staff of a hub that is involved with this person now can answer; once none is, the team that "
            "holds them."
        )


def ask_to_work_with(user, person) -> None:
    """Raise NotYou unless the user's hub is involved with this person now."""
    if not works_with(user, person):
        raise NotYou("Only staff of a hub that is involved with this person now can record about them.")


def is_of_team(user, claim) -> bool:
    """The claim was made at one of the user's teams."""
    return claim.team_id in user.team_ids


def has_claimed(user, claim) -> bool:
    """The user made this claim, or an earlier version of it that was returned."""
    if claim.claimed_by_id == user.pk:
        return True
    return type(claim).versions.filter(version_of=claim.pk, claimed_by=user).exists()


def may_verify(user, claim) -> bool:
    """Of the team, or looking after it, and not a claimer. Nobody is exempt (domain: Milestone claim)."""
    return is_of_team(user, claim) and not has_claimed(user, claim)


def ask_to_plan(user, plan) -> None:
    """Raise NotYou unless the user may write in this plan, which may be one that is only about to be made."""
    ask(user, Permission.RECORD_PATHWAY)
    if not is_involved(user, plan):
        raise NotYou(
            "Only staff of a hub that is involved with this person now write the plan. You can read it."
        )

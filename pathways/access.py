"""Who may record and verify on a pathway."""


def is_involved(user, thing) -> bool:
    """A hub team of the user is involved with the person now; asked of the person's scope by the view's queryset."""
    return thing.person.involvements.filter(team__in=user.team_ids, until=None).exists()


def is_of_team(user, claim) -> bool:
    """The claim was made at one of the user's teams."""
    return claim.team_id in user.team_ids


def may_verify(user, claim) -> bool:
    """Of the team, or looking after it, and not the claimer. Nobody is exempt (domain: Milestone claim)."""
    return is_of_team(user, claim) and claim.claimed_by_id != user.pk

"""Who may do what to a referral."""


def is_referrer(user, referral) -> bool:
    """The user wrote it, or works in the team that did."""
    return referral.referrer_id == user.pk or referral.team_id in user.team_ids


def is_with_hub_of(user, referral) -> bool:
    """The user works at the hub it is sent to, or looks after that hub."""
    return referral.hub is not None and referral.hub.team_id in user.team_ids

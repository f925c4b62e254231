"""What a draft still lacks before it can be submitted: everything, listed at once (domain: submit)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """One missing item: what to say, and the section of the task list that mends it."""

    text: str
    section: str

    def __str__(self) -> str:
        return self.text


def missing_to_submit(referral, **facts) -> list[Missing]:
    """Every item that stops `submit`, in the order of the task list."""
    person, found = referral.person, []
    if person.died_on:
        found.append(Missing("a person who is alive: a death is recorded", "person"))
    if referral.source is None:
        found.append(Missing("the source of the referral", "source"))
    elif referral.source.comment_required and not referral.source_comment.strip():
        found.append(Missing("a comment on the source", "source"))
    if not person.consents.live().exists():
        found.append(Missing("live consent to take part and to share", "consent"))
    if not (person.supervisions.exists() or person.releases.exists()):
        found.append(Missing("supervision or a release date", "supervision"))
    if not (referral.risk_not_yet_available or person.risks.exists()):
        found.append(Missing("risk information, or that it is not yet available", "risk"))
    if not referral.needs.filter(dropped_at=None).exists():
        found.append(Missing("at least one need", "needs"))
    if referral.hub is None:
        found.append(Missing("the hub", "hub"))
    return found

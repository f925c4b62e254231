"""What of this app goes with a person when two records are merged (see people/following.py)."""

from people.merging.following import Follows, declare

from .models import Check, DutyToRefer, Handover, MilestoneClaim, OutcomesProfile, Pathway
from .states import ClaimState as C
from .states import PathwayState as P

_FURTHER = [
    P.NOT_ASSESSED,
    P.NO_NEED,
    P.DECLINED,
    P.CLOSED,
    P.NEED_IDENTIFIED,
    P.IN_PROGRESS,
    P.ACHIEVED,
    P.SUSTAINED,
]
_TELLS = ["", Check.Answer.UNKNOWN, Check.Answer.OUT_OF_SCOPE, Check.Answer.NO, Check.Answer.YES]


def _is_further(theirs: Pathway, ours: Pathway) -> bool:
    """One pathway of a kind: the one that got further stands, and what hangs on the other hangs on it."""
    return _FURTHER.index(P(theirs.state)) > _FURTHER.index(P(ours.state))


def _is_known(theirs: Check, ours: Check) -> bool:
    """What is known stands before what is not, and an answer before none; of yes and no, the kept record's."""
    known = (Check.Answer.YES, Check.Answer.NO)
    if theirs.answer in known and ours.answer in known:
        return False
    return _TELLS.index(theirs.answer) > _TELLS.index(ours.answer)


def _is_verified(theirs: MilestoneClaim, ours: MilestoneClaim) -> bool:
    return theirs.state == C.VERIFIED and ours.state != C.VERIFIED


def _is_fuller(theirs: OutcomesProfile, ours: OutcomesProfile) -> bool:
    """Of two forms of one stage and day, the one with more answers stands."""
    return _answers(theirs) > _answers(ours)


def _is_answered(theirs: DutyToRefer, ours: DutyToRefer) -> bool:
    """Of the same duty-to-refer written down twice, the one that says more of what came of it stands."""
    return (bool(theirs.outcome), bool(theirs.answer)) > (bool(ours.outcome), bool(ours.answer))


def _answers(form: OutcomesProfile) -> int:
    return sum(answer not in (None, "") for answer in form.answers.values())


def _both_are_open(theirs: Handover, ours: Handover) -> str:
    """Each has workers of the service busy with it: the side that sent them says which one stands."""
    return (
        f"Both records are handed over to {ours.service} now. Let the team that sent {theirs} or {ours} withdraw one "
        "of them first."
    )


FOLLOWERS = (
    Follows("pathways.Pathway", says_more=_is_further),
    Follows("pathways.Spell"),
    Follows("pathways.Assessment"),
    Follows("pathways.MilestoneClaim", says_more=_is_verified),
    Follows("pathways.Explanation"),
    Follows("pathways.Check", says_more=_is_known),
    Follows("pathways.OutcomesProfile", says_more=_is_fuller),
    Follows("pathways.Plan"),  # of two live plans the kept one stands, and the goals of both hang on it
    Follows("pathways.Goal"),
    Follows("pathways.Step"),
    Follows("pathways.PlanReview"),
    Follows("pathways.DutyToRefer", says_more=_is_answered),
    Follows("pathways.Handover", against=_both_are_open),
)


def register() -> None:
    declare(*FOLLOWERS)

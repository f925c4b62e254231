"""What is done on pathways, one function per verb; called qualified: `pathways.verify_claim(claim, by=user)`."""

from .checks import AnsweredMeanwhile, answer_check, take_back_answer
from .claims import claim_again, claim_milestone
from .closing import close_pathways, reopen_pathways
from .needs import assess_need, decline_support, set_back
from .opening import open_pathways
from .plans import (
    add_goal,
    add_step,
    change_goal,
    change_step,
    drop,
    finish,
    hand_plan_to,
    open_again,
    review_plan,
)
from .removing import remove_spell, remove_top
from .sampling import fill_up_draws
from .spells import correct_spell, end_spell, record_spell
from .top import correct_top, record_top
from .unusual import explain
from .verifying import return_claim, revoke_claim, verify_claim

__all__ = [
    "AnsweredMeanwhile",
    "add_goal",
    "add_step",
    "answer_check",
    "assess_need",
    "change_goal",
    "change_step",
    "claim_again",
    "claim_milestone",
    "close_pathways",
    "correct_spell",
    "correct_top",
    "decline_support",
    "drop",
    "end_spell",
    "explain",
    "fill_up_draws",
    "finish",
    "hand_plan_to",
    "open_again",
    "open_pathways",
    "record_spell",
    "record_top",
    "remove_spell",
    "remove_top",
    "reopen_pathways",
    "return_claim",
    "review_plan",
    "revoke_claim",
    "set_back",
    "take_back_answer",
    "verify_claim",
]

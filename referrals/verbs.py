"""The verbs that need a page: its words, its form and its action, declared in one table.

`views.verbs` makes a view of each row. Accept, decline, induct and submit have pages of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from foundation.accounts.roles import Permission

from . import actions, forms


@dataclass(frozen=True)
class Verb:
    """One row. name: of the transition and of the page (`referral_<name>`); asks: the heading; does: the button."""

    name: str
    permission: Permission
    form: Callable[..., Any]
    action: Callable[..., Any]
    asks: str
    does: str
    lead: str
    said: str
    leave: str = "Leave it as it is"
    may_begin: Callable[..., None] | None = (
        None  # what is asked before its form, where no transition of its name is
    )


_WHY = forms.because_form

VERBS = (
    Verb(
        "request_information", Permission.DECIDE_REFERRAL, forms.AskForm, actions.request_information,
        asks="Ask the referrer", does="Send the questions",
        lead="The decision clock stands still until they answer. They have 5 working days.",
        said="The referrer is asked. Your clock stands still until they answer.",
    ),
    Verb(
        "provide_information", Permission.WRITE_REFERRAL, forms.AnswerForm, actions.provide_information,
        asks="Answer the hub’s questions", does="Send the answers",
        lead="The hub’s decision waits for your answers. Its clock runs again once you send them.",
        said="Your answers are with the hub.",
    ),
    Verb(
        "wait_list", Permission.DECIDE_REFERRAL, forms.WaitForm, actions.wait_list,
        asks="Put on the waiting list", does="Put on the waiting list",
        lead="Suitable, and no place yet. The decision clock stops, and you review it every 10 working days.",
        said="It is on the waiting list. The referrer is told.",
    ),
    Verb(
        "reconsider", Permission.MANAGE_REFERRAL,
        _WHY("Why is the refusal reconsidered?", "Say why it is reconsidered.", "The referrer reads this."),
        actions.reconsider, asks="Reconsider the refusal", does="Reconsider",
        lead="The referral comes back to you for review, with 5 working days to decide. This can be done once.",
        said="The referral is back in review, with you. The referrer is told.",
    ),
    Verb(
        "review", Permission.DECIDE_REFERRAL, forms.ReviewForm, actions.review,
        asks="Record a review", does="Record the review",
        lead="The state stays as it is, and the next review is due a full period from today.",
        said="The review is recorded.",
    ),
    Verb(
        "hold", Permission.DECIDE_REFERRAL, forms.HoldForm, actions.hold,
        asks="Put on hold", does="Put on hold",
        lead="The place is kept. You review it every 20 working days, and resume where it stood.",
        said="It is on hold. The referrer is told.",
    ),
    Verb(
        "resume", Permission.DECIDE_REFERRAL, _WHY("What has changed?", "Say what has changed."), actions.resume,
        asks="Resume", does="Resume", lead="It goes back to where it stood before the hold.",
        said="It is no longer on hold. The referrer is told.",
    ),
    Verb(
        "complete", Permission.DECIDE_REFERRAL, forms.CompleteForm, actions.complete,
        asks="Complete the support", does="Complete",
        lead="What the pathways say is chosen already: put right what is not so. The summary goes to the referrer. The "
             "place is freed, and what was booked is taken back.",
        said="Support is completed. The referrer is told.",
    ),
    Verb(
        "end_early", Permission.DECIDE_REFERRAL, forms.EndEarlyForm, actions.end_early,
        asks="End the support early", does="End the support",
        lead="For support that ends before it is completed. The place is freed, and what was booked is taken back. "
             "The hub manager can reopen it for 30 days.",
        said="Support has ended. The referrer is told.",
    ),
    Verb(
        "reopen", Permission.MANAGE_REFERRAL, _WHY("Why is the support reopened?", "Say why it is reopened."),
        actions.reopen, asks="Reopen the support", does="Reopen",
        lead="A place and the pathways open again. Needs a free place at the hub.",
        said="Support goes on. The referrer is told.",
    ),
    Verb(
        "withdraw", Permission.WITHDRAW_REFERRAL, forms.WithdrawForm, actions.withdraw,
        asks="Withdraw the referral", does="Withdraw",
        lead="For a referral that has not started and will not. Both sides are told. This cannot be undone: "
             "a new referral can be written.",
        said="The referral is withdrawn.",
    ),
    Verb(
        "void", Permission.MANAGE_REFERRAL,
        _WHY("Why was it entered in error?", "Say why it was entered in error.",
             "For example: a duplicate of another referral, or the wrong person."),
        actions.void, asks="Enter as an error", does="Take it out of the lists",
        lead="For a duplicate or a mistake on which nothing rests. It disappears from lists and counts; "
             "the trail keeps it. This cannot be undone.",
        said="The referral is out of the lists. The trail keeps it.",
    ),
    Verb(
        "transfer", Permission.MANAGE_REFERRAL, forms.TransferForm, actions.request_transfer,
        asks="Ask another hub to take it over", does="Ask the hub",
        lead="Its manager sees the referral and agrees or refuses. Until then everything stays as it is.",
        said="The hub is asked. You are told when it answers.", may_begin=actions.check_transfer,
    ),
    Verb(
        "assign", Permission.MANAGE_REFERRAL, forms.AssignForm, actions.assign,
        asks="Give it to a worker", does="Give",
        lead="They have the work from now on: as key worker once the referral is accepted, before that as the one who "
             "decides. They are told, and so is whoever had it before.",
        said="The referral is with them now.", may_begin=actions.check_assign,
    ),
)  # fmt: skip
BY_NAME = {verb.name: verb for verb in VERBS}

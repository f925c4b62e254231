"""What an answer to an enquiry still lacks, and when it is too early or too late for one."""

from foundation.design.dates import say_day, today
from people.rules import says_nothing


def missing_to_refuse(enquiry, *, grounds=None, explanation="", **facts) -> list[str]:
    """A reason of the list, and words where the reason asks for them."""
    if grounds is None or grounds.list != "enquiry":
        return ["a reason"]
    return ["an explanation"] if grounds.text_required and says_nothing(explanation) else []


def missing_to_pass_on(enquiry, *, to_hub=None, because="", **facts) -> list[str]:
    """Another hub, and words that say why."""
    missing = [] if to_hub and to_hub.pk != enquiry.hub_id else ["another hub"]
    return missing + (["a reason"] if says_nothing(because) else [])


def not_yet_expired(enquiry) -> str:
    """Until its last day is over an enquiry waits for an answer (domain: 28 days)."""
    if today() <= enquiry.answer_by:
        return f"This enquiry can still be answered until {say_day(enquiry.answer_by)}."
    return ""


def nobody(user, enquiry) -> bool:
    """Only the passing of time does this."""
    return False

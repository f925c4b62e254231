"""The questions a record is read by: a short list with a version. A changed list is a new version beside the old one.

Scores of different versions are never drawn as one line.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One question of yes, in part, or no. `looks_at` says what a reader compares."""

    slug: str
    asks: str
    short: str
    looks_at: str


VERSIONS: dict[int, tuple[Question, ...]] = {
    1: (
        Question("needs", "Could somebody who has never met this person act on the needs as they are written?",
                 "Needs are clear", "Each need says what is needed and what is in place."),
        Question("plan", "Was there a plan in time, and is each step somebody’s by a month?",
                 "Plan in time", "Made within 10 working days of the start; owner and month on every step."),
        Question("reviews", "Were plan and support reviewed when due, and does each review say what changed and why?",
                 "Reviews say why", "At least every 90 days."),
        Question("absences", "After absences, does the record say what was done about them?",
                 "Absences followed up", "Reasons in the register; a review or a step that answers them."),
        Question("milestones", "Does the evidence show what each milestone claims?",
                 "Evidence shows it", "The kind of evidence and its date go with the milestone and its day."),
        Question("voice", "Can you hear in the goals what the person wants, rather than what services offer?",
                 "The person’s own goals", "Words a person would use."),
        Question("next", "Is it clear what happens next, and who does it?",
                 "Next step is clear", "An open step this month or next, or what happens after the end of support."),
    ),
}  # fmt: skip
CURRENT = max(VERSIONS)


def questions_of(version: int) -> tuple[Question, ...]:
    """The list of a version. Raises KeyError for one that never was."""
    return VERSIONS[version]

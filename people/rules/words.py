"""What a problem is, and what counts as having said something."""

from collections.abc import Mapping

from foundation.lifecycle.transitions import Refused

SAID_NOTHING = frozenset(
    {
        "tbc",
        "tba",
        "tbd",
        "na",
        "unknown",
        "unk",
        "notknown",
        "notyetknown",
        "dontknow",
        "dk",
        "pending",
        "xxx",
    }
    | {"toconfirm", "tobeconfirmed", "tobeadvised", "tobeadded", "notavailable", "notyetavailable"}
)

LONGEST_REASON = 200  # characters, of a sentence beside an event
LONGEST_ACCOUNT = 1000  # of one that has a box of its own
Problems = dict[str, str]


class Unfit(Refused):
    """What was given cannot be written. `.problems` maps each field to what is needed."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


def insist(problems: Problems) -> None:
    """Raises Unfit when there is a problem."""
    if problems:
        raise Unfit(problems)


def lacks_words(text: str, needed: str, most: int = LONGEST_REASON) -> str:
    """What is wrong with a reason in somebody's words: `needed` where it says nothing, a sentence where it is too long.

    Nothing that was typed is cut.
    """
    if says_nothing(text):
        return needed
    return says_too_much(text, most)


def says_too_much(text: str, most: int = LONGEST_REASON) -> str:
    """A sentence for words that are too long to keep, else ""."""
    length = len(text.strip())
    return f"Say it in {most} characters or fewer; this is {length:,}." if length > most else ""


def says_nothing(text: str) -> bool:
    """Whether a text is blank, or only fills the box: "TBC", "n/a", "unknown" (domain: Risk information)."""
    letters = "".join(sign for sign in text.casefold() if sign.isalnum())
    return letters in SAID_NOTHING or not letters

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


def says_nothing(text: str) -> bool:
    """Whether a text is blank, or only fills the box: "TBC", "n/a", "unknown" (domain: Risk information)."""
    letters = "".join(sign for sign in text.casefold() if sign.isalnum())
    return letters in SAID_NOTHING or not letters

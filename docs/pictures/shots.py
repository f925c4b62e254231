"""What is photographed for the README and the guides: as whom, which page, and how far down."""

from dataclasses import dataclass

WIDTH = 1280  # pixels
LONGEST = 1200  # pixels; a reader sees what the page is about, and the file stays small
EVERYBODY = ""  # without signing in


@dataclass(frozen=True)
class Shot:
    """One picture. `who` is the first name of somebody of the demo. `path` is empty where `places.py` finds the page.

    `until` is where the picture ends, `longest` (pixels) where it ends in any case.
    """

    who: str
    name: str
    path: str = ""
    until: str = "main"
    longest: int = LONGEST


TALL = 10_000  # a page that is shown whole

# In the order of those who sign in: everybody signs in once.
SHOTS = (
    Shot("dana", "home", "/", "main section", TALL),
    Shot("dana", "referral-draft"),
    Shot("claire", "report", until="main table", longest=TALL),
    Shot("claire", "commissioner", "/"),
    Shot("marcus", "hub-worker", "/"),
    Shot("marcus", "person", longest=TALL),
    Shot("marcus", "pathway", longest=TALL),
    Shot("marcus", "top", until="main table", longest=TALL),
    Shot("marcus", "due", "/due/", "main tbody tr:nth-child(8)", TALL),
    Shot("marcus", "end-of-support", longest=TALL),
    Shot("marcus", "register"),
    Shot("helen", "hub-manager", "/"),
    Shot("gethin", "data-steward", "/"),
    Shot("gethin", "duplicate"),
    Shot("bridget", "performance-officer", "/"),
    Shot("bridget", "claim"),
    Shot("noor", "partner-home", "/", longest=TALL),
    Shot("noor", "partner-handover", longest=TALL),
    Shot("patrick", "partnership-officer", "/"),
    Shot("patrick", "plan"),
    Shot("patrick", "pack"),
    Shot("yvette", "partner", "/"),
    Shot("yvette", "return"),
    Shot("leon", "scrutiny-member", "/"),
    Shot("leon", "question"),
    Shot("sunita", "administrator", "/services/"),
    Shot("edmund", "auditor", "/"),
    Shot(EVERYBODY, "public"),
)

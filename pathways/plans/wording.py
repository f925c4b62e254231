"""What may stand in a plan: it is printed for the person, who carries it about (domain: Plan).

Whoever picks the sheet up must not learn of an offence, a risk or a licence condition. These words are asked about
again; no list can know every name, so the forms say it as well.
"""

import re

LEFT_OUT = (
    "offence", "offences", "offending", "reoffending", "offender", "conviction", "convictions", "convicted", "crime",
    "sentence", "licence condition", "licence conditions", "on licence", "recall", "recalled", "victim", "victims",
    "risk level", "high risk", "medium risk", "very high risk", "no contact", "no-contact", "exclusion zone", "mappa",
    "sex offender", "domestic abuse", "drug test", "safeguarding",
)  # fmt: skip
_WRITTEN = re.compile(
    rf"\b({'|'.join(re.escape(words) for words in sorted(LEFT_OUT, key=len, reverse=True))})\b"
)
HINT = (
    "The person reads this and carries it about. Leave out offences, risk, licence and other people’s names."
)


def said_too_openly(words: str) -> str:
    """A sentence naming what must not stand on a sheet that is carried about, else ""."""
    found = _WRITTEN.search(words.casefold())
    if found is None:
        return ""
    return f"Leave out “{found[1]}”: this is printed for the person to carry, and others may read it."

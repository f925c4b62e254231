"""The strategic assessment of the demo: figures of each theme and a residents' survey. All of them are invented."""

from dataclasses import dataclass

SOURCE = "Invented for this demo"
COUNTED_ANEW = "Counted anew since this year: online reports are in it."


@dataclass(frozen=True)
class Series:
    """One figure over the years, the last being the financial year that ended last. breaks: the place of a year from
    which it is counted otherwise.
    """

    theme: str
    title: str
    unit: str
    good: str
    counts: str
    values: tuple[str, ...]
    breaks: int | None = None


ASB, REOFFENDING, VAWG, DRUGS = (
    "Anti-social behaviour", "Reoffending", "Violence against women and girls", "Drugs and alcohol",
)  # fmt: skip
SERIES = (
    Series(ASB, "Incidents recorded by the police", "count", "down", "things",
           ("11200", "10850", "10400", "10150", "9600", "9250", "9020")),
    Series(ASB, "Deliberate secondary fires", "count", "down", "things", ("412", "395", "401", "367", "340", "322")),
    Series(REOFFENDING, "People released to the area", "count", "down", "published",
           ("655", "610", "640", "670", "690", "705")),
    Series(REOFFENDING, "People on probation, own count", "count", "down", "own", ("1420", "1465", "1490")),
    Series(VAWG, "Domestic abuse offences", "rate", "down", "things",
           ("18.2", "19.1", "19.4", "22.6", "22.1", "21.8"), breaks=3),
    Series(DRUGS, "Adults in structured treatment", "count", "up", "published", ("1310", "1345", "1390", "1460")),
    Series(DRUGS, "Share of opiate users not in treatment", "share", "down", "published",
           ("0.51", "0.49", "0.47", "0.46", "0.44", "0.43")),
)  # fmt: skip
SURVEY, ASKED = "Residents’ survey", (
    ("How safe do you feel outside after dark?",
     (("Very safe", ("0.14", "0.16")), ("Fairly safe", ("0.36", "0.37")), ("Fairly unsafe", ("0.29", "0.28")),
      ("Very unsafe", ("0.16", "0.15")), ("Do not know", ("0.05", "0.04")))),
    ("Do the council and the police deal with what matters here?",
     (("Yes", ("0.38", "0.41")), ("No", ("0.44", "0.42")), ("Do not know", ("0.18", "0.17")))),
)  # fmt: skip
ANSWERED = (812, 846)

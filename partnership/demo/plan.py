"""The plan of the demo: Medway's four priorities of 2024 to 2027, with measures. Figures that partners enter are
invented."""

from dataclasses import dataclass

PURPOSE = (
    "Fewer people harmed by crime in Medway, and fewer who come out of prison and go back. Barriers to work, "
    "accommodation and wellbeing are broken, and a place at an Activity Hub is there when somebody needs it."
)


@dataclass(frozen=True)
class Planned:
    """One measure. what: the slug of an indicator; of one that is entered, what it counts, its unit and which way is
    better stand in `entered`. figures: what its owner entered, the newest quarter last.
    """

    title: str
    what: str
    owner: str
    target: str
    floor: str = ""
    baseline: str = ""
    entered: tuple[str, str] = ("", "")
    figures: tuple[str, ...] = ()
    frequency: str = "quarterly"


COUNCIL, POLICE, PROBATION, HEALTH, FIRE = (
    "Medway Council", "Kent Police", "Probation Service, Kent", "NHS Kent and Medway", "Kent Fire and Rescue",
)  # fmt: skip
PRIORITIES: dict[str, tuple[str, tuple[Planned, ...]]] = {
    "Tackle anti-social behaviour": (
        "Residents name it first when asked what makes them feel unsafe.",
        (
            Planned("Incidents of anti-social behaviour", "Incidents recorded by the police", POLICE, "2100", "2400",
                    "2350", ("count", "down"), ("2310", "2280", "2190", "2240")),
            Planned("Deliberate secondary fires", "Deliberate secondary fires attended", FIRE, "60", "80", "78",
                    ("count", "down")),
        ),
    ),
    "Reduce re-offending": (
        "Who leaves prison with a home, work and support is less often back in court.",
        (
            Planned("Housed on the night of release", "housed-on-release", COUNCIL, "0.9", "0.8", "0.78"),
            Planned("In settled accommodation after 3 months", "settled-3-months", COUNCIL, "0.5", "0.4"),
            Planned("Employed 6 weeks after release", "employed-6-weeks", PROBATION, "0.2", "0.1"),
            Planned("Employed 6 months after release", "employed-6-months", PROBATION, "0.3", "0.17"),
            Planned("Referred to a hub before release and there within 28 days", "through-the-gate", PROBATION, "0.5",
                    "0.35"),
            Planned("In treatment within 21 days of release", "continuity-of-care", HEALTH, "0.6", "0.5", "0.47"),
            Planned("Places at Activity Hubs", "hub-availability", PROBATION, "2000", "1500"),
            Planned("Proven reoffending within a year", "proven-reoffending", PROBATION, "0.3", "0.4",
                    frequency="yearly"),
        ),
    ),
    "Prevent violence against women and girls": (
        "It is the crime that is told to nobody most often.",
        (
            Planned("Victims supported who feel safer", "Share of people supported who said so when support ended",
                    COUNCIL, "0.8", "0.7", "0.74", ("share", "up"), ("0.75", "0.77", "0.76", "0.79")),
        ),
    ),
    "Drugs and alcohol": (
        "Health partners give people in and leaving prison a route into support.",
        (
            Planned("Continuity of care from prison", "continuity-of-care", HEALTH, "0.6", "0.5", "0.47"),
            Planned("Fewer days of use after treatment began", "top-change", HEALTH, ""),
            Planned("Treatment completed", "treatment-completed", HEALTH, "0.5", "0.4"),
        ),
    ),
}  # fmt: skip

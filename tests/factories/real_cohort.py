"""A real cohort as import files: people released from prison and followed for 52 weeks.

`lifelines.datasets.load_rossi()` holds 432 men released from the state prisons of Maryland in the early 1970s (Rossi,
Berk and Lenihan, 1980); 114 were arrested within the year. Names, births and identifiers are made up here.
"""

import csv
import datetime
from pathlib import Path

from lifelines.datasets import load_rossi

RELEASED_ON = datetime.date(2023, 1, 2)
DISPOSED_AFTER = datetime.timedelta(days=30)


def crn(number: int) -> str:
    return f"R{number:06d}"


def write_files(folder: Path) -> dict[str, Path]:
    """Write the people, releases and offences of the cohort; their paths by the name of the import.

    Everyone belongs to Medway and was released from Rochester on licence on 2 January 2023; an arrest in week n is an
    offence on day 7n, convicted 30 days later.
    """
    cohort = load_rossi()
    people, releases, offences = [], [], []
    for number, subject in enumerate(cohort.itertuples(), start=1):
        born = RELEASED_ON.replace(day=1) - datetime.timedelta(days=round(365.25 * int(subject.age)))
        people.append([crn(number), f"Cohort{number:03d}", "Rossi", born, "male", "Medway"])
        releases.append([crn(number), "Rochester", RELEASED_ON, "licence"])
        if subject.arrest:
            offence_on = RELEASED_ON + datetime.timedelta(weeks=int(subject.week))
            offences.append([crn(number), offence_on, offence_on + DISPOSED_AFTER, "conviction"])
    return {
        "people": _write(
            folder / "people.csv",
            ["crn", "family_name", "given_names", "date_of_birth", "sex", "area"],
            people,
        ),
        "releases": _write(folder / "releases.csv", ["crn", "prison", "released_on", "kind"], releases),
        "offences": _write(
            folder / "offences.csv", ["crn", "offence_on", "disposed_on", "disposal"], offences
        ),
    }


def _write(path: Path, header: list[str], rows: list[list]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path

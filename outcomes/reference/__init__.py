"""Published lists: what contract areas are to deliver each month, and figures to hold reports against."""

from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from foundation.intake.reference import Loaded, ReferenceList, Rows, by_name
from foundation.lifecycle import facts
from outcomes import targets
from outcomes.delivery import DeliveryLine
from outcomes.models import Benchmark, Target
from people.models import ContractArea

HERE = Path(__file__).parent


def load_contract_targets(rows: Rows, *, period: str) -> Loaded:
    """A count for each contract area and delivery line. A target that an import has put right stays as it is."""
    areas = by_name(ContractArea)
    listed = {
        (areas[row["contract_area"]].pk, line.value): targets.figure(row[line.value])
        for row in rows
        for line in DeliveryLine
    }
    standing = Target.objects.of_delivery().during(period).filter(contract_area__isnull=False)
    known = set(standing.values_list("contract_area_id", "measure"))
    new = [
        Target(contract_area_id=area, measure=line, period=period, target=count)
        for (area, line), count in listed.items()
        if (area, line) not in known
    ]
    facts.record(new, by=None, source={"list": f"contract targets of {period}"})
    return Loaded(new=len(new), gone=len(known - listed.keys()))


def _list_of(path: Path) -> ReferenceList:
    """A file's name ends with its month: contract_targets_2025_06.csv."""
    year, month = path.stem.split("_")[-2:]
    return ReferenceList(path.stem, path, partial(load_contract_targets, period=f"{year}-{month}"), order=60)


def load_benchmarks(rows: Rows) -> Loaded:
    """Each published figure. One that was entered by hand stays as it is, and so does one that was put right."""
    standing = Benchmark.objects.values_list("indicator", "name", "place", "starts_on", "ends_on")
    known = set(standing)
    named = {each[:3] for each in known}
    new = []
    for row in rows:
        starts_on, ends_on = (
            date.fromisoformat(row[name]) if row[name] else None for name in ("starts_on", "ends_on")
        )
        key = (row["indicator"], row["name"], row["place"])
        if (*key, starts_on, ends_on) in known or (starts_on is None and key in named):
            continue
        said = {name: row[name] for name in ("indicator", "name", "population", "place", "source")}
        figure = Decimal(row["figure"]) if row["figure"] else None
        compared = row["same_definition"] == "yes"
        new.append(
            Benchmark(**said, starts_on=starts_on, ends_on=ends_on, figure=figure, same_definition=compared)
        )
    facts.record(new, by=None, source={"list": "benchmarks"})
    return Loaded(new=len(new))


LISTS = (
    *(_list_of(path) for path in sorted(HERE.glob("contract_targets_*.csv"))),
    ReferenceList("benchmarks", HERE / "benchmarks.csv", load_benchmarks, order=70),
)

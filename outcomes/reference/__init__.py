"""The monthly targets of the contract areas, a published list for each month."""

from functools import partial
from pathlib import Path

from foundation.intake.reference import Loaded, ReferenceList, Rows, by_name
from foundation.lifecycle import facts
from outcomes import targets
from outcomes.delivery import DeliveryLine
from outcomes.models import Target
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


LISTS = tuple(_list_of(path) for path in sorted(HERE.glob("contract_targets_*.csv")))

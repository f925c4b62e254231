"""Hubs with their providers, teams and example hours, the areas they serve, and the catalogue of activities."""

from pathlib import Path

from django.utils.text import slugify

from foundation.accounts.models import Organisation, Team
from foundation.intake.reference import Loaded, ReferenceList, Rows, by_name, keep_in_step
from people.models import Area, ContractArea
from people.reference import HERE as AREAS
from people.reference import degrees

from ..models import ActivityCategory, Hub, ServedArea
from .hours import load_opening_hours

HERE = Path(__file__).parent


def load_providers(rows: Rows) -> Loaded:
    """The organisation that runs the hubs of a contract area, and the team above them.

    A contract area that has a provider's team keeps it: who runs what is then an administrator's to say.
    """
    known, new = _teams_of_contract_areas(), 0
    for row in rows:
        if row["contract_area"] not in known:
            provider, _ = Organisation.objects.get_or_create(
                name=row["provider"], defaults={"kind": Organisation.Kind.PROVIDER}
            )
            Team.objects.create(organisation=provider, name=row["contract_area"])
            new += 1
    gone = known.keys() - {row["contract_area"] for row in rows}
    return Loaded(new=new, gone=len(gone))


def _teams_of_contract_areas() -> dict[str, Team]:
    """The team above the hubs of each contract area, under that area's provider."""
    areas = ContractArea.objects.values_list("name", flat=True)
    above = Team.objects.filter(parent=None, organisation__kind=Organisation.Kind.PROVIDER, name__in=areas)
    return {team.name: team for team in above.select_related("organisation")}


def load_hubs(rows: Rows) -> Loaded:
    """Hubs, then satellites, each with its team.

    A team looks after the teams below it: the contract area's team after its hubs', a hub's after its satellites'. What
    a hub manager says (address, contact, places) is not in the list and stays as it is.
    """
    hubs = [row for row in rows if not row["parent_hub"]]
    satellites = [row for row in rows if row["parent_hub"]]
    areas = _teams_of_contract_areas()
    loaded = Loaded()
    for storey in (hubs, satellites):
        loaded += _load_storey(storey, areas)
    gone = Hub.objects.exclude(name__in=[row["hub"] for row in rows]).count()
    return Loaded(loaded.new, loaded.changed, gone)


def _load_storey(rows: Rows, areas: dict[str, Team]) -> Loaded:
    known, contract_areas = by_name(Hub), by_name(ContractArea)
    wanted = []
    for row in rows:
        parent = known.get(row["parent_hub"])
        above = parent.team if parent else areas[row["contract_area"]]
        wanted.append(
            {
                "name": row["hub"],
                "slug": slugify(row["hub"]),
                "kind": row["kind"],
                "parent_id": parent.pk if parent else None,
                "team_id": _team(known.get(row["hub"]), row["hub"], above).pk,
                "contract_area_id": contract_areas[row["contract_area"]].pk,
                "town": row["town"],
                "latitude": degrees(row["latitude"]),
                "longitude": degrees(row["longitude"]),
            }
        )
    return keep_in_step(Hub, ("name",), wanted)


def _team(hub: Hub | None, name: str, above: Team) -> Team:
    """The hub's team, under the team that looks after it. A contract area may be called as one of its hubs is."""
    if hub is None:
        team, _ = Team.objects.get_or_create(
            organisation=above.organisation, name=f"{name} hub", defaults={"parent": above}
        )
        return team
    if hub.team.parent_id != above.pk:
        hub.team.parent = above
        hub.team.save(update_fields=["parent"])
    return hub.team


def load_served_areas(rows: Rows) -> Loaded:
    """Which hub serves which area; the same file as the areas, read once the hubs are known."""
    hubs, areas = by_name(Hub), by_name(Area)
    return keep_in_step(
        ServedArea,
        ("area_id",),
        (
            {"area_id": areas[row["area"]].pk, "hub_id": hubs[row["serving_hub"]].pk}
            for row in rows
            if row["serving_hub"]
        ),
    )


def load_activities(rows: Rows) -> Loaded:
    return keep_in_step(
        ActivityCategory, ("category",), ({"type": row["type"], "category": row["category"]} for row in rows)
    )


LISTS = (
    ReferenceList("providers", HERE / "providers.csv", load_providers, order=29),
    ReferenceList("hubs", HERE / "hubs.csv", load_hubs, order=30),
    ReferenceList("served_areas", AREAS / "areas.csv", load_served_areas, order=31),
    ReferenceList("activities", HERE / "activities.csv", load_activities, order=32),
    ReferenceList("opening_hours", HERE / "opening_hours.csv", load_opening_hours, order=33),
)

"""The places of a random world."""

from dataclasses import dataclass

from tests.factories.accounts import UserFactory
from tests.factories.hubs import ActivityCategoryFactory, HubFactory, ServedAreaFactory
from tests.factories.pathways import AccommodationCodeFactory
from tests.factories.people import AreaFactory, ContractAreaFactory, PrisonFactory
from tests.factories.referrals import ReferralSourceFactory


@dataclass
class Places:
    """The places of a world: two contract areas, four areas of which one is outside both, a hub that stands in
    the first of the two areas it serves, its satellite that serves none, and another hub."""

    areas: list
    contracts: list
    hubs: list
    prisons: list
    category: object
    source: object
    user: object
    verifier: object


def make_places() -> Places:
    north, south = ContractAreaFactory(name="North"), ContractAreaFactory(name="South")
    areas = [AreaFactory(name=name, contract_area=contract) for name, contract in
             (("Medway", south), ("Dartford", south), ("Leeds", north), ("Elsewhere", None))]  # fmt: skip
    hub = HubFactory(name="Chatham", contract_area=south, latitude=51.3, longitude=0.5)
    leeds = HubFactory(name="Leeds", contract_area=north, latitude=53.7, longitude=0.5)
    for served, at, by in ((areas[1], 51.44, hub), (areas[0], 51.38, hub), (areas[2], 53.8, leeds)):
        served.latitude, served.longitude = at, 0.5
        served.save()
        ServedAreaFactory(area=served, hub=by)
    satellite = HubFactory(name="Sheerness", contract_area=south, kind="satellite", parent=hub)
    for code, settledness, housed in (("A01A", "settled", "yes"), ("A02", "transient", "yes"),
                                      ("A08", "homeless", "no"), ("A16", "unknown", "unknown")):  # fmt: skip
        AccommodationCodeFactory(code=code, settledness=settledness, housed_on_release_night=housed)
    prisons = [PrisonFactory(name=name) for name in ("Rochester", "Elmley", "Standford Hill")]
    return Places(
        areas, [north, south], [hub, satellite, leeds], prisons,
        ActivityCategoryFactory(), ReferralSourceFactory(), UserFactory(), UserFactory(),
    )  # fmt: skip

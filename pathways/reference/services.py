"""The example directory of partner services: invented names, until an administrator puts the real ones in."""

import datetime

from django.utils.text import slugify

from foundation.accounts.models import Organisation, Team
from foundation.intake.reference import Loaded, Rows, by_name
from people.models import Area

from ..models import PartnerService

ACTIVE_FROM = datetime.date(2024, 1, 1)
_KIND_OF_EMPLOYER = {"housing": Organisation.Kind.PARTNER}


def load_partner_services(rows: Rows) -> Loaded:
    """Each with the team of its workers. A name that is known stays as an administrator left it."""
    known, areas, new = set(PartnerService.objects.values_list("name", flat=True)), by_name(Area), 0
    for row in rows:
        if row["name"] in known:
            continue
        service = PartnerService.objects.create(
            name=row["name"], slug=slugify(row["name"]), kind=row["kind"], phone=row["phone"], email=row["email"],
            team=_team(row["organisation"], row["name"], row["kind"]), active_from=ACTIVE_FROM,
        )  # fmt: skip
        service.areas.set(areas[name] for name in row["areas"].split(";") if name)
        new += 1
    return Loaded(new=new, gone=len(known - {row["name"] for row in rows}))


def _team(organisation: str, name: str, kind: str) -> Team:
    employer, _ = Organisation.objects.get_or_create(
        name=organisation,
        defaults={"kind": _KIND_OF_EMPLOYER.get(kind, Organisation.Kind.PARTNER_SERVICE)},
    )
    team, _ = Team.objects.get_or_create(organisation=employer, name=name)
    return team

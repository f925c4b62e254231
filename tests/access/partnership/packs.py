"""Scrutiny packs: who opens which address."""

import datetime
from typing import Any

from partnership.packs.value import WholePack, as_text
from tests.factories.partnership import PackContentFactory, PackFactory, PackFileFactory

from ..actors import IN_PARTNERSHIP, OFFICERS, elsewhere
from ..rows import ACT, FORM, Row, of
from .plans import by_officer, of_partnership


def of_file(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["published_pack"].uuid, "format": "pdf"}


ROWS: dict[str, Row] = {
    "pack_list": Row(IN_PARTNERSHIP, elsewhere(IN_PARTNERSHIP), of_partnership),
    "pack_build": by_officer(of_partnership, post=FORM),
    "pack_detail": Row(IN_PARTNERSHIP, elsewhere(IN_PARTNERSHIP), of("published_pack")),
    "pack_download": Row(IN_PARTNERSHIP, elsewhere(IN_PARTNERSHIP), of_file),
    "pack_publish": by_officer(of("built_pack"), get=None, post=ACT),
    "pack_discard": by_officer(of("built_pack"), get=None, post=ACT),
    "pack_withdraw": Row(OFFICERS, elsewhere(OFFICERS), of("published_pack"), get=(200, 409), post=FORM),
}


def things(world: Any) -> dict[str, Any]:
    """A pack that is published and one that is built."""
    partnership, version = world.things["partnership"], world.things["plan_version"]
    of_it = {"partnership": partnership, "version_of_plan": version}
    published, built = PackFactory(**of_it, state="published"), PackFactory(**of_it, period="2025-Q1")
    for pack in (published, built):
        PackContentFactory(pack=pack, said=as_text(an_empty_pack(partnership)))
        PackFileFactory(pack=pack)
    return {"published_pack": published, "built_pack": built}


def an_empty_pack(partnership: Any) -> WholePack:
    """A pack that says nothing."""
    return WholePack(
        partnership.name, partnership.area.name, "2024/25", "Plan", 1, datetime.date(2025, 5, 1), (), ()
    )

"""How tests record a spell."""

from pathways import actions as pathways
from tests.pathways.days import day


def record(pathway, by, **changes):
    return pathways.record_spell(pathway, by=by, **{"code": "employed", "started_on": day(20)} | changes)

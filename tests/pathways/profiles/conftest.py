"""A person on the substance support pathway, and a TOP form filled in with them."""

import pytest

from pathways import actions as pathways
from tests.factories.pathways import PathwayFactory
from tests.factories.pathways_top import answers_of
from tests.pathways.days import day


@pytest.fixture
def substance(person):
    return PathwayFactory(person=person, kind="substance_support", state="need_identified")


@pytest.fixture
def record(hub, person, substance):
    """Records a form of three days ago; `said` are answers as answers_of takes them."""

    def recorded(said=None, *, by=None, about=None, **given):
        usual = {"stage": "start", "setting": "community", "taken_on": day(3)} | given
        answers = usual.pop("answers", None) or answers_of(**(said or {}))
        return pathways.record_top(about or person, by=by or hub.worker, answers=answers, **usual)

    return recorded

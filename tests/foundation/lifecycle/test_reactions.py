"""A cause below, handlers above: all of it in one transaction, the lowest storey first."""

import pytest

from foundation.lifecycle import reactions
from foundation.lifecycle.reactions import Cause


@pytest.fixture
def flood(monkeypatch):
    monkeypatch.setattr(reactions, "_causes", {})
    monkeypatch.setattr(reactions, "_handlers", {})
    return reactions.declare(Cause("flood", "The river rises", ("depth",)))


def test_two_causes_of_one_name_are_refused(flood):
    with pytest.raises(ValueError, match="another cause called flood"):
        reactions.declare(Cause("flood", "The bath overflows", ()))


@pytest.mark.django_db
def test_facts_that_the_cause_does_not_carry_are_refused(flood):
    with pytest.raises(TypeError, match="carries depth"):
        reactions.happened(flood, by=None, width=3)


@pytest.mark.django_db
def test_every_handler_runs_once_from_the_ground_up(flood):
    heard = []

    def above(*, by, depth):
        """The attic is told."""
        heard.append(("above", by, depth))

    def below(*, by, depth):
        """The cellar is emptied."""
        heard.append(("below", by, depth))

    above.__module__, below.__module__ = "referrals.reactions", "people.reactions"
    for handler in (above, below, above):
        reactions.react(flood, handler)
    reactions.happened(flood, by=None, depth=2)
    assert heard == [("below", None, 2), ("above", None, 2)]
    assert "| The river rises | depth | people | The cellar is emptied. |" in reactions.as_markdown()


@pytest.mark.django_db
def test_what_a_handler_refuses_undoes_what_came_before(flood):
    from tests.factories.lifecycle import ReasonFactory

    def writes(*, by, depth):
        """A reason is written."""
        ReasonFactory(reason="Flood")

    def refuses(*, by, depth):
        """Nothing is."""
        raise RuntimeError("no boat")

    writes.__module__, refuses.__module__ = "people.reactions", "referrals.reactions"
    reactions.react(flood, writes)
    reactions.react(flood, refuses)
    with pytest.raises(RuntimeError):
        reactions.happened(flood, by=None, depth=2)
    assert not ReasonFactory._meta.model.objects.filter(reason="Flood").exists()

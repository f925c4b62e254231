"""The pages of draws: the lots of a hub's month, and who may know of which."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from pathways.claims.sampling import lot_of
from tests.factories.pathways import MilestoneClaimFactory
from tests.factories.pathways_verifying import DrawFactory
from tests.factories.people import LimitedAccessFactory
from tests.pathways.asking import page, url

pytestmark = pytest.mark.django_db


def test_a_draw_shows_each_lot_and_how_to_work_it_out_and_names_nobody(as_, pathway, hub):
    draw = DrawFactory(team=hub.team, percent=50)
    claim = MilestoneClaimFactory(pathway=pathway, team=hub.team)
    left = MilestoneClaimFactory(
        pathway=pathway, team=hub.team, milestone="interview", is_to_be_verified=False
    )
    client = as_(hub.officer)
    assert "1 of 2" in page(client.get(reverse("draw_list")))
    shown = page(client.get(reverse("draw_detail", args=[draw.pk])))
    assert draw.seed in shown
    assert str(claim.uuid) in shown
    assert str(left.uuid) in shown
    assert url("claim_detail", claim) in shown
    assert url("claim_detail", left) not in shown
    assert "Elmstead" not in shown


@pytest.mark.parametrize("who", ["manager", "officer"])
def test_a_draw_is_as_if_claims_about_somebody_hidden_did_not_exist(as_, pathway, hub, who):
    draw, user = DrawFactory(team=hub.team), getattr(hub, who)
    seen = MilestoneClaimFactory(team=hub.team)
    address, client = reverse("draw_detail", args=[draw.pk]), as_(user)

    def shown():
        return _without_tokens(client.get(reverse("draw_list"))), _without_tokens(client.get(address))

    before = shown()
    assert str(seen.uuid) in before[1]
    hidden = [
        MilestoneClaimFactory(pathway=pathway, team=hub.team, milestone=slug, is_to_be_verified=drawn)
        for slug, drawn in [("cv", True), ("interview", False)]
    ]
    assert shown() != before
    LimitedAccessFactory(person=pathway.person, user=user)
    assert shown() == before
    assert not any(str(claim.uuid) in "".join(before) for claim in hidden)


def test_a_draw_of_claims_about_people_hidden_alone_is_not_there(as_, claim, hub):
    draw = DrawFactory(team=hub.team)
    LimitedAccessFactory(person=claim.person, user=hub.manager)
    client = as_(hub.manager)
    assert client.get(reverse("draw_detail", args=[draw.pk])).status_code == 404
    assert draw.month.strftime("%B %Y") not in page(client.get(reverse("draw_list")))


def test_whoever_runs_the_system_lists_the_whole_draw(as_, claim, hub, capsys):
    draw = DrawFactory(team=hub.team)
    LimitedAccessFactory(person=claim.person, user=hub.manager)
    call_command("draw_samples", show=draw.pk)
    told = capsys.readouterr().out
    assert draw.seed in told
    assert f"{lot_of(draw.seed, claim.uuid):.6f} {claim.uuid} drawn" in told
    assert claim.person.family_name not in told


def _without_tokens(response):
    """The page without what differs each time it is asked for."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page(response))


def test_the_draw_of_another_area_is_not_there(as_, hub):
    assert as_(hub.officer).get(reverse("draw_detail", args=[DrawFactory().pk])).status_code == 404

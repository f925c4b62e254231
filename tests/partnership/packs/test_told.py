"""What a pack is not published with, and what it tells of partners: nothing taken back, and nothing hidden."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from foundation.lifecycle.transitions import Refused
from partnership.models import PackFile
from partnership.packs import actions
from partnership.plans import actions as plans
from partnership.returns import actions as returns
from partnership.scrutiny import correcting, mistakes
from tests.factories.partnership import (
    ActionProgressFactory,
    CorrectionFactory,
    EnteredFigureFactory,
    ImprovementActionFactory,
    MeetingFactory,
    PartnerFactory,
    RecommendationFactory,
    ReturnFactory,
)
from tests.partnership.packs.test_packs import YEAR, said, words_of
from tests.partnership.scenes import DAY, in_full

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return in_full()


@pytest.fixture
def pack(scene):
    return actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)


def _withdraw_response(scene):
    correcting.retract(scene.question, by=scene.officer, because="It was of another year")


def _correct_response(scene):
    CorrectionFactory(question=scene.question, state="published")


def _withdraw_recommendation(scene):
    mistakes.withdraw_recommendation(scene.mistaken, by=scene.officer, because="Entered twice")


def _withdraw_meeting(scene):
    mistakes.withdraw_recommendation(scene.mistaken, by=scene.officer, because="Entered twice")
    mistakes.withdraw_meeting(scene.mistaken.meeting, by=scene.officer, because="It was not held")


def _withdraw_return(scene):
    returns.withdraw(scene.submitted, by=scene.officer, because="It owned nothing then")


def _send_return_back(scene):
    returns.send_back(scene.submitted, by=scene.officer, because="The cause is missing")


@pytest.mark.parametrize(
    ("take_back", "why"),
    [
        (_withdraw_response, "was withdrawn on .* It was of another year"),
        (_correct_response, "was corrected on .* A post was counted twice"),
        (_withdraw_recommendation, "A recommendation was withdrawn"),
        (_withdraw_meeting, "A meeting was withdrawn"),
        (_withdraw_return, "The return of Health, 2024-Q4 was withdrawn"),
        (_send_return_back, "The return of Health, 2024-Q4 was sent back"),
    ],
)
def test_what_was_taken_back_since_a_pack_was_built_is_not_published(client, scene, take_back, why):
    health = PartnerFactory(partnership=scene.partnership, name="Health")
    submitted = ReturnFactory(partner=health, plan=scene.plan, period="2024-Q4", state="submitted")
    meeting = MeetingFactory(partnership=scene.partnership, title="Never held")
    mistaken = RecommendationFactory(meeting=meeting, partner=scene.probation)
    scene.things |= {"mistaken": mistaken, "submitted": submitted}
    pack = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    take_back(scene)
    with pytest.raises(Refused, match=f"Build this pack anew: .*{why}"):
        actions.publish(pack, by=scene.officer)
    client.force_login(scene.officer)
    page = client.get(reverse("pack_detail", args=[pack.uuid])).content.decode()
    assert "Build it anew" in page
    assert "Publish the pack" not in page
    anew = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    assert actions.publish(anew, by=scene.officer).state == "published"


@pytest.mark.parametrize("state", ["open", "returned"])
@pytest.mark.parametrize(("key", "added_on"), [("actions", "2024-04-01"), ("former_actions", "2024-03-01")])
def test_an_action_of_a_return_that_is_with_its_partner_is_not_told(scene, state, key, added_on):
    draft = ReturnFactory(partner=scene.probation, plan=scene.plan, period="2024-Q4", state=state)
    ImprovementActionFactory(measure=scene.housed, what="Being worded", raised_in=draft, added_on=added_on)
    assert "Being worded" not in words_of(_built(scene).section(key))


@pytest.mark.parametrize(("closed_on", "is_told"), [("2023-03-31", False), ("2023-04-01", True)])
def test_an_action_that_was_added_and_closed_within_the_year_before_is_told_with_its_effect(
    scene, closed_on, is_told
):
    ImprovementActionFactory(
        measure=scene.housed, what="Rent guarantee", added_on="2023-02-01", closed_on=closed_on, state="done"
    )
    told = words_of(_built(scene).section("former_actions"))
    assert ("Rent guarantee (Probation) | Done. The officer began in June" in told) == is_told
    assert ("Housed on release before" in told) == is_told


@pytest.mark.parametrize(("key", "added_on"), [("actions", "2024-04-01"), ("former_actions", "2024-03-01")])
def test_what_was_told_last_of_an_action_is_told_with_its_day_and_evidence(scene, key, added_on):
    action = ImprovementActionFactory(measure=scene.housed, added_on=added_on)
    for day, words in ((3, "The post is advertised"), (9, "The officer began.")):
        moment = timezone.make_aware(datetime.datetime(2025, 5, day, 12))
        ActionProgressFactory(action=action, words=words, evidence="Minutes of 9 May", reported_at=moment)
    told = words_of(_built(scene).section(key))
    assert "Told on 9 May 2025: The officer began. To be checked: Minutes of 9 May." in told
    assert "advertised" not in told


def test_what_is_to_be_known_about_an_entered_figure_is_told(scene):
    scene.crimes.entered_figures.update(note="Counted by another system from March")
    told = words_of(_built(scene).section("measures"))
    assert "January to March 2025: Counted by another system from March" in told


@pytest.mark.parametrize("of_it", [{"team": None}, {"left_on": datetime.date(2025, 5, 1)}])
def test_a_partner_that_nobody_writes_for_is_absent_and_not_late(scene, of_it):
    absent = PartnerFactory(partnership=scene.partnership, name="Health", **of_it)
    ReturnFactory(partner=absent, plan=scene.plan)
    told = words_of(_built(scene).section("returns"))
    assert "Health | January to March 2025 | Absent: nobody writes for this partner" in told
    assert "late" not in told


def test_what_the_plan_changed_is_told_though_it_was_renamed(pack, scene):
    actions.publish(pack, by=scene.officer)
    plans.change(scene.plan, by=scene.officer, title="A safer Medway")
    plans.adopt(scene.plan, by=scene.officer, why="A shorter name")
    assert "A shorter name" in words_of(_built(scene).section("changed"))


def _built(scene):
    return said(actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY))


def test_the_method_names_the_sources_of_the_periods_that_are_told(scene):
    EnteredFigureFactory(measure=scene.crimes, period="2025-Q2", source="A later table")
    told = words_of(_built(scene).section("method"))
    assert "Source: Police recorded crime, table 3" in told
    assert "A later table" not in told


def test_the_pdf_is_tagged_in_english_and_its_pictures_have_words(pack):
    content = bytes(PackFile.objects.get(pack=pack, format="pdf").content)
    catalogue = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    elements = list(_elements(catalogue["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= {
        each["/S"] for each in elements
    }
    assert all(each.get("/Alt") for each in elements if each["/S"] == "/Figure")


def _elements(node):
    for kid in node.get("/K", []):
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from _elements(kid)

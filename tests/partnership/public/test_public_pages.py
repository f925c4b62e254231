"""Everybody reads what is published, without signing in, and nothing else."""

import pytest
from django.urls import reverse

from partnership.models import Correction
from partnership.packs import actions as packs
from partnership.plans import actions as plans
from partnership.scrutiny import correcting
from tests.factories.partnership import (
    CorrectionFactory,
    MeasureFactory,
    PartnershipFactory,
    PlanFactory,
    PriorityFactory,
    QuestionFactory,
    writer_of,
)
from tests.partnership.packs.test_packs import YEAR
from tests.partnership.scenes import DAY, in_full

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return in_full()


@pytest.fixture
def pack(scene):
    return packs.publish(
        packs.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY), by=scene.officer
    )


def page(client, name, **kwargs):
    return client.get(reverse(name, kwargs=kwargs))


def test_before_anything_is_published_there_is_nothing_to_find(client):
    PartnershipFactory(name="Swale CSP", slug="swale")
    assert "Swale" not in page(client, "public_list").content.decode()
    assert page(client, "public_partnership", slug="swale").status_code == 404


def test_the_plan_its_measures_packs_and_responses_are_read_without_signing_in(client, scene, pack):
    told = page(client, "public_partnership", slug="medway").content.decode()
    for words in (
        "Community Safety Plan",
        "Housed on release",
        "70%",
        "Red: floor missed",
        "77 % of posts are filled",
    ):
        assert words in told


def test_what_is_not_published_is_on_no_page(client, scene, pack):
    plans.change_measure(scene.housed, by=scene.officer, title="A measure being worded")
    built = packs.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    told = page(client, "public_partnership", slug="medway").content.decode()
    told += page(client, "public_pack", slug="medway", uuid=pack.uuid).content.decode()
    assert "When is the next inspection" not in told
    assert "A measure being worded" not in told
    for name, more in (("public_pack", {}), ("public_pack_file", {"format": "pdf"})):
        assert page(client, name, slug="medway", uuid=built.uuid, **more).status_code == 404


def test_each_version_of_the_plan_says_what_it_changed_and_why(client, scene):
    for target, why in (("0.95", "Higher aims"), ("0.85", "Too high")):
        plans.change_measure(scene.housed, by=scene.officer, target=target)
        plans.adopt(scene.plan, by=scene.officer, why=why)
        scene.plan.refresh_from_db()
    told = page(client, "public_partnership", slug="medway").content.decode()
    for words in ("Version 1, adopted on", "Version 2, adopted on", "Higher aims", "Too high", "95%"):
        assert words in told


def test_a_replaced_pack_says_whether_the_later_one_still_stands(client, scene, pack):
    later = packs.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    packs.publish(later, by=scene.officer)
    address = reverse("public_pack", args=["medway", pack.uuid])
    before = client.get(address)
    assert "number 2, stands in the place of this one" in before.content.decode()
    packs.withdraw(later, by=scene.officer, because="A figure was wrong")
    after = client.get(address, headers={"if-none-match": before["ETag"]}).content.decode()
    assert "which stood in the place of this one, was withdrawn" in after


@pytest.mark.parametrize("state", ["asked", "answered", "approved", "withdrawn"])
def test_a_response_is_public_only_once_it_is_published(client, scene, state):
    QuestionFactory(
        partnership=scene.partnership, partner=scene.probation, state=state, text="A secret question"
    )
    assert "A secret question" not in page(client, "public_partnership", slug="medway").content.decode()


def test_a_pack_of_another_partnership_is_not_found_under_this_one(client, pack):
    assert page(client, "public_pack", slug="leeds", uuid=pack.uuid).status_code == 404


def test_a_withdrawn_pack_says_why_and_its_files_are_gone(client, scene, pack):
    packs.withdraw(pack, by=scene.officer, because="A figure was wrong")
    told = page(client, "public_pack", slug="medway", uuid=pack.uuid).content.decode()
    assert "A figure was wrong" in told
    assert "Housed on release" not in told
    assert page(client, "public_pack_file", slug="medway", uuid=pack.uuid, format="pdf").status_code == 404


def test_the_files_are_the_bytes_that_were_made(client, pack):
    for kept in pack.files.all():
        answer = page(client, "public_pack_file", slug="medway", uuid=pack.uuid, format=kept.format)
        assert answer.content == bytes(kept.content)


def test_the_figures_are_taken_as_csv(client, scene):
    told = page(client, "public_figures", slug="medway").content.decode("utf-8-sig")
    assert "Reduce re-offending,Housed on release,Probation,Percent,2025-Q1,0.7,0.6,0.8,50.0,100.0" in told


def test_a_cache_may_keep_it_and_it_depends_on_nobody(client, scene, pack):
    answer = page(client, "public_partnership", slug="medway")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Vary" not in answer
    assert not answer.cookies
    client.force_login(writer_of(scene.probation))
    signed_in = page(client, "public_partnership", slug="medway")
    assert signed_in.content == answer.content
    assert signed_in["Cache-Control"] == "public, max-age=300"


def test_an_unchanged_page_is_not_sent_again(client, scene, pack):
    address = reverse("public_partnership", args=["medway"])
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    QuestionFactory(partnership=scene.partnership, partner=scene.probation, state="published")
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200
    tag = client.get(address)["ETag"]
    plans.change_measure(scene.crimes, by=scene.officer, counts_people=True)  # its figures are rounded now
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_nothing_is_written_through_a_public_page(client, scene, pack):
    for name, kwargs in (("public_list", {}), ("public_partnership", {"slug": "medway"})):
        assert client.post(reverse(name, kwargs=kwargs)).status_code == 405


def test_the_accessibility_statement_names_whom_to_tell(client, settings):
    assert "Tell the community safety office" in page(client, "public_accessibility").content.decode()
    settings.ACCESSIBILITY_CONTACT = "the access desk, 01632 960000"
    assert "Tell the access desk, 01632 960000." in page(client, "public_accessibility").content.decode()


def test_a_correction_is_told_in_public_with_its_day_and_what_stood_there(client, scene):
    CorrectionFactory(question=scene.question, response="A draft")
    address = reverse("public_partnership", args=["medway"])
    before = client.get(address)
    assert "A draft" not in before.content.decode()
    correcting.publish(Correction.objects.get(), by=scene.officer)
    after = client.get(address, headers={"if-none-match": before["ETag"]}).content.decode()
    for words in ("A draft", "Corrected on", "A post was counted twice", "77 % of posts are filled."):
        assert words in after


def test_a_withdrawn_response_says_why_and_its_words_are_gone(client, scene):
    correcting.retract(scene.question, by=scene.officer, because="It was of another year")
    told = page(client, "public_partnership", slug="medway").content.decode()
    assert "It was of another year" in told
    assert "77 % of posts" not in told


def test_a_plan_that_is_adopted_for_later_leaves_the_one_in_force_where_it_is(client, scene):
    later = PlanFactory(
        partnership=scene.partnership, title="Plan 2029 to 2032", begins_on="2029-04-01", ends_on="2032-03-31"
    )
    measure = MeasureFactory(priority=PriorityFactory(plan=later), owner=scene.probation)
    later.refresh_from_db()
    plans.adopt(later, by=scene.officer)
    told = page(client, "public_partnership", slug="medway").content.decode()
    assert "Housed on release" in told
    assert measure.title not in told


def test_whether_something_unpublished_exists_cannot_be_asked_by_its_tag(client, scene):
    PartnershipFactory(area__name="Swale", slug="swale")
    built = packs.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    for name, kwargs in (
        ("public_partnership", {"slug": "swale"}),
        ("public_partnership", {"slug": "nowhere"}),
        ("public_pack", {"slug": "medway", "uuid": built.uuid}),
    ):
        assert client.get(reverse(name, kwargs=kwargs), headers={"if-none-match": "*"}).status_code == 404

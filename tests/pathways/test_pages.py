"""The pages of pathways: what they say, and what they do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.audit.models import AuditEvent
from pathways.models import MilestoneClaim, Spell
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.pathways import MilestoneClaimFactory, PathwayFactory, SpellFactory
from tests.factories.people import CaseloadFactory, InvolvementFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


def test_the_practitioner_who_holds_the_person_reads_the_ladder(as_, claim):
    team = TeamFactory()
    CaseloadFactory(person=claim.person, team=team)
    seen = as_(UserFactory(role=Role.PRACTITIONER, teams=[team])).get(url("pathway_detail", claim.pathway))
    assert "You can read this pathway" in page(seen)
    assert "Claimed by Rosa Delgado, not yet verified." in page(seen)
    assert url("claim_detail", claim) not in page(seen)
    assert url("spell_record", claim.pathway) not in page(seen)


def test_the_ladder_says_what_is_done_claimed_returned_and_next(as_, hub, person):
    pathway = PathwayFactory(person=person, state="in_progress")
    for milestone, state in [("right_to_work", "verified"), ("bank_account", "returned"), ("cv", "claimed")]:
        MilestoneClaimFactory(
            pathway=pathway, team=hub.team, milestone=milestone, state=state, claimed_by=hub.worker
        )
    response = as_(hub.worker).get(url("pathway_detail", pathway))
    steps = {step["label"]: step["kind"] for step in response.context["steps"]}
    assert list(steps.items())[:5] == [
        ("Identity and right-to-work documents", "done"),
        ("Bank account", "open"),
        ("CV and disclosure letter", "claimed"),
        ("Basic skills or course started", "next"),
        ("Basic skills or course completed", "open"),
    ]
    seen = page(response)
    assert "Returned to Rosa Delgado: dates do not agree." in seen
    assert "Next milestone: <strong>basic skills or course started</strong>" in seen
    assert f"{url('claim_record', pathway)}?milestone=course_started" in seen


def test_what_a_recorded_job_shows_is_claimed_first(as_, hub, pathway):
    client = as_(hub.worker)
    client.post(url("spell_record", pathway), {"code": "employed", "started_on": day(30).isoformat()})
    response = client.get(url("pathway_detail", pathway))
    assert [step["label"] for step in response.context["steps"] if step["kind"] == "next"] == ["Job started"]
    assert response.context["acts"][0]["label"] == "Claim: Job started"
    assert response.context["acts"][0]["url"].endswith("?milestone=job_started")
    assert "Next milestone: <strong>job started</strong>" in page(response)


def test_education_shows_no_job_and_the_usual_order_stays(as_, hub, pathway):
    client = as_(hub.worker)
    client.post(url("spell_record", pathway), {"code": "education", "started_on": day(30).isoformat()})
    response = client.get(url("pathway_detail", pathway))
    assert response.context["upcoming"].slug == "right_to_work"
    assert response.context["acts"][0]["label"] == "Claim a milestone"


def test_with_the_last_step_claimed_earlier_ones_are_not_said_to_be(as_, hub, person):
    pathway = PathwayFactory(person=person, state="achieved")
    MilestoneClaimFactory(pathway=pathway, team=hub.team, milestone="job_started")
    seen = page(as_(hub.worker).get(url("pathway_detail", pathway)))
    assert "Earlier ones that were reached can still be claimed." in seen
    assert "Every milestone has been claimed" not in seen
    for milestone in pathway.declaration.milestones[:-1]:
        MilestoneClaimFactory(pathway=pathway, team=hub.team, milestone=milestone.slug)
    assert "Every milestone has been claimed." in page(as_(hub.worker).get(url("pathway_detail", pathway)))


def test_the_way_back_names_the_person(as_, hub, pathway):
    seen = page(as_(hub.worker).get(url("pathway_detail", pathway)))
    assert f'href="{url("person_detail", pathway.person)}">Back to Rhys Elmstead</a>' in seen


def test_a_setback_stands_on_the_ladder(as_, hub, pathway):
    client = as_(hub.worker)
    client.post(url("spell_record", pathway), {"code": "employed", "started_on": day(30).isoformat()})
    spell = Spell.objects.get()
    client.post(url("spell_end", spell), {"ended_on": day(4).isoformat(), "end_reason": "Contract cut short"})
    steps = client.get(url("pathway_detail", pathway)).context["steps"]
    assert (steps[-1]["label"], steps[-1]["kind"]) == ("Setback 1", "setback")
    assert steps[-1]["note"].startswith("Job ended")


def test_a_page_that_shows_a_person_is_in_the_audit_trail(as_, hub, claim):
    for address in [url("pathway_detail", claim.pathway), url("claim_detail", claim), reverse("claim_list")]:
        before = AuditEvent.objects.count()
        as_(hub.manager).get(address)
        event = AuditEvent.objects.latest("pk")
        assert AuditEvent.objects.count() == before + 1
        assert [subject.person_id for subject in event.subjects.all()] == [claim.person_id]


def test_a_job_is_recorded_with_its_days_as_they_are_written(as_, hub, pathway):
    typed = {
        "code": "employed",
        "detail": "Strood Dairy Co-op",
        "started_on": "3 June 2024",
        "ended_on": "1/8/2024",
    }
    response = as_(hub.worker).post(
        url("spell_record", pathway), typed | {"end_reason": "Contract ended"}, follow=True
    )
    spell = Spell.objects.get()
    assert (str(spell.started_on), str(spell.ended_on)) == ("2024-06-03", "2024-08-01")
    assert "Job recorded" in page(response)
    assert "Employed, Strood Dairy Co-op" in page(response)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"started_on": "31 June 2024"}, "started_on", "June 2024 has no day 31"),
        ({"started_on": "3 June 2090"}, "started_on", "must be today or earlier"),
        ({"ended_on": "3 June 2024", "end_reason": "Left"}, "ended_on", "must be after the day it began"),
        ({"ended_on": "9 June 2024"}, "end_reason", "Say why it ended"),
        ({"code": ""}, "code", "Choose what kind it is"),
    ],
)
def test_a_refusal_leads_to_its_field_and_keeps_what_was_typed(as_, hub, pathway, typed, field, words):
    given = {"code": "employed", "detail": "Strood Dairy Co-op", "started_on": "3 June 2024"} | typed
    seen = page(as_(hub.worker).post(url("spell_record", pathway), given))
    assert f'<a href="#id_{field}">' in seen
    assert words in seen
    assert "<title>Error: " in seen
    assert 'value="Strood Dairy Co-op"' in seen
    assert not Spell.objects.exists()


def test_a_spell_that_has_ended_already_answers_409(as_, hub, pathway):
    spell = SpellFactory(person=pathway.person, ended_on=day(9), end_reason="Left")
    response = as_(hub.worker).post(
        url("spell_end", spell), {"ended_on": "3 June 2024", "end_reason": "Left"}
    )
    assert response.status_code == 409
    assert "has an end already" in page(response)


def test_a_home_is_chosen_from_the_table_by_class(as_, hub, accommodation):
    seen = page(as_(hub.worker).get(url("spell_record", accommodation)))
    assert '<optgroup label="Settled">' in seen
    assert '<optgroup label="Homeless">' in seen
    assert "Private rent" in seen


def test_a_spell_is_corrected_with_what_was_wrong(as_, hub, pathway):
    spell = SpellFactory(person=pathway.person, started_on=day(30))
    typed = {"code": "employed", "started_on": day(40).isoformat(), "reason": "The letter says so",
             "seen_as": spell.seen_as}  # fmt: skip
    as_(hub.worker).post(url("spell_correct", spell), typed)
    assert Spell.objects.get().started_on == day(40)
    assert Spell.versions.get(version_of=spell).started_on == day(30)


def test_the_home_page_of_a_verifier_counts_what_waits(as_, hub, claim):
    seen = page(as_(hub.manager).get(reverse("home")))
    assert "1 milestone claim to verify" in seen
    assert "Claims to verify" not in page(as_(hub.worker).get(reverse("home")))


def test_each_role_has_its_own_lists(as_, hub, claim):
    tabs = [tab["label"] for tab in as_(hub.manager).get(reverse("claim_list")).context["tabs"]]
    lists = ["To verify", "Returned", "Verified this month", "Revoked this month"]
    assert tabs == [*lists, "Unusual", "How claims are drawn"]
    response = as_(hub.worker).get(reverse("claim_list"))
    assert [(tab["label"], tab["count"]) for tab in response.context["tabs"]] == [
        ("Claimed by me", 1), ("Claimed by us", 1), ("Returned", 0), ("Verified this month", 0),
        ("Revoked this month", 0),
    ]  # fmt: skip
    mine = as_(hub.colleague).get(reverse("claim_list"))
    assert "Elmstead" not in page(mine)
    assert "Elmstead" in page(as_(hub.colleague).get(reverse("claim_list") + "?show=claimed"))


def test_milestones_stand_in_the_navigation_of_those_who_record_or_verify(as_, hub):
    for user, shown in [
        (hub.worker, True),
        (hub.officer, True),
        (UserFactory(role=Role.COMMISSIONER), False),
    ]:
        assert (f'href="{reverse("claim_list")}"' in page(as_(user).get(reverse("home")))) is shown


@pytest.mark.parametrize("address", ["claim_list", "claim_detail", "home"])
def test_thirty_claims_ask_no_more_queries_than_three(as_, hub, address):
    def more(count):
        for _ in range(count):
            other = PathwayFactory()
            InvolvementFactory(person=other.person, team=hub.team)
            spell = SpellFactory(person=other.person)
            MilestoneClaimFactory(pathway=other, team=hub.team, milestone="job_started", spell=spell)
        return MilestoneClaim.objects.first()

    def queries(claim):
        address_now = url(address, claim) if address == "claim_detail" else reverse(address)
        client = as_(hub.manager)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address_now).status_code == 200
        return len(asked)

    few = queries(more(3))
    assert queries(more(27)) == few


def test_a_long_ladder_asks_no_more_queries_than_a_short_one(as_, hub, pathway):
    def queries():
        client = as_(hub.worker)
        with CaptureQueriesContext(connection) as asked:
            client.get(url("pathway_detail", pathway))
        return len(asked)

    SpellFactory(person=pathway.person, started_on=day(100))
    MilestoneClaimFactory(pathway=pathway, team=hub.team, state="verified")
    few = queries()
    for ago in range(1, 20):
        SpellFactory(person=pathway.person, started_on=day(ago), ended_on=day(ago - 1))
        MilestoneClaimFactory(pathway=pathway, team=hub.team, state="verified", reached_on=day(ago))
    assert queries() == few

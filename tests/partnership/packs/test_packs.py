"""The scrutiny pack is built in one step from what was published, and stays as it was built."""

import csv
import datetime
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle.transitions import NotReady, Refused, WrongState
from outcomes.freezing import CannotThaw
from outcomes.models import Snapshot
from outcomes.periods import period
from outcomes.publishing import actions as publishing
from partnership.models import Meeting, Pack, PackContent, PackFile, Question, Return
from partnership.packs import actions, availability, making
from partnership.packs.files import FORMATS
from partnership.packs.pages import about
from partnership.packs.resting import lost_since
from partnership.packs.value import Drawn, Said, Tabled, from_text
from partnership.plans import actions as plans
from partnership.returns import actions as returns
from partnership.scrutiny import correcting, mistakes
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory, ServedAreaFactory
from tests.factories.outcomes import SnapshotContentFactory, SnapshotFactory
from tests.factories.partnership import (
    CorrectionFactory,
    ImprovementActionFactory,
    MeasureFactory,
    MeetingAttendanceFactory,
    MeetingFactory,
    PartnerFactory,
    PartnershipFactory,
    PublishedFigureFactory,
    QuestionFactory,
    RecommendationFactory,
    ReturnFactory,
    SurveyAnswerFactory,
    officer_of,
    scrutineer_of,
)
from tests.partnership.scenes import DAY, in_full

pytestmark = pytest.mark.django_db
YEAR = period("2024/25")


@pytest.fixture
def scene():
    return in_full()


@pytest.fixture
def pack(scene):
    return actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)


def said(pack):
    return from_text(PackContent.objects.get(pack=pack).said)


def words_of(section):
    told = []
    for block in section.blocks:
        if isinstance(block, Said):
            told.append(block.words)
        elif isinstance(block, Tabled):
            told += [cell for row in block.rows for cell in row]
        elif not isinstance(block, Drawn):
            told += list(getattr(block, "sentences", ())) or [block.heading]
    return " | ".join(told)


def test_only_an_officer_of_the_partnership_builds_its_pack(scene):
    strangers = (officer_of(PartnershipFactory(area__name="Leeds")), scrutineer_of(scene.partnership))
    for stranger in strangers:
        with pytest.raises(NotYou):
            actions.build(scene.partnership, period=YEAR, by=stranger, on=DAY)


def test_a_period_that_has_not_ended_has_no_pack(scene):
    with pytest.raises(Refused, match="has not ended"):
        actions.build(scene.partnership, period=period("2025/26"), by=scene.officer, on=DAY)


def test_without_an_adopted_plan_there_is_no_pack():
    partnership = PartnershipFactory()
    with pytest.raises(Refused, match="adopted no plan"):
        actions.build(partnership, period=YEAR, by=officer_of(partnership), on=DAY)


@pytest.mark.parametrize("label", ["2023/24", "2027-Q2"])
def test_nor_of_a_period_before_the_plan_or_after_it(scene, label):
    with pytest.raises(Refused, match="adopted no plan"):
        actions.build(scene.partnership, period=period(label), by=scene.officer, on=datetime.date(2027, 8, 2))


def test_it_holds_every_part_in_order(pack):
    assert [section.key for section in said(pack).sections] == [
        "plan", "changed", "measures", "returns", "actions", "former_actions", "availability", "questions",
        "recommendations", "attendance", "assessment", "quality", "method", "sources",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("plan", "Housed on release"),
        ("plan", "70%, 60% to 80%, January to March 2025"),
        ("plan", "90%, floor 80%"),
        ("plan", "Red: floor missed"),
        ("measures", "50 of 100"),
        ("returns", "A hard quarter"),
        ("returns", "Two landlords left"),
        ("returns", "Probation | October to December 2024 | Missing: not opened"),
        ("returns", "Accepted, submitted on 30 April 2025, in time"),
        ("actions", "No improvement action is told of this period."),
        ("questions", "77 % of posts are filled."),
        ("questions", "Probation | 65 days late"),
        ("recommendations", "We will, from July"),
        ("attendance", "Head of the probation delivery unit"),
        ("assessment", "2024/25: 5,000"),
        ("assessment", "25% (22% to 28%)"),
        ("method", "Police recorded crime, table 3"),
        ("sources", "Housed on release"),
    ],
)
def test_each_part_says_what_it_should(pack, key, told):
    assert told in words_of(said(pack).section(key))


def test_a_row_of_one_cell_heads_the_measures_of_its_priority(pack):
    (plan,) = [block for block in said(pack).section("plan").blocks if isinstance(block, Tabled)]
    assert plan.rows[0] == ("Reduce re-offending: People come back",)
    assert [len(row) for row in plan.rows] == [1, 6, 6]


def test_a_question_that_waits_is_counted_and_never_shown(pack, scene):
    for form in PackFile.objects.filter(pack=pack, format="json"):
        assert b"When is the next inspection?" not in bytes(form.content)


def test_the_same_inputs_give_the_same_bytes(pack, scene):
    again = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    hashes = [
        dict(PackFile.objects.filter(pack=each).values_list("format", "content_hash"))
        for each in (pack, again)
    ]
    assert hashes[0] == hashes[1]
    assert set(hashes[0]) == set(FORMATS)


def test_the_figures_of_page_and_csv_are_those_of_the_report(pack):
    content = PackFile.objects.get(pack=pack, format="csv").content
    rows = list(csv.DictReader(io.StringIO(bytes(content).decode("utf-8-sig"))))
    housed = next(row for row in rows if row["measure"] == "Housed on release")
    assert (housed["figure"], housed["low"], housed["high"]) == ("0.7", "0.6", "0.8")
    assert (housed["numerator"], housed["denominator"]) == ("50.0", "100.0")


def test_a_figure_that_control_hides_in_the_report_is_hidden_in_the_pack(scene):
    former = SnapshotFactory(published=True, place="Medway", period="2024-Q4")
    SnapshotContentFactory(snapshot=former)
    PublishedFigureFactory(
        measure=scene.housed, snapshot=former, value=None, low=None, high=None, numerator=None, denominator=None,
        unsaid="[c] not shown",
    )  # fmt: skip
    pack = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    assert "October to December 2024: [c] not shown" in words_of(said(pack).section("measures"))


def test_nothing_of_a_pack_is_changed_once_it_is_made(pack):
    for rows, change in (
        (PackContent.objects.all(), {"said": "{}"}),
        (PackFile.objects.all(), {"content": b""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_what_is_entered_later_leaves_the_pack_as_it_was(pack, scene):
    before = PackFile.objects.get(pack=pack, format="pdf").content_hash
    plans.change_measure(scene.housed, by=scene.officer, target="0.95")
    plans.adopt(scene.plan, by=scene.officer, why="Higher aims")
    assert PackFile.objects.get(pack=pack, format="pdf").content_hash == before


def test_publishing_tells_everybody_in_the_partnership(pack, scene):
    member = scrutineer_of(scene.partnership)
    actions.publish(pack, by=scene.officer)
    assert pack.number == 1
    assert [notice.user for notice in Notice.objects.filter(kind="scrutiny_pack_published")] == [member]


def test_a_later_pack_of_the_period_stands_in_the_place_of_the_former(pack, scene):
    actions.publish(pack, by=scene.officer)
    later = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    actions.publish(later, by=scene.officer)
    pack.refresh_from_db()
    assert (pack.state, later.state, later.number) == ("replaced", "published", 2)


def test_what_was_entered_by_mistake_and_withdrawn_is_in_no_pack(scene):
    line = {"measure": scene.housed, "own_rating": "floor_met", "behind": "Withdrawn words"}
    health = PartnerFactory(partnership=scene.partnership, name="Health")
    quarterly = ReturnFactory(partner=health, plan=scene.plan, period="2024-Q4", lines=[line])
    returns.withdraw(quarterly, by=scene.officer, because="It owned nothing then")
    meeting = MeetingFactory(partnership=scene.partnership, title="Never held")
    MeetingAttendanceFactory(meeting=meeting, partner=scene.probation)
    made = RecommendationFactory(meeting=meeting, partner=scene.probation, text="Never made")
    with pytest.raises(NotReady, match="to withdraw the recommendation to Probation first"):
        mistakes.withdraw_meeting(meeting, by=scene.officer, because="It was not held")
    mistakes.withdraw_recommendation(made, by=scene.officer, because="Entered twice")
    mistakes.withdraw_meeting(meeting, by=scene.officer, because="It was not held")
    whole = said(actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY))
    told = " | ".join(words_of(section) for section in whole.sections)
    assert "as not owed: It owned nothing then" in words_of(whole.section("returns"))
    for words in ("Withdrawn words", "Never held", "Never made"):
        assert words not in told


def test_what_a_published_pack_tells_is_not_taken_back(pack, scene):
    actions.publish(pack, by=scene.officer)
    meeting = Meeting.objects.get()
    made = RecommendationFactory(meeting=meeting, partner=scene.probation)
    for withdraw, row in ((mistakes.withdraw_meeting, meeting), (mistakes.withdraw_recommendation, made)):
        with pytest.raises(Refused, match="A published pack tells it"):
            withdraw(row, by=scene.officer, because="Entered twice")


def test_the_next_pack_says_what_changed(pack, scene):
    actions.publish(pack, by=scene.officer)
    plans.change_measure(scene.housed, by=scene.officer, target="0.7", floor="0.6")
    plans.drop_measure(scene.crimes, by=scene.officer, because="Nobody counts it any more")
    plans.adopt(scene.plan, by=scene.officer, why="Fewer measures")
    later = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    told = words_of(said(later).section("changed"))
    assert "Housed on release: was “Red: floor missed”, is “Green: target met”." in told
    assert "No longer measured: Incidents." in told
    assert "The plan loses the measure “Incidents”" in told


def test_availability_is_told_once_of_a_period(pack, scene):
    actions.publish(pack, by=scene.officer)
    later = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY.replace(year=2026))
    assert said(later).section("availability") == said(pack).section("availability")


def test_a_report_withdrawn_afterwards_is_said_on_the_pack_and_its_bytes_stay(pack, scene):
    actions.publish(pack, by=scene.officer)
    before = PackFile.objects.get(pack=pack, format="pdf").content_hash
    publishing.withdraw(scene.report, by=UserFactory(role="commissioner"), because="Counted a hub twice")
    assert list(lost_since(said(pack))) == [
        (str(scene.report), "Housed on release", "It was withdrawn: Counted a hub twice")
    ]
    assert about(pack)["lost"]
    assert PackFile.objects.get(pack=pack, format="pdf").content_hash == before
    later = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    assert "Withdrawn: Counted a hub twice" in words_of(said(later).section("plan"))


def test_a_pack_whose_report_was_corrected_is_not_published(pack, scene):
    Snapshot.objects.filter(pk=scene.report.pk).update(state="corrected")
    with pytest.raises(Refused, match="A correction stands in its place"):
        actions.publish(pack, by=scene.officer)


def test_a_pack_whose_report_was_withdrawn_is_built_anew_before_it_is_published(client, pack, scene):
    publishing.withdraw(scene.report, by=UserFactory(role="commissioner"), because="Counted a hub twice")
    with pytest.raises(Refused, match="Build this pack anew"):
        actions.publish(pack, by=scene.officer)
    client.force_login(scene.officer)
    page = client.get(reverse("pack_detail", args=[pack.uuid])).content.decode()
    assert "Build it anew" in page
    assert "Publish the pack" not in page
    anew = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    assert actions.publish(anew, by=scene.officer).state == "published"


@pytest.mark.parametrize("verb", ["publish", "discard"])
@pytest.mark.parametrize("state", ["published", "discarded"])
def test_a_pack_is_decided_on_once(pack, scene, state, verb):
    {"published": actions.publish, "discarded": actions.discard}[state](pack, by=scene.officer)
    with pytest.raises(WrongState):
        getattr(actions, verb)(pack, by=scene.officer)


def test_a_withdrawn_pack_says_why_and_stays_listed(pack, scene):
    actions.publish(pack, by=scene.officer)
    actions.withdraw(pack, by=scene.officer, because="A figure was wrong")
    assert (pack.state, pack.because, pack.is_readable) == ("withdrawn", "A figure was wrong", False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.objects.filter(pk=pack.pk).update(because="")


def test_the_database_refuses_a_response_published_without_approval(scene):
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=scene.waiting.pk).update(state="published")


# --- What a reader of several packs, or of pack and page, could put together


def test_a_survey_that_few_answered_is_hidden_as_on_its_page(scene):
    SurveyAnswerFactory(partnership=scene.partnership, question="Do you feel heard?", respondents=4)
    pack = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    told = words_of(said(pack).section("assessment"))
    assert "Do you feel heard? | Very safe | [c]" in told


def test_availability_is_told_once_whatever_was_published_between(pack, scene):
    actions.publish(pack, by=scene.officer)
    between = actions.build(scene.partnership, period=period("2025-Q1"), by=scene.officer, on=DAY)
    actions.publish(between, by=scene.officer)
    actions.withdraw(pack, by=scene.officer, because="A figure was wrong")
    later = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY.replace(year=2026))
    assert said(later).section("availability") == said(pack).section("availability")


def test_a_pack_that_tells_availability_otherwise_than_the_first_of_its_period_is_built_again(
    pack, scene, monkeypatch
):
    otherwise = {"2024-Q2": {"Places": (("Chatham", "30"),)}}
    monkeypatch.setattr(availability, "first_told", lambda *asked: otherwise)
    with pytest.raises(Refused, match="build this one anew"):
        actions.publish(pack, by=scene.officer)


def test_a_quarter_is_told_by_the_pack_of_its_year_as_the_quarters_own_pack_told_it(scene):
    last = actions.build(scene.partnership, period=period("2025-Q1"), by=scene.officer, on=DAY)
    actions.publish(last, by=scene.officer)
    ServedAreaFactory(area=scene.partnership.area, hub=HubFactory(name="Chatham"))
    year = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY.replace(year=2026))
    told = availability.told_in(year)
    assert list(told) == ["2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"]
    assert told["2025-Q1"] == availability.told_in(last)["2025-Q1"]


def test_nothing_of_the_days_to_come_or_of_the_day_of_asking_is_in_a_pack(pack):
    heads = {
        head
        for block in said(pack).section("availability").blocks
        if isinstance(block, Tabled)
        for head in block.heads
    }
    assert "Waiting" in heads
    assert not {"Expected releases", "On lists of sessions today", "Places used"} & heads


def test_an_action_that_a_return_of_the_period_brought_is_told_though_it_was_added_later(scene):
    quarterly = Return.objects.get()
    ImprovementActionFactory(measure=scene.housed, what="Rent guarantee", raised_in=quarterly, added_on=DAY)
    pack = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    assert "Rent guarantee (Probation)" in words_of(said(pack).section("actions"))


def test_a_response_published_after_a_pack_is_in_the_next(pack, scene):
    actions.publish(pack, by=scene.officer)
    QuestionFactory(
        partnership=scene.partnership, partner=scene.probation, state="published", text="Asked in March?",
        asked_on=datetime.date(2025, 3, 20), published_at=timezone.make_aware(datetime.datetime(2025, 6, 20, 12)),
    )  # fmt: skip
    later = actions.build(
        scene.partnership, period=period("2025-Q2"), by=scene.officer, on=datetime.date(2025, 7, 10)
    )
    assert "Asked in March?" in words_of(said(later).section("questions"))


def test_a_rejected_recommendation_is_told_once_and_then_no_more(scene):
    made = RecommendationFactory(
        meeting__partnership=scene.partnership, partner=scene.probation, state="rejected", text="Pay for taxis",
        due_on=datetime.date(2024, 6, 30), meeting__held_on=datetime.date(2024, 5, 2),
    )  # fmt: skip
    assert made.closed_on == made.due_on
    for label, is_told in (("2024-Q2", True), ("2025-Q1", False)):
        pack = actions.build(scene.partnership, period=period(label), by=scene.officer, on=DAY)
        assert ("Pay for taxis" in words_of(said(pack).section("recommendations"))) == is_told


def test_a_correction_of_a_response_is_told_with_its_day_and_what_it_said_before(pack, scene):
    actions.publish(pack, by=scene.officer)
    CorrectionFactory(question=scene.question, state="published")
    assert "was corrected on" in about(pack)["reworded"][0]
    later = actions.build(scene.partnership, period=period("2025-Q1"), by=scene.officer, on=DAY)
    told = words_of(said(later).section("questions"))
    assert "79 % of posts are filled." in told
    assert "A post was counted twice Before, it said: “77 % of posts are filled.”" in told


def test_a_withdrawn_response_is_told_as_such(pack, scene):
    correcting.retract(scene.question, by=scene.officer, because="It was of another year")
    assert "It was of another year" in about(pack)["reworded"][0]
    later = actions.build(scene.partnership, period=period("2025-Q1"), by=scene.officer, on=DAY)
    told = words_of(said(later).section("questions"))
    assert "withdrawn on" in told
    assert "77 % of posts" not in told


def test_own_and_computed_rating_stand_with_their_difference_and_the_assessment_with_its_direction(pack):
    assert "Red: floor missed. The same as the computed rating" in words_of(said(pack).section("returns"))
    assert "Too few years for a direction: 1 of the 6 it needs" in words_of(said(pack).section("assessment"))


def test_a_provisional_figure_is_told_as_such_everywhere(scene):
    PublishedFigureFactory(
        measure=scene.housed, snapshot=_report("2024-Q4"), value=0.75, maturity="provisional"
    )
    Snapshot.objects.filter(pk=scene.report.pk).update(state="corrected")
    pack = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    assert "75% (provisional)" in words_of(said(pack).section("measures"))
    row = next(row for row in _csv(pack) if row["period"] == "2024-Q4")
    assert (row["figure"], row["maturity"]) == ("0.75", "provisional")


def _report(label):
    report = SnapshotFactory(published=True, place="Medway", period=label)
    SnapshotContentFactory(snapshot=report)
    return report


def _csv(pack):
    content = PackFile.objects.get(pack=pack, format="csv").content
    return list(csv.DictReader(io.StringIO(bytes(content).decode("utf-8-sig"))))


def test_figures_before_and_after_a_series_break_are_never_put_beside_each_other(scene):
    employed = MeasureFactory(
        priority=scene.housed.priority, owner=scene.probation, indicator="employed-6-weeks", title="Employed"
    )
    for label, value in (("2023-Q4", 0.21), ("2024-Q4", 0.34)):
        PublishedFigureFactory(measure=employed, snapshot=_report(label), value=value)
    ImprovementActionFactory(
        measure=employed,
        added_on=datetime.date(2024, 3, 20),
        state="done",
        closed_on=datetime.date(2024, 8, 1),
    )
    pack = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    told = words_of(said(pack).section("former_actions"))
    assert "Employed before: October to December 2023: 21%" in told
    assert "34%" not in told
    assert "It is counted otherwise from 1 May 2024" in told


def test_a_withdrawn_figure_leaves_no_older_one_rated_in_its_place(scene):
    former = SnapshotFactory(published=True, place="Medway", period="2024-Q4")
    SnapshotContentFactory(snapshot=former)
    PublishedFigureFactory(measure=scene.housed, snapshot=former, value=0.95)
    publishing.withdraw(scene.report, by=UserFactory(role="commissioner"), because="Counted a hub twice")
    pack = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    row = next(row for row in _rows(said(pack).section("plan")) if row[0] == "Housed on release")
    assert row[2] == "Withdrawn: Counted a hub twice"
    assert row[4].startswith("Cannot be rated yet")


def _rows(section):
    return [row for block in section.blocks if isinstance(block, Tabled) for row in block.rows]


def test_every_version_of_the_plan_since_the_last_pack_is_told(pack, scene):
    actions.publish(pack, by=scene.officer)
    for target, why in (("0.95", "Higher aims"), ("0.85", "Too high")):
        plans.change_measure(scene.housed, by=scene.officer, target=target)
        plans.adopt(scene.plan, by=scene.officer, why=why)
        scene.plan.refresh_from_db()
    later = actions.build(scene.partnership, period=YEAR, by=scene.officer, on=DAY)
    told = words_of(said(later).section("changed"))
    assert "Higher aims" in told
    assert "Too high" in told


def test_a_report_corrected_afterwards_is_said_on_the_pack(pack, scene):
    Snapshot.objects.filter(pk=scene.report.pk).update(state="corrected")
    assert [told for _, _, told in lost_since(said(pack))] == ["A correction stands in its place."]


def test_a_former_pack_that_can_be_read_no_more_stands_in_nobodys_way(pack, scene, monkeypatch):
    actions.publish(pack, by=scene.officer)
    monkeypatch.setattr(making, "from_text", _cannot)
    later = actions.build(scene.partnership, period=period("2025-Q1"), by=scene.officer, on=DAY)
    assert "no earlier pack" in words_of(said(later).section("changed"))


def _cannot(text):
    raise CannotThaw("of a former version")

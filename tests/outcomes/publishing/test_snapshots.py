"""A report is drafted, published, corrected and withdrawn; what was published stays as it was."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.accounts.access import NotYou
from foundation.accounts.models import Notice
from foundation.lifecycle import events
from foundation.lifecycle.transitions import LostRace, Refused, WrongState
from outcomes.models import Snapshot, SnapshotContent
from outcomes.moved.kept import move_to, told_of
from outcomes.publishing import actions
from outcomes.publishing.pages import frozen_whole
from outcomes.publishing.states import SnapshotState as S
from outcomes.publishing.told import as_kept
from pathways.models import Check
from people import actions as people
from people.models import Offence, Person, Release
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.outcomes import SnapshotFactory, SuppressionFactory, TargetFactory, published_report
from tests.factories.people import AreaFactory, CaseloadFactory
from tests.outcomes.crowd import released_together
from tests.outcomes.publishing.quarters import QUARTER, QUARTER_AFTER, QUARTER_BEFORE
from tests.outcomes.scenes import AS_AT, RELEASED, living_in, referred

# Refusals


@pytest.mark.parametrize("role", ["performance_officer", "hub_manager", "partnership_officer", "auditor"])
def test_only_a_commissioner_asks_publishes_and_withdraws(role, drafted, db):
    other, place = UserFactory(role=role), AreaFactory(name="Medway")
    with pytest.raises(NotYou):
        drafted(by=other)
    with pytest.raises(NotYou):
        actions.publish(SnapshotFactory(place=place.name, drafted=True), by=other)
    with pytest.raises(NotYou):
        actions.withdraw(SnapshotFactory(place=place.name, published=True), by=other, because="wrong")


@pytest.mark.parametrize(
    "as_at", [datetime.date(2025, 6, 29), datetime.date(2023, 2, 28), datetime.date(2099, 1, 31)]
)
def test_a_day_that_ends_no_month_or_comes_before_the_period_has_ended_is_refused(as_at, drafted, medway):
    with pytest.raises(Refused, match="last day of a month"):
        drafted(as_at=as_at)


def test_a_draft_that_cannot_be_worked_out_says_so_and_tells_who_asked(drafted, medway, monkeypatch):
    monkeypatch.setattr("outcomes.publishing.drafting.rows_hash", lambda report: 1 / 0)
    snapshot = drafted()
    assert snapshot.state == S.FAILED
    assert snapshot.because == actions.FAILED
    assert not SnapshotContent.objects.exists()
    assert Notice.objects.get(user=snapshot.asked_by).kind == "report_not_drafted"


def test_what_was_withdrawn_or_discarded_is_not_published_again(drafted, published, commissioner, medway):
    gone = actions.withdraw(published(), by=commissioner, because="A hub was counted twice")
    with pytest.raises(WrongState):
        actions.publish(gone, by=commissioner)
    with pytest.raises(WrongState):
        actions.publish(actions.discard(drafted(), by=commissioner), by=commissioner)


def test_the_counts_kept_for_the_guard_are_unrounded_in_every_part(published, medway):
    chatham = HubFactory(name="Chatham")
    referred(living_in(medway), chatham, RELEASED)
    kept = as_kept(published().content.counted)
    assert {each.part for each in kept} > {"lines", "flow"}
    assert all(each.is_exact for each in kept)
    (reached,) = [each for each in kept if (each.table, each.entry) == ("flow steps referred", "reached")]
    assert (reached.count, reached.is_shown) == (1, False)


def client_of(client, user):
    client.force_login(user)
    return client


def without_token(page):
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page)


def test_of_two_who_publish_one_draft_at_once_the_second_loses(drafted, commissioner, medway):
    draft = drafted()
    same = Snapshot.objects.get(pk=draft.pk)
    actions.publish(draft, by=commissioner)
    with pytest.raises(LostRace):
        actions.publish(same, by=commissioner)
    assert Snapshot.objects.standing().count() == 1


def test_of_two_publications_at_once_only_one_gets_the_turn(
    drafted, published, commissioner, medway, monkeypatch
):
    published()
    draft = drafted(period=QUARTER_BEFORE)
    monkeypatch.setattr(actions, "_one_more", lambda field, among: 1)
    with pytest.raises(LostRace, match="at the same moment"):
        actions.publish(draft, by=commissioner)
    draft.refresh_from_db()
    assert draft.state == S.DRAFTED


CHANGES = (
    "UPDATE outcomes_snapshot SET as_at = '2020-01-31'", "UPDATE outcomes_snapshot SET state = 'drafted'",
    "UPDATE outcomes_snapshot SET number = 7", "DELETE FROM outcomes_snapshot",
    "UPDATE outcomes_snapshotcontent SET report = '{}'", "DELETE FROM outcomes_snapshotcontent",
    "UPDATE outcomes_snapshotfile SET content_hash = ''", "DELETE FROM outcomes_snapshotfile",
    "UPDATE outcomes_suppression SET why = 'small'", "DELETE FROM outcomes_suppression",
)  # fmt: skip


def test_the_database_keeps_what_was_published(db):
    snapshot = published_report(AreaFactory(name="Medway").name)
    SuppressionFactory(snapshot=snapshot)
    for statement in CHANGES:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


# What happens


def test_a_published_report_holds_its_figures_files_rows_and_definitions(published, medway, commissioner):
    snapshot = published()
    content = snapshot.content
    assert (snapshot.state, snapshot.number, snapshot.turn) == (S.PUBLISHED, 1, 1)
    assert snapshot.published_by == commissioner
    assert {each.format for each in snapshot.files.all()} >= {"pdf", "csv", "json"}
    assert "Housed on release night" in content.definitions
    assert len(content.rows_hash) == len(content.report_hash) == 64
    assert [each.what for each in events.of(snapshot)] == ["ask", "work_out", "publish"]


def test_asking_twice_gives_the_same_draft(drafted, medway):
    assert drafted() == drafted()


def test_the_same_moment_gives_the_same_bytes_and_the_same_hashes(drafted, commissioner, medway):
    first = drafted()
    actions.discard(first, by=commissioner)
    known = first.known_at
    second = SnapshotFactory(place="Medway", period=QUARTER.label, as_at=AS_AT, known_at=known)
    actions.work_out.call(second.pk)
    assert second.content.rows_hash == first.content.rows_hash
    assert second.content.report_hash == first.content.report_hash
    hashes = [list(each.files.values_list("format", "content_hash")) for each in (first, second)]
    assert hashes[0] == hashes[1]


def test_a_correction_marks_the_version_before_and_keeps_it(published, commissioner, medway):
    first = published()
    released_together(medway, 40, housed=15, homeless=25, mark="D")
    second = published()
    first.refresh_from_db()
    assert (first.state, second.number, second.corrects) == (S.CORRECTED, 2, first)
    assert first.files.count() == second.files.count()
    assert first.content.rows_hash != second.content.rows_hash


def test_withdrawing_says_why_and_tells_the_other_commissioners(published, commissioner, medway):
    other = UserFactory(role="commissioner")
    snapshot = actions.withdraw(published(), by=commissioner, because="A hub was counted twice")
    assert (snapshot.state, snapshot.because) == (S.WITHDRAWN, "A hub was counted twice")
    kinds = list(Notice.objects.filter(user=other).values_list("kind", flat=True))
    assert sorted(kinds) == ["report_published", "report_withdrawn"]


def test_erasing_people_later_changes_nothing_that_was_published(published, medway, client):
    snapshot = published()
    page = client_of(client, snapshot.published_by).get(f"/outcomes/snapshots/{snapshot.uuid}/").content
    files = [bytes(each.content) for each in snapshot.files.all()]
    people = Person.objects.order_by("pk")[:30].values("pk")
    for model in (Offence, Check, Release):
        model.versions.filter(person__in=people).delete()
    again = Snapshot.objects.get(pk=snapshot.pk)
    assert [bytes(each.content) for each in again.files.all()] == files
    assert without_token(client.get(f"/outcomes/snapshots/{snapshot.uuid}/").content) == without_token(page)
    assert client.get(f"/outcomes/snapshots/{snapshot.uuid}/report.pdf").content == bytes(
        again.files.get(format="pdf").content
    )


@pytest.mark.whole
def test_merging_people_later_changes_nothing_that_was_published_and_a_correction_says_what_moved(
    published, medway, client
):
    first, team = published(), TeamFactory()
    steward = UserFactory(role="data_steward", organisation=team.organisation, teams=[team])
    files = {each.format: bytes(each.content) for each in first.files.all()}
    not_housed = list(Person.objects.order_by("pk")[40:70])
    for each in not_housed:
        CaseloadFactory(person=each, team=team)
    for kept, twice in zip(not_housed[:15], not_housed[15:], strict=True):
        people.merge(kept, twice, by=steward, reason="The same prison number")
    second = published()
    again = Snapshot.objects.get(pk=first.pk)
    assert (again.state, again.content.report_hash) == (S.CORRECTED, first.content.report_hash)
    assert {each.format: bytes(each.content) for each in again.files.all()} == files
    cells = [frozen_whole(each).report.line("housed-on-release").cell for each in (first, second)]
    assert [(cell.numerator, cell.denominator) for cell in cells] == [(40, 100), (40, 85)]
    moved = next(each for each in told_of(second.move) if each.slug == "housed-on-release")
    assert (moved.start, moved.end, moved.late) == (0.4, 0.47, 0.07)
    assert {(split.mix, split.performance) for split in moved.splits} == {(0, 0)}


# Disclosure: what a correction may tell


@pytest.mark.whole
def test_a_correction_of_few_waits_for_the_next_quarter_and_then_leaves_out_what_moved(
    published, drafted, commissioner, medway
):
    first = published()
    released_together(medway, 3, housed=3, mark="D")
    draft = drafted()
    with pytest.raises(Refused, match="waits until the report of the next quarter of Medway is published"):
        actions.publish(draft, by=commissioner)
    actions.discard(draft, by=commissioner)
    published(period=QUARTER_AFTER)
    second = actions.publish(drafted(), by=commissioner)
    housed = frozen_whole(second).report.line("housed-on-release").cell
    assert (housed.denominator, housed.rate, housed.suppressed) == (None, None, True)
    assert frozen_whole(first).report.line("housed-on-release").cell.denominator == 100
    assert second.suppressions.filter(cell="housed-on-release", why="differencing").exists()


def test_a_correction_of_nothing_is_refused(published, drafted, commissioner, medway):
    published()
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.publish(drafted(), by=commissioner)


def test_a_correction_of_what_was_agreed_alone_is_published(published, medway):
    published()
    TargetFactory(
        area=medway, contract_area=None, measure="housed-on-release", period="2023-Q1", target="0.5"
    )
    second = published()
    assert frozen_whole(second).ratings["housed-on-release"].target == 0.5


def test_why_a_figure_moved_is_worked_out_before_anything_is_written(published, medway, monkeypatch):
    published()
    released_together(medway, 40, housed=15, homeless=25, mark="D")
    outside, inside = len(connection.savepoint_ids), []

    def looked(*asked):
        inside.append(len(connection.savepoint_ids) - outside)
        return move_to(*asked)

    monkeypatch.setattr(actions, "move_to", looked)
    assert published().move
    assert inside == [0]


def test_the_log_says_what_was_hidden_and_never_how_many(drafted, commissioner, medway):
    released_together(AreaFactory(name="Swale"), 8, housed=8, mark="E")
    rows = drafted("Swale").suppressions.all()
    assert {each.why for each in rows} >= {"small"}
    assert not any(character.isdigit() for each in rows for character in each.entries)

"""Which releases count, where, and what is known at a point: E1, A1, S1 (outcomes: section 1)."""

import datetime

import pytest

from tests.factories.hubs import HubFactory
from tests.factories.pathways import AccommodationCodeFactory, CheckFactory, SpellFactory
from tests.factories.people import AreaFactory, PersonAreaFactory, PrisonFactory, SupervisionFactory
from tests.factories.referrals import NeedFactory, ReferralFactory
from tests.outcomes.scenes import RELEASED, a_line, later, living_in, parts, released

E1, A1, S1, R1 = "employed-6-weeks", "housed-on-release", "continuity-of-care", "proven-reoffending"
ALL = (E1, A1, S1, R1, "time-to-reoffence")
POINT = later(42)


def in_work(person, since=RELEASED, **about):
    return SpellFactory(person=person, kind="employment", started_on=since, **about)


def referred(person, hub, on, **about):
    at = datetime.datetime(on.year, on.month, on.day, 12, tzinfo=datetime.UTC)
    return ReferralFactory(person=person, hub=hub, submitted_at=at, **about)


# Which releases count


@pytest.mark.parametrize("kind", ["temporary", "bail"])
@pytest.mark.parametrize("slug", ALL)
def test_temporary_release_and_bail_are_no_release_in_any_indicator(person, kind, slug):
    released(person, kind=kind)
    SpellFactory(person=person, kind="treatment", code="prison", started_on=later(-5))
    assert parts(slug) == {}


@pytest.mark.parametrize("slug", [E1, A1])
def test_a_release_after_recall_counts_for_work_and_home(person, slug):
    released(person, kind="post_recall")
    assert parts(slug) == {"unknown": 1}


@pytest.mark.parametrize("slug", [R1, "time-to-reoffence"])
def test_a_release_after_recall_is_no_index_event_of_reoffending(person, slug):
    released(person, kind="post_recall")
    assert parts(slug) == {}


def test_several_releases_on_one_day_count_once(person):
    released(person)
    released(person, prison=PrisonFactory(name="Elmley"))
    assert parts(A1) == {"unknown": 1}


def test_of_two_releases_on_one_day_the_one_not_recalled_that_day_stands(person):
    released(person)
    released(person, prison=PrisonFactory(name="Elmley"), recalled_on=RELEASED)
    assert parts(A1) == {"unknown": 1}


@pytest.mark.parametrize("slug", [E1, A1, S1])
def test_a_recall_on_the_day_of_release_is_counted_as_recalled(person, slug):
    released(person, recalled_on=RELEASED)
    SpellFactory(person=person, kind="treatment", code="prison", started_on=later(-5))
    assert parts(slug) == {"recalled": 1}


def test_a_release_recalled_that_day_is_skipped_before_the_first_is_taken(person):
    released(person, recalled_on=RELEASED)
    released(person, on=later(9), received_on=RELEASED)
    assert parts(R1) == {"non_event": 1}


def test_only_the_first_release_of_a_quarter_counts_for_reoffending(person):
    released(person)
    released(person, on=later(20))
    assert parts(R1) == {"non_event": 1}


def test_a_release_that_is_still_to_come_counts_nowhere(person):
    released(person, on=None, expected_on=RELEASED)
    assert parts(A1) == {}


# Where


def test_a_person_counts_in_the_area_of_the_release_date(person, medway):
    PersonAreaFactory(person=person, area=AreaFactory(name="Dartford"), since=RELEASED)
    released(person, on=later(-1))
    released(person, on=later(1))
    assert parts(A1) == {"unknown": 1}
    assert parts(A1, name="Dartford") == {"unknown": 1}


def test_a_person_without_an_area_then_counts_in_england_only(medway):
    person = living_in(medway)
    person.areas.update(since=later(1))
    released(person)
    assert parts(A1) == {}
    assert parts(A1, kind="england", name="") == {"unknown": 1}


def test_a_contract_area_is_the_sum_of_its_areas(person, medway):
    released(person)
    released(living_in(AreaFactory(name="Dartford")))
    released(living_in(AreaFactory(name="Leeds", contract_area=None)))
    assert parts(A1, kind="contract_area", name="South East") == {"unknown": 2}
    assert parts(A1, kind="england", name="") == {"unknown": 3}


def test_a_release_belongs_to_the_hub_of_the_latest_live_referral(person):
    first, second = HubFactory(name="Chatham"), HubFactory(name="Leeds")
    referred(person, first, later(-30), state="submitted")
    referred(person, second, later(-10), state="submitted")
    released(person)
    assert parts(A1, kind="hub", name="Leeds") == {"unknown": 1}
    assert parts(A1, kind="hub", name="Chatham") == {}


def test_a_referral_after_the_release_never_makes_it_the_hubs(person):
    referred(person, HubFactory(name="Chatham"), later(1), state="submitted")
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == {}


def test_a_referral_on_the_day_of_release_makes_it_the_hubs(person):
    referred(person, HubFactory(name="Chatham"), RELEASED, state="submitted")
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == {"unknown": 1}


@pytest.mark.parametrize("state", ["withdrawn", "ended_early", "completed"])
@pytest.mark.parametrize(("after", "counted"), [(0, {}), (1, {"unknown": 1})])
def test_a_referral_ended_by_the_release_date_is_not_live(person, state, after, counted):
    hub = HubFactory(name="Chatham")
    referred(person, hub, later(-30), state=state, ended_on=later(after), started_on=later(-9))
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == counted


@pytest.mark.parametrize(("after", "counted"), [(0, {}), (1, {"unknown": 1})])
def test_a_referral_declined_by_the_release_date_is_not_live(person, after, counted):
    decided = datetime.datetime(2023, 3, 1 + after, 9, tzinfo=datetime.UTC)
    referred(person, HubFactory(name="Chatham"), later(-30), state="declined", decided_at=decided)
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == counted


def test_a_referral_entered_in_error_gives_no_hub(person):
    referred(person, HubFactory(name="Chatham"), later(-30), state="entered_in_error")
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == {}


def test_a_hub_is_without_its_satellites(person):
    hub = HubFactory(name="Chatham")
    referred(person, HubFactory(name="Sheerness", kind="satellite", parent=hub), later(-3), state="submitted")
    released(person)
    assert parts(A1, kind="hub", name="Chatham") == {}
    assert parts(A1, kind="hub", name="Sheerness") == {"unknown": 1}


# Employed at 6 weeks


@pytest.mark.parametrize("code", ["employed", "self_employed", "apprenticeship"])
def test_work_on_day_42_is_work(person, code):
    released(person)
    in_work(person, since=POINT, code=code)
    assert parts(E1) == {"event": 1}


def test_a_job_that_ended_on_day_42_no_longer_covers_it(person):
    released(person)
    in_work(person, ended_on=POINT)
    assert parts(E1) == {"unknown": 1}


@pytest.mark.parametrize("code", ["not_employed", "education"])
def test_a_person_out_of_work_counts_as_not_employed(person, code):
    released(person)
    in_work(person, code=code)
    assert parts(E1) == {"non_event": 1}


def test_a_person_unavailable_for_work_is_left_out(person):
    released(person)
    in_work(person, code="unavailable")
    assert parts(E1) == {"unavailable_for_work": 1}


def test_work_wins_where_spells_overlap(person):
    released(person)
    in_work(person)
    in_work(person, since=later(30), code="not_employed")
    assert parts(E1) == {"event": 1}


@pytest.mark.parametrize(
    ("answer", "part"),
    [("yes", "event"), ("no", "non_event"), ("out_of_scope", "out_of_scope"), ("unknown", "event")],
)
def test_the_check_of_that_date_decides_unless_nobody_knows(person, answer, part):
    released(person)
    in_work(person)
    CheckFactory(person=person, name="week_6", point_on=POINT, answer=answer)
    assert parts(E1) == {part: 1}


def test_a_check_of_another_date_decides_nothing(person):
    released(person)
    CheckFactory(person=person, name="week_6", point_on=later(43), answer="yes")
    assert parts(E1) == {"unknown": 1}


@pytest.mark.parametrize(("day", "part"), [(41, "recalled"), (42, "event")])
def test_recall_before_day_42_leaves_out_and_on_it_does_not(person, day, part):
    released(person, recalled_on=later(day))
    in_work(person)
    assert parts(E1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(41, "died"), (42, "event")])
def test_death_before_day_42_leaves_out_and_on_it_does_not(medway, day, part):
    person = living_in(medway, died_on=later(day))
    released(person)
    in_work(person)
    assert parts(E1) == {part: 1}


@pytest.mark.parametrize(("day", "part"), [(41, "not_supervised"), (42, "event"), (43, "event")])
def test_supervision_must_not_have_ended_before_day_42(person, day, part):
    released(person)
    in_work(person)
    SupervisionFactory(person=person, started_on=RELEASED, ended_on=later(day))
    assert parts(E1) == {part: 1}


def test_supervision_that_ended_before_the_release_says_nothing(person):
    released(person)
    in_work(person)
    SupervisionFactory(person=person, started_on=later(-700), ended_on=later(-300))
    assert parts(E1) == {"event": 1}


def test_before_may_2024_a_release_without_supervision_counts(person):
    released(person)
    in_work(person)
    assert parts(E1) == {"event": 1}


def test_from_may_2024_only_supervised_releases_count(person, medway):
    day = datetime.date(2024, 5, 1)
    supervised = living_in(medway)
    for each in (person, supervised):
        released(each, on=day)
        in_work(each, since=day)
    SupervisionFactory(person=supervised, started_on=day)
    assert parts(E1, day=day) == {"event": 1, "not_supervised": 1}


def test_the_quarter_of_the_break_counts_from_may_on(person):
    released(person, on=datetime.date(2024, 4, 30))
    assert parts(E1, day=datetime.date(2024, 4, 30)) == {"before_series_break": 1}
    assert parts(A1, day=datetime.date(2024, 4, 30)) == {"unknown": 1}


def test_the_quarter_before_the_break_keeps_the_old_definition(person):
    day = datetime.date(2024, 3, 31)
    released(person, on=day)
    in_work(person, since=day)
    assert parts(E1, day=day) == {"event": 1}


@pytest.mark.parametrize(("as_at", "part"), [(later(41), "not_yet_followed"), (POINT, "event")])
def test_nobody_is_judged_before_their_own_day_42(person, as_at, part):
    released(person)
    in_work(person)
    assert parts(E1, as_at=as_at) == {part: 1}


def test_a_recall_after_the_as_at_date_had_not_happened(person):
    released(person, recalled_on=later(20))
    assert parts(E1, as_at=later(10)) == {"not_yet_followed": 1}
    assert parts(E1, as_at=later(20)) == {"recalled": 1}


# Housed on release night


@pytest.mark.parametrize(
    ("code", "housed", "part"),
    [
        ("A01A", "yes", "event"),
        ("A02", "yes", "event"),
        ("A08C", "no", "non_event"),
        ("A16", "unknown", "unknown"),
    ],
)
def test_the_list_of_codes_says_who_is_housed(person, code, housed, part):
    AccommodationCodeFactory(code=code, housed_on_release_night=housed)
    released(person)
    SpellFactory(person=person, kind="accommodation", code=code, started_on=RELEASED)
    assert parts(A1) == {part: 1}


def test_a_code_that_is_not_in_the_list_is_refused_not_guessed(person):
    released(person)
    SpellFactory(person=person, kind="accommodation", code="Z99", started_on=RELEASED)
    with pytest.raises(LookupError, match="Z99"):
        parts(A1)


def test_a_home_that_ended_on_release_day_does_not_cover_the_night(person):
    AccommodationCodeFactory(code="A01A")
    released(person)
    SpellFactory(person=person, kind="accommodation", code="A01A", started_on=later(-9), ended_on=RELEASED)
    assert parts(A1) == {"unknown": 1}


@pytest.mark.parametrize(
    ("answer", "part"),
    [("yes", "event"), ("no", "non_event"), ("out_of_scope", "out_of_scope"), ("unknown", "non_event")],
)
def test_the_check_of_the_night_decides_unless_nobody_knows(person, answer, part):
    AccommodationCodeFactory(code="A08", housed_on_release_night="no")
    released(person)
    SpellFactory(person=person, kind="accommodation", code="A08", started_on=RELEASED)
    CheckFactory(person=person, name="release_night", point_on=RELEASED, answer=answer)
    assert parts(A1) == {part: 1}


def test_death_on_the_day_of_release_leaves_out(medway):
    released(living_in(medway, died_on=RELEASED))
    released(living_in(medway, died_on=later(1)))
    assert parts(A1) == {"died": 1, "unknown": 1}


def test_the_night_is_followed_on_the_next_day(person):
    released(person)
    assert parts(A1, as_at=RELEASED) == {"not_yet_followed": 1}
    assert parts(A1, as_at=later(1)) == {"unknown": 1}


# Continuity of care


def in_treatment(person, code, start, end=None):
    return SpellFactory(person=person, kind="treatment", code=code, started_on=start, ended_on=end)


def test_somebody_without_a_treatment_need_is_no_row(person):
    released(person)
    assert parts(S1) == {}


@pytest.mark.parametrize(
    ("start", "end", "rows"), [(-90, -28, 0), (-90, -27, 1), (-1, None, 1), (0, None, 0)]
)
def test_treatment_in_prison_on_any_of_the_28_days_before_is_a_need(person, start, end, rows):
    released(person)
    in_treatment(person, "prison", later(start), None if end is None else later(end))
    assert sum(parts(S1).values()) == rows


@pytest.mark.parametrize(("day", "rows"), [(-40, 1), (0, 1), (1, 0)])
def test_a_need_counts_when_named_in_a_referral_by_the_release(person, day, rows):
    released(person)
    referral = referred(person, HubFactory(), later(day), state="declined")
    NeedFactory(referral=referral, kind="substance")
    assert sum(parts(S1).values()) == rows


def test_other_needs_and_referrals_in_error_name_no_treatment_need(person):
    released(person)
    NeedFactory(referral=referred(person, HubFactory(), later(-5), state="submitted"), kind="health")
    NeedFactory(
        referral=referred(person, HubFactory(), later(-5), state="entered_in_error"), kind="substance"
    )
    assert parts(S1) == {}


@pytest.mark.parametrize(("born", "rows"), [((2005, 3, 1), 1), ((2005, 3, 2), 0)])
def test_only_adults_count(medway, born, rows):
    person = living_in(medway, date_of_birth=datetime.date(*born))
    released(person)
    in_treatment(person, "prison", later(-5))
    assert sum(parts(S1).values()) == rows


@pytest.mark.parametrize(("day", "part"), [(-1, "non_event"), (0, "event"), (21, "event"), (22, "non_event")])
def test_treatment_begun_within_21_days_counts_with_the_day_of_release(person, day, part):
    released(person)
    in_treatment(person, "prison", later(-5))
    in_treatment(person, "community_structured", later(day))
    assert parts(S1) == {part: 1}


@pytest.mark.parametrize("code", ["prison", "other"])
def test_other_treatment_is_no_structured_treatment_in_the_community(person, code):
    released(person)
    in_treatment(person, "prison", later(-5))
    in_treatment(person, code, later(3))
    assert parts(S1) == {"non_event": 1}


@pytest.mark.parametrize(("day", "part"), [(21, "recalled"), (22, "event")])
def test_recall_within_21_days_leaves_out_whatever_had_begun(person, day, part):
    released(person, recalled_on=later(day))
    in_treatment(person, "prison", later(-5))
    in_treatment(person, "community_structured", later(3))
    assert parts(S1) == {part: 1}


def test_care_settles_42_days_after_it_matures(person):
    matures = datetime.date(2023, 4, 21)
    assert a_line(S1, as_at=later(-1, matures)).cell.maturity == "immature"
    assert a_line(S1, as_at=later(41, matures)).cell.maturity == "provisional"
    assert a_line(S1, as_at=later(42, matures)).cell.maturity == "final"

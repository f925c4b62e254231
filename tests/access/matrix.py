"""The access matrix: every address, every actor, one table. A route that is not declared here fails.

Read a row so: `opens` get the page, `hides` get the same 404 as for something that does not exist, everybody
else who is signed in gets 403, and nobody gets in without signing in. The table is written from the product's
page "Who uses it", not from the code's role table.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hubs.openreferral.items import key

EVERYONE = {
    "practitioner", "practitioner_elsewhere", "hub_worker", "hub_worker_elsewhere", "hub_manager",
    "hub_manager_elsewhere", "data_steward", "data_steward_elsewhere", "performance_officer",
    "performance_officer_elsewhere", "partner_service_worker", "partner_service_worker_elsewhere", "commissioner",
    "partnership_officer", "partner", "scrutiny_member", "administrator", "auditor",
}  # fmt: skip
REFERS = {"practitioner"}
HUB = {"hub_worker", "hub_manager"}
SEES_PEOPLE = REFERS | HUB | {"data_steward"}
SEES_REFERRALS = REFERS | HUB
SEES_CLAIMS = HUB | {"performance_officer"}
VERIFIES = {"hub_manager", "performance_officer"}
READS_QUALITY = {"hub_manager", "performance_officer"}
READS_OUTCOMES = {"hub_manager", "hub_manager_elsewhere", "performance_officer", "performance_officer_elsewhere",
                  "commissioner", "partnership_officer"}  # fmt: skip
PUBLISHES = {"commissioner"}
READS_SUPPRESSIONS = {"auditor", "performance_officer", "performance_officer_elsewhere"}
STEWARDS = {"data_steward"}
SERVICE = {"partner_service_worker"}
READS_SERVICES = {"practitioner", "practitioner_elsewhere", "hub_worker", "hub_worker_elsewhere", "hub_manager",
                  "hub_manager_elsewhere", "administrator"}  # fmt: skip
SEES_HUBS = {"practitioner", "practitioner_elsewhere", "hub_worker", "hub_worker_elsewhere", "data_steward",
             "data_steward_elsewhere"} | READS_OUTCOMES  # fmt: skip
HANDS_OVER = REFERS | STEWARDS


def elsewhere(actors: set[str]) -> set[str]:
    """The same jobs at another office, hub or organisation."""
    return {f"{actor}_elsewhere" for actor in actors}


def both(actors: set[str]) -> set[str]:
    return actors | elsewhere(actors)


Kwargs = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One route. `get` and `post` are what those who are let in get; None: the method is not served (405)."""

    opens: set[str]
    hides: set[str] = field(default_factory=set)
    kwargs: Kwargs = lambda things: {}
    get: tuple[int, ...] | None = (200,)
    post: tuple[int, ...] | None = None
    open_to_anyone: bool = False
    in_json: bool = (
        False  # answered to a program: who is not signed in gets 401 instead of the way to sign in
    )


def of(thing: str) -> Kwargs:
    return lambda things: {"uuid": things[thing].uuid}


def of_person_and(thing: str) -> Kwargs:
    """A row about the person in the middle, by its own key."""
    return lambda things: {"uuid": things["person"].uuid, "pk": things[thing].pk}


FORM = (200, 302, 400, 409)
ACT = (302, 200, 400, 409)
NOWHERE = "00000000-0000-4000-8000-000000000000"


def a_report(**more: str) -> Kwargs:
    return lambda things: {"kind": "area", "place": "medway", "period": "2025-Q1", **more}


def this_quarter() -> str:
    """The calendar quarter of today as addresses have it."""
    today = datetime.date.today()
    return f"{today.year}-Q{(today.month + 2) // 3}"


def circumstances(**more: Any) -> Row:
    """A hub may too where it stands in as referrer or holds the person, which it does not here."""
    return Row(REFERS, elsewhere(REFERS | HUB), of("person"), post=FORM, **more)


def drafting(**more: Any) -> Row:
    """A hub's own drafts come of enquiries; those of others are hidden from it."""
    return Row(REFERS, elsewhere(REFERS) | both(HUB), of("draft"), **more)


def at_hub(thing: str, **more: Any) -> Row:
    return Row(HUB, elsewhere(HUB), of(thing), **more)


def through_the_gate(kwargs: Kwargs) -> Row:
    return Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), kwargs, post=FORM)


def of_meeting(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["accepted"].uuid, "pk": things["meeting"].pk}


def by_key_worker(thing: str) -> Row:
    """The manager of the hub may not: it is the key worker who knows what became of the person."""
    return Row({"hub_worker"}, elsewhere(HUB), of(thing), post=FORM)


def by_manager(thing: str) -> Row:
    return Row({"hub_manager"}, {"hub_manager_elsewhere"}, of(thing), post=FORM)


def of_hub(things: dict[str, Any]) -> dict[str, Any]:
    return {"slug": things["hub"].slug}


def of_person_at_hub(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["newcomer"].uuid, "slug": things["hub"].slug}


def of_hub_kept_by_manager(**more: Any) -> Row:
    """What only the hub's own manager keeps, and nobody elsewhere works with."""
    return Row({"hub_manager"}, {"hub_manager_elsewhere"}, of_hub, **more)


def by_own_manager(kwargs: Kwargs = of_hub) -> Row:
    """The hub is no secret: a manager elsewhere sees it and is told whose it is."""
    return Row({"hub_manager"}, kwargs=kwargs, post=FORM)


def by_manager_asked(**more: Any) -> Row:
    """The transfer goes to the hub elsewhere: its manager answers, and nobody of the hub that asked."""
    return Row({"hub_manager_elsewhere"}, kwargs=of("transfer"), **more)


def in_the_directory(id_of: Callable[[Any], str]) -> Row:
    """One item of the public directory, found by what it belongs to."""
    return Row(EVERYONE, kwargs=lambda things: {"id": id_of(things["hub"])}, open_to_anyone=True)


def a_need(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["person"].uuid, "kind": "finance_and_identity"}


def handing_over(thing: str, **more: Any) -> Row:
    """By those who work with the person."""
    return Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of(thing), **more)


def own_form(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["attended_handover"].uuid, "form_uuid": things["form_of_service"].uuid}


def of_a_kind(things: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": things["person"].uuid, "kind": "treatment"}


def by_service(thing: str, **more: Any) -> Row:
    """By the service to which the person was handed over, and by nobody else."""
    return Row(SERVICE, elsewhere(SERVICE), of(thing), **more)


def of_service(things: dict[str, Any]) -> dict[str, Any]:
    return {"slug": things["service"].slug}


MATRIX: dict[str, Row] = {
    "home": Row(EVERYONE),
    "notice_list": Row(EVERYONE),
    "notice_settings": Row(EVERYONE, post=FORM),
    "notice_read_all": Row(EVERYONE, get=None, post=ACT),
    "health_live": Row(EVERYONE, open_to_anyone=True),
    "health_ready": Row(EVERYONE, open_to_anyone=True),
    "mail_list": Row({"administrator"}),
    "mail_send_again": Row({"administrator"}, kwargs=lambda things: {"pk": things["mail"].pk}, get=None, post=ACT),
    "mail_send_all_again": Row({"administrator"}, get=None, post=ACT),
    "due_list": Row(EVERYONE),
    "clock_list": Row(EVERYONE),
    "machine_list": Row(EVERYONE),
    "machine_detail": Row(EVERYONE, kwargs=lambda things: {"name": "referral"}),
    # --- import files
    "import_list": Row(both(STEWARDS)),
    "import_upload": Row(both(STEWARDS), kwargs=lambda things: {"what": "people"}, post=FORM),
    "import_template": Row(both(STEWARDS), kwargs=lambda things: {"what": "people"}),
    "import_preview": Row(STEWARDS, elsewhere(STEWARDS), of("staged")),
    "import_commit": Row(STEWARDS, elsewhere(STEWARDS), of("staged"), get=None, post=ACT),
    "import_discard": Row(STEWARDS, elsewhere(STEWARDS), of("staged"), get=None, post=ACT),
    # --- people
    "person_list": Row(both(SEES_PEOPLE)),
    "person_search": Row(both(SEES_PEOPLE), post=FORM),
    "person_search_results": Row(set(), both(SEES_PEOPLE), lambda things: {"token": NOWHERE}),
    "person_create": Row(set(), both(REFERS), lambda things: {"token": NOWHERE}, post=FORM),
    "person_detail": Row(SEES_PEOPLE, elsewhere(SEES_PEOPLE), of("person")),
    "person_attendance": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person")),
    "quality_list": Row(both(READS_QUALITY)),
    "quality_hub": Row(READS_QUALITY, elsewhere(READS_QUALITY), of_hub),
    "quality_read": Row(READS_QUALITY, elsewhere(READS_QUALITY), of("sampled"), post=FORM),
    "person_plan": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person")),
    "plan_sheet": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person")),
    "plan_text": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person"), post=FORM),
    "person_timeline": Row(SEES_PEOPLE, elsewhere(SEES_PEOPLE), of("person")),
    "person_history": Row(SEES_PEOPLE, elsewhere(SEES_PEOPLE), of("person")),
    "person_print": Row(SEES_PEOPLE, elsewhere(SEES_PEOPLE), of("person")),
    # --- contacts and notes: of those who work with the person, corrected by the team that wrote
    "person_contacts": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person")),
    "contact_record": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person"), post=FORM),
    "note_record": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person"), post=FORM),
    "note_correct": Row(HUB, elsewhere(SEES_REFERRALS), of("note"), post=FORM),
    # --- safeguarding: raised and read by those who see risk, decided by the lead of the hub
    "safeguarding_raise": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person"), post=FORM),
    "safeguarding_detail": Row(
        SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("safeguarding"), post=(200, 302, 400, 403, 409)
    ),
    "person_change": circumstances(),
    "consent_record": circumstances(),
    "consent_withdraw": circumstances(),
    "supervision_record": circumstances(),
    "release_record": circumstances(),
    "release_change": Row(
        REFERS, elsewhere(REFERS | HUB),
        lambda things: {"uuid": things["person"].uuid, "pk": things["release"].pk}, post=FORM,
    ),
    "risk_record": circumstances(),
    "signal_record": circumstances(),
    "signal_remove": Row(
        REFERS, elsewhere(REFERS | HUB), lambda things: of("person")(things) | {"pk": things["signal"].pk}, get=None,
        post=ACT,
    ),
    "consent_list": Row(SEES_PEOPLE, elsewhere(SEES_PEOPLE), of("person")),
    "label_record": circumstances(),
    # --- documents: of those who work with the person, and of nobody else
    "person_documents": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person")),
    "document_add": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person"), post=FORM),
    "document_open": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("document")),
    "document_set_aside": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("document"), post=FORM),
    # --- a death: the team that holds the person, or the data steward, who alone puts it right
    "death_record": Row(REFERS | STEWARDS, elsewhere(REFERS | STEWARDS), of("person"), post=FORM),
    "death_correct": Row(STEWARDS, elsewhere(STEWARDS), of("dead"), post=FORM),
    # --- licence conditions: read by those who see risk, written by practitioners
    "condition_list": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person")),
    "condition_record": Row(REFERS, elsewhere(REFERS), of("person"), post=FORM),
    "condition_end": Row(REFERS, elsewhere(REFERS), of_person_and("condition"), post=FORM),
    "pair_record": Row(REFERS, elsewhere(REFERS), of("person"), post=FORM),
    "pair_end": Row(REFERS, elsewhere(REFERS), of_person_and("apart"), post=FORM),
    "pending_pair_end": Row(REFERS, elsewhere(REFERS), of_person_and("pending_apart"), post=FORM),
    "pair_list": Row(both(STEWARDS)),
    "pair_answer": Row(
        STEWARDS, elsewhere(STEWARDS), lambda things: {"pk": things["pending_apart"].pk}, post=FORM
    ),
    # --- caseloads: handed over by the holding side, asked for by another practitioner
    "caseload_move": Row(HANDS_OVER, elsewhere(HANDS_OVER), of("person"), post=FORM),
    "caseload_move_many": Row(both(HANDS_OVER), get=None, post=ACT),
    "take_over_ask": Row(both(REFERS), post=FORM),
    "take_over_list": Row(both(HANDS_OVER)),
    "take_over_answer": Row(HANDS_OVER, elsewhere(HANDS_OVER), of("take_over"), post=FORM),
    "take_over_withdraw": Row(elsewhere(REFERS), REFERS, of("take_over"), get=None, post=ACT),
    # --- limited access, and break-glass reviewed by the organisation of whoever broke it
    "limit_list": Row(STEWARDS, elsewhere(STEWARDS), of("person")),
    "limit_restrict": Row(STEWARDS, elsewhere(STEWARDS), of("person"), post=FORM),
    "limit_exclude": Row(STEWARDS, elsewhere(STEWARDS), of("person"), post=FORM),
    "limit_end": Row(
        STEWARDS, elsewhere(STEWARDS),
        lambda things: {"uuid": things["restricted"].uuid, "pk": things["exclusion"].pk}, post=FORM,
    ),
    "limit_end_restriction": Row(STEWARDS, elsewhere(STEWARDS), of("restricted"), post=FORM),
    "break_glass": Row(both(SEES_REFERRALS), post=FORM),
    "break_glass_review_list": Row(both(STEWARDS) | {"auditor"}),
    "break_glass_review": Row(STEWARDS | {"auditor"}, elsewhere(STEWARDS), of("broken_glass"), post=FORM),
    # --- numbers that two records have
    "identifier_list": Row(both(STEWARDS)),
    "identifier_decide": Row(
        STEWARDS, elsewhere(STEWARDS), lambda things: {"uuid": things["contested"].uuid, "number": "crn"}, post=FORM
    ),
    # --- duplicates: both records must be in the steward's organisation
    "duplicate_list": Row(both(STEWARDS)),
    "duplicate_detail": Row(STEWARDS, elsewhere(STEWARDS), of("pair")),
    "duplicate_merge": Row(STEWARDS, elsewhere(STEWARDS), of("pair"), post=FORM),
    "duplicate_tell_apart": Row(STEWARDS, elsewhere(STEWARDS), of("pair"), post=FORM),
    "duplicate_unmerge": Row(STEWARDS, elsewhere(STEWARDS), of("merged_pair"), post=FORM),
    # --- hubs: read by whoever refers, works or plans with them; changed by the manager of that hub alone
    "hub_list": Row(SEES_HUBS),
    "hub_detail": Row(SEES_HUBS, kwargs=of_hub),
    "hub_describe": by_own_manager(),
    "hub_hours": by_own_manager(),
    "hub_women_only": by_own_manager(),
    "hub_bank_holidays": by_own_manager(),
    "hub_capacity": by_own_manager(),
    "closure_create": by_own_manager(),
    "closure_end": by_own_manager(lambda things: of_hub(things) | {"pk": things["closure"].pk}),
    # --- the timetable: when a hub's sessions are is no secret; its rules are for those who run them
    "timetable": Row(both(HUB), get=(302,)),
    "timetable_week": Row(SEES_HUBS, kwargs=of_hub),
    "timetable_day": Row(SEES_HUBS, kwargs=of_hub),
    "timetable_calendar": Row(HUB, elsewhere(HUB), of_hub),
    "timetable_feed": Row(
        EVERYONE, kwargs=lambda things: of_hub(things) | {"token": things["feed"].token}, open_to_anyone=True
    ),
    "feed_make": of_hub_kept_by_manager(get=None, post=ACT),
    "feed_revoke": of_hub_kept_by_manager(get=None, post=ACT),
    "room_list": Row(HUB, elsewhere(HUB), of_hub),
    "room_create": of_hub_kept_by_manager(post=FORM),
    "room_change": Row({"hub_manager"}, {"hub_manager_elsewhere"}, lambda things: {"pk": things["room"].pk}, post=FORM),
    "rule_list": Row(HUB, elsewhere(HUB), of_hub),
    "rule_create": Row(HUB, elsewhere(HUB), of_hub, post=FORM),
    "rule_detail": at_hub("rule"),
    "rule_change": at_hub("rule", post=FORM),
    "rule_end": at_hub("rule", post=FORM),
    "rule_leave_out": at_hub("rule", post=FORM),
    "session_change": at_hub("later_session", post=FORM),
    "session_list": Row(both(HUB)),
    "session_create": Row(both(HUB), post=FORM),
    "session_detail": at_hub("session"),
    "booking_create": at_hub("later_session", post=FORM),
    "booking_cancel": at_hub("booking", post=FORM),
    "booking_group": at_hub("later_session", post=FORM),
    "booking_move": at_hub("booking", post=FORM),
    "booking_restore": at_hub("cancelled_booking", post=FORM),
    "offer_list": Row(both(HUB)),
    "clash_list": Row(both({"hub_manager"})),
    "offer_answer": at_hub("offered_booking", post=FORM),
    "session_held_after_all": at_hub("called_off_session", post=FORM),
    "register_take": at_hub("session", post=FORM),
    "register_mark": at_hub("session", post=(400,), in_json=True),
    "register_walk_ins": at_hub("session", get=None, post=(400,), in_json=True),
    "register_ping": Row(both(HUB), in_json=True),
    "register_offline": Row(EVERYONE, open_to_anyone=True),
    "register_worker": Row(EVERYONE, open_to_anyone=True),
    "register_history": at_hub("session"),
    "late_entry_ask": at_hub("old_session", post=FORM),
    "late_entry_list": Row(both(HUB)),
    "late_entry_detail": Row({"hub_manager", "hub_worker"}, elsewhere(HUB), of("late_entry"), post=(302, 403, 409)),
    "session_not_held": at_hub("session", post=FORM),
    # --- about one person of a hub; where somebody is written to is for those who work with them today
    "appointment_create": at_hub("person", post=FORM),
    "reminders_want": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person"), post=FORM),
    "reminders_stop": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person"), get=None, post=ACT),
    "reminder_list": Row(both(HUB)),
    "reminder_again": at_hub("reminder", post=FORM),
    "wellbeing_correct": at_hub("wellbeing", post=FORM),
    # --- pathways
    "pathway_detail": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("pathway")),
    "pathway_list": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("person")),
    "need_assess": Row(HUB, elsewhere(HUB), a_need, post=FORM),
    "support_decline": at_hub("pathway", post=FORM),
    "pathway_set_back": at_hub("achieved", post=FORM),
    "spell_detail": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("spell")),
    "goal_add": at_hub("person", post=FORM),
    "goal_change": at_hub("goal", post=FORM),
    "goal_end": at_hub("goal", post=FORM),
    "goal_open_again": at_hub("goal_reached", post=FORM),
    "step_add": at_hub("goal", post=FORM),
    "step_change": at_hub("step", post=FORM),
    "step_end": at_hub("step", post=FORM),
    "step_open_again": at_hub("step_done", post=FORM),
    "plan_review": at_hub("person", post=FORM),
    "spell_record": at_hub("pathway", post=FORM),
    "spell_end": at_hub("spell", post=FORM),
    "spell_correct": at_hub("spell", post=FORM),
    "top_list": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("substance")),
    "top_record": at_hub("substance", post=FORM),
    "top_detail": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("top_form")),
    "top_correct": at_hub("top_form", post=FORM),
    "check_list": Row(both(HUB)),
    "check_answer": at_hub("check", post=FORM),
    "check_undo": at_hub("check", get=None, post=ACT),
    "claim_record": at_hub("pathway", post=FORM),
    "claim_list": Row(both(SEES_CLAIMS)),
    "claim_detail": Row(SEES_CLAIMS, elsewhere(SEES_CLAIMS), of("claim"), post=(200, 302, 400, 403, 409)),
    "claim_again": at_hub("returned", post=FORM),
    "claim_file": Row(SEES_CLAIMS, elsewhere(SEES_CLAIMS), of("filed_claim")),
    "claim_revoke": Row(  # somebody else verified it: out of verification, and so out of a performance officer's sight
        {"hub_manager"}, elsewhere(VERIFIES) | {"performance_officer"}, of("verified_claim"), post=FORM,
    ),
    "draw_list": Row(both(VERIFIES)),
    "draw_detail": Row(VERIFIES, elsewhere(VERIFIES), lambda things: {"pk": things["draw"].pk}),
    "unusual_list": Row(both(VERIFIES)),
    "unusual_explain": Row(
        VERIFIES, elsewhere(VERIFIES),
        lambda things: {"rule": "back_dated", "about": things["unusual_claim"].pk}, post=FORM,
    ),
    # --- handovers: sent and followed by those who work with the person, answered by the service alone
    "handover_list": Row(both(SEES_REFERRALS)),
    "handover_choose": handing_over("person"),
    "handover_send": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of_a_kind, post=FORM),
    "handover_detail": handing_over("handover"),
    "handover_withdraw": handing_over("handover", post=FORM),
    "handover_bridge": handing_over("handover", post=FORM),
    "duty_record": handing_over("person", post=FORM),
    "duty_change": handing_over("duty", post=FORM),
    "duty_remove": handing_over("duty", get=None, post=ACT),
    "handed_over_list": Row(both(SERVICE)),
    "handed_over_detail": by_service("handover"),
    "handed_over_receive": by_service("handover", get=None, post=ACT),
    "handed_over_refuse": by_service("handover", post=FORM),
    "handed_over_book": by_service("booked_handover", post=FORM),
    "handed_over_attend": by_service("booked_handover", post=FORM),
    "handed_over_miss": by_service("booked_handover", get=None, post=ACT),
    "handed_over_put_right": by_service("attended_handover", post=FORM),
    "handed_over_treatment": by_service("booked_handover", post=FORM),
    "handed_over_form": by_service("booked_handover", post=FORM),
    "handed_over_form_correct": Row(SERVICE, elsewhere(SERVICE), own_form, post=FORM),
    "handed_over_duty": by_service("duty_handover", post=FORM),
    "handed_over_close": by_service("booked_handover", post=FORM),
    # --- the directory of services: read by those who hand over, kept by administrators
    "service_list": Row(READS_SERVICES),
    "service_detail": Row(READS_SERVICES, kwargs=of_service),
    "service_create": Row({"administrator"}, post=FORM),
    "service_change": Row({"administrator"}, kwargs=of_service, post=FORM),
    # --- referrals
    "referral_list": Row(both(SEES_REFERRALS)),
    "referral_list_download": Row(both(SEES_REFERRALS)),
    "referral_give": Row(both(REFERS | {"hub_manager"}), get=None, post=ACT),
    "referral_start": Row(REFERS, elsewhere(REFERS | HUB), of("person"), get=None, post=ACT),
    "referral_tasks": drafting(),
    "referral_section": Row(
        REFERS, elsewhere(REFERS) | both(HUB),
        lambda things: {"uuid": things["draft"].uuid, "section": "needs"}, post=FORM,
    ),
    "referral_section_save": Row(
        REFERS, elsewhere(REFERS) | both(HUB),
        lambda things: {"uuid": things["draft"].uuid, "section": "needs"}, get=None, post=ACT,
    ),
    "referral_check": drafting(),
    "referral_submit": drafting(get=None, post=ACT),
    "referral_submitted": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("submitted")),
    "referral_discard": drafting(post=FORM),
    "referral_detail": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("referral")),
    "referral_summary": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("completed")),
    "referral_amend": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("referral")),
    "referral_amend_part": Row(
        SEES_REFERRALS, elsewhere(SEES_REFERRALS),
        lambda things: {"uuid": things["referral"].uuid, "section": "about"}, post=FORM,
    ),
    "referral_fhir": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("referral")),
    "referral_take": at_hub("submitted", get=None, post=ACT),
    "referral_hand_back": at_hub("referral", get=None, post=ACT),
    "referral_accept": at_hub("referral", post=FORM),
    "referral_decline": at_hub("referral", post=FORM),
    "referral_request_information": at_hub("referral", post=FORM),
    "referral_provide_information": Row(REFERS, elsewhere(REFERS | HUB), of("asked"), post=FORM),
    "referral_wait_list": at_hub("referral", post=FORM),
    "referral_review": at_hub("waiting", post=FORM),
    "referral_hold": at_hub("accepted", post=FORM),
    "referral_resume": at_hub("on_hold", post=FORM),
    "referral_complete": by_key_worker("started"),
    "referral_end_early": by_key_worker("started"),
    "referral_withdraw": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("submitted"), post=FORM),
    "referral_reconsider": by_manager("declined"),
    "referral_reopen": by_manager("completed"),
    "referral_void": by_manager("waiting"),
    "referral_transfer": by_manager("waiting"),
    "referral_assign": by_manager("accepted"),
    "transfer_detail": Row(both({"hub_manager"}), kwargs=of("transfer"), get=(302,)),
    "transfer_agree": by_manager_asked(post=FORM),
    "transfer_refuse": by_manager_asked(post=FORM),
    "transfer_cancel": Row({"hub_manager"}, kwargs=of("transfer"), get=None, post=ACT),
    # --- referrals: through the gate
    "referral_gate": Row(SEES_REFERRALS, elsewhere(SEES_REFERRALS), of("accepted")),
    "gate_meeting_record": through_the_gate(of("accepted")),
    "gate_meeting_correct": through_the_gate(of_meeting),
    "gate_appointment": through_the_gate(of("accepted")),
    "gate_treatment": through_the_gate(of("accepted")),
    "gate_contact_record": Row(HUB, elsewhere(SEES_REFERRALS), of("accepted"), post=FORM),
    "gate_contact_correct": Row(
        HUB, elsewhere(SEES_REFERRALS),
        lambda things: {"uuid": things["accepted"].uuid, "pk": things["contact"].pk}, post=FORM,
    ),
    "gate_item": through_the_gate(
        lambda things: {"uuid": things["accepted"].uuid, "item": "bank_account"}
    ),
    "induction_at_hub": Row(HUB, elsewhere(HUB), of_person_at_hub),
    "induction_record": at_hub("accepted", post=FORM),
    # --- the public directory
    "directory_meta": Row(EVERYONE, open_to_anyone=True),
    "directory_services": Row(EVERYONE, open_to_anyone=True),
    "directory_service": in_the_directory(lambda hub: key("service", hub.slug, "")),
    "directory_organizations": Row(EVERYONE, open_to_anyone=True),
    "directory_organization": in_the_directory(lambda hub: key("organization", hub.provider.name)),
    "directory_service_at_locations": Row(EVERYONE, open_to_anyone=True),
    "directory_service_at_location": in_the_directory(
        lambda hub: key("service_at_location", key("service", hub.slug, ""))
    ),
    "directory_taxonomies": Row(EVERYONE, open_to_anyone=True),
    "directory_taxonomy": in_the_directory(lambda hub: key("taxonomy", "activities")),
    "directory_taxonomy_terms": Row(EVERYONE, open_to_anyone=True),
    "directory_taxonomy_term": in_the_directory(lambda hub: key("taxonomy_term", "Community and social")),
    # --- enquiries: the public form, and the hub's queue
    "enquiry_start": Row(EVERYONE, open_to_anyone=True),
    "enquiry_paper": Row(EVERYONE, open_to_anyone=True),
    "enquiry_step": Row(EVERYONE, kwargs=lambda things: {"slug": "who"}, post=FORM, open_to_anyone=True),
    "enquiry_check": Row(EVERYONE, open_to_anyone=True),
    "enquiry_send": Row(EVERYONE, get=None, post=(200,), open_to_anyone=True),
    "enquiry_sent": Row(EVERYONE, open_to_anyone=True),
    "enquiry_list": Row(both(HUB)),
    "enquiry_detail": at_hub("enquiry"),
    "enquiry_match": Row(
        HUB, elsewhere(HUB),
        lambda things: {"uuid": things["enquiry"].uuid, "person": things["person"].uuid}, get=None, post=ACT,
    ),
    "enquiry_person": at_hub("enquiry", post=FORM),
    "enquiry_refuse": at_hub("enquiry", post=FORM),
    "enquiry_pass_on": at_hub("enquiry", post=FORM),
    "enquiry_draft": at_hub("matched_enquiry", get=None, post=ACT),
    # --- outcomes
    "report_list": Row(READS_OUTCOMES),
    "target_list": Row(READS_OUTCOMES),
    "availability_detail": Row(READS_OUTCOMES, kwargs=a_report(part="offered")),
    "availability_download": Row(READS_OUTCOMES, kwargs=a_report(part="needed")),
    "snapshot_list": Row(READS_OUTCOMES),
    "snapshot_detail": Row(READS_OUTCOMES, kwargs=of("snapshot")),
    "snapshot_download": Row(READS_OUTCOMES, kwargs=lambda things: {"uuid": things["snapshot"].uuid, "format": "csv"}),
    "snapshot_ask": Row(PUBLISHES, get=(200,), post=FORM, kwargs=a_report()),
    "snapshot_publish": Row(PUBLISHES, get=(200, 409), post=ACT, kwargs=of("draft_report")),
    "snapshot_discard": Row(PUBLISHES, get=None, post=ACT, kwargs=of("draft_report")),
    "snapshot_withdraw": Row(PUBLISHES, get=(200, 409), post=FORM, kwargs=of("snapshot")),
    "suppression_list": Row(READS_SUPPRESSIONS),
    "report_detail": Row(READS_OUTCOMES, kwargs=a_report()),
    "report_download": Row(READS_OUTCOMES, kwargs=a_report(format="json")),
    "indicator_detail": Row(READS_OUTCOMES, kwargs=a_report(indicator="proven-reoffending")),
    "indicator_explain": Row(READS_OUTCOMES, kwargs=a_report(indicator="proven-reoffending")),
    "indicator_moved": Row(  # between periods, from exact counts: for the staff of the hub
        {"hub_manager", "performance_officer"},
        {"hub_manager_elsewhere", "performance_officer_elsewhere"},
        lambda things: {"kind": "hub", "place": things["hub"].slug, "period": this_quarter(),
                        "indicator": "attendance-rate"},
    ),
    "snapshot_moved": Row(READS_OUTCOMES, kwargs=of("snapshot")),
    "snapshot_moved_figure": Row(
        READS_OUTCOMES, kwargs=lambda things: of("snapshot")(things) | {"indicator": "housed-on-release"}
    ),
    "extract_list": Row({"performance_officer", "performance_officer_elsewhere", "auditor"}),
    "extract_create": Row({"performance_officer", "performance_officer_elsewhere"}, post=FORM),
    "people_behind": Row(  # performance officers see records in verification only; other hubs are not there
        {"hub_manager"},
        {"hub_manager_elsewhere"},
        lambda things: {"kind": "hub", "place": things["hub"].slug, "period": this_quarter(),
                        "indicator": "attendance-rate"},
    ),
}  # fmt: skip

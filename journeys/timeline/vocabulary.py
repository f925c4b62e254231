"""The timeline beside the log: which source tells what can happen to a person, and what is left off and why.

Every fact, and every verb of a machine, about a person stands in one of the two tables; a test holds them complete.
(domain: Timeline, "everything that happened")
"""

from collections.abc import Mapping

from .sources import needs, referrals

TOLD: Mapping[str, tuple[str, ...]] = {
    "people.person": ("died",),
    "people.riskinformation": ("risk_assessed",),
    "people.caseload": ("held",),
    "people.release": ("release_expected", "release_moved", "released", "recalled"),
    "people.consent": ("consent_given", "consent_withdrawn"),
    "people.supervision": ("supervision_started", "supervision_ended"),
    "people.cohortlabel": ("label_given", "label_ended"),
    "people.licencecondition": ("condition_set", "condition_ended"),
    "people.note": ("note",),
    "people.safeguardingconcern": ("safeguarding_raised", "safeguarding_decided"),
    "people.document": ("document",),
    "people.offence": ("offence",),
    "people.localsignal": ("local_signal",),
    "referrals.referral": ("referral",),
    "referrals.jointmeeting": ("joint_meeting",),
    "referrals.firstappointment": ("first_appointment",),
    "referrals.hubcontact": ("hub_contact",),
    "referrals.treatmenthandover": ("treatment_handover",),
    "hubs.booking": ("mark", "concern"),
    "hubs.induction": ("induction",),
    "hubs.wellbeing": ("wellbeing",),
    "pathways.assessment": ("assessed",),
    "pathways.pathway": ("pathway",),
    "pathways.spell": ("spell_started", "spell_ended"),
    "pathways.milestoneclaim": ("milestone",),
    "pathways.check": ("check",),
    "pathways.outcomesprofile": ("top_form",),
    "pathways.handover": (
        "handover_sent", "handover_received", "handover_appointment", "handover_attended", "handover_missed",
        "duty_answered", "handover_ended",
    ),
    "pathways.dutytorefer": ("duty_to_refer", "duty_to_refer_outcome"),
    "pathways.plan": ("plan_made",),
    "pathways.planreview": ("plan_review",),
    "pathways.goal": ("goal_ended",),
    "pathways.step": ("step_ended",),
}  # fmt: skip

VERBS: Mapping[str, frozenset[str]] = {
    "referrals.referral": frozenset(referrals.TITLES),
    "pathways.pathway": frozenset(needs.TITLES) | {"assess"},
    "pathways.milestoneclaim": frozenset({"verify", "return_claim", "revoke", "take_back", "claim_again"}),
    "pathways.handover": frozenset(
        {"receive", "book", "attend", "miss", "answer_duty", "close", "refuse", "withdraw"}
    ),
    "pathways.plan": frozenset({"review"}),
    "pathways.goal": frozenset({"finish", "drop"}),
    "pathways.step": frozenset({"finish", "drop"}),
}

_NOT_A_STEP = "it changes how the work is done, and nothing of where the person stands"
_FOLLOWS = "it follows from the referral, which is told"
LEFT_OFF: Mapping[str, str] = {
    "people.personarea": "where somebody belongs to counts in figures; it is not an event of their way",
    "people.activityadvice": "what is advised stands beside the risk information, as it is now",
    "people.expectedreoffending": "a score for comparing groups; of one person it would be a label",
    "people.takeoverrequest": "others must not notice that somebody asked",
    "referrals.enquiry": "about nobody until it is matched, and then the referral tells it",
    "referrals.need": "told when it is assessed, and by the pathway that it opens",
    "referrals.transfer": "the referral tells the transfer once it is agreed; before, nothing has moved",
    "referrals.gatetick": "a list to be worked off; what was done is told by itself",
    "hubs.place": _FOLLOWS,
    "referrals.referral.discard": "nothing is left of a draft, and nobody has seen it",
    "pathways.pathway.begin": "told by the first milestone, job or home that begins it",
    "pathways.pathway.close": _FOLLOWS,
    "pathways.pathway.reopen": _FOLLOWS,
    "pathways.milestoneclaim.draw": _NOT_A_STEP,
    "pathways.handover.put_right": "what was recorded wrongly is told as it is now",
    "pathways.handover.start_treatment": "told as the treatment that started",
    "pathways.plan.end": _FOLLOWS,
    "pathways.plan.reopen": _FOLLOWS,
    "pathways.goal.change": _NOT_A_STEP,
    "pathways.goal.open_again": "what was ended by mistake is told no more",
    "pathways.step.change": _NOT_A_STEP,
    "pathways.step.open_again": "what was ended by mistake is told no more",
    "hubs.booking.accept_offer": "what is booked stands under attendance; only what came of it is told",
    "hubs.booking.offer": "as of what is booked",
    "hubs.booking.decline_offer": "as of what is booked",
    "hubs.booking.expire_offer": "as of what is booked",
    "hubs.booking.cancel_for_person": "as of what is booked",
    "hubs.booking.cancel_for_hub": "as of what is booked",
    "hubs.booking.move": "as of what is booked",
    "hubs.booking.restore": "as of what is booked",
}

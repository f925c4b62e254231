"""The pages of this app among the tabs of a person."""

from foundation.accounts.roles import Permission
from people.tabs import Tab

# What stands under the overview has no tab of its own: circumstances, and where the person was referred or handed over.
_OF_OVERVIEW = (
    "consent_", "condition_", "supervision_", "release_", "risk_", "limit_", "death_", "label_", "pair_", "referral_",
    "handover_",
)  # fmt: skip
TABS = (
    Tab("person_detail", "Overview", Permission.VIEW_PERSON, order=10, owns=_OF_OVERVIEW),
    Tab("person_timeline", "Timeline", Permission.VIEW_PERSON, order=20),
    Tab("person_plan", "Plan", Permission.VIEW_REFERRAL, order=30, owns=("plan_", "goal_", "step_")),
    Tab("person_attendance", "Attendance", Permission.VIEW_REFERRAL, order=50),
    Tab(
        "person_contacts", "Contacts and notes", Permission.KEEP_CONTACTS, order=60,
        owns=("contact_", "note_", "safeguarding_"),
    ),
    Tab("person_documents", "Documents", Permission.KEEP_DOCUMENTS, order=70, owns=("document_",)),
    Tab("person_history", "History", Permission.VIEW_PERSON, order=80),
)  # fmt: skip

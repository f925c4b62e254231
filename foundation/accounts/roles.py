"""Who may do what: one table that a non-programmer can read.

A permission says *what*; a role's row says *who*; *which record* is asked in each app's `access.py`.
(product: Who uses it; architecture: Permissions)
"""

from django.db.models import TextChoices


class Permission(TextChoices):
    """Everything that somebody must be allowed to do."""

    SEARCH_PEOPLE = "search_people", "Search for a person"
    VIEW_PERSON = "view_person", "See a person in scope"
    CREATE_PERSON = "create_person", "Add a person after a search"
    VIEW_RISK = "view_risk", "See risk information"
    RECORD_CIRCUMSTANCES = "record_circumstances", "Record consent, supervision, releases and risk"
    KEEP_CONTACTS = "keep_contacts", "Read and write contacts and notes of a person in scope"
    RAISE_SAFEGUARDING = "raise_safeguarding", "Raise a safeguarding concern"
    DECIDE_SAFEGUARDING = "decide_safeguarding", "Decide on a safeguarding concern of the own team"
    KEEP_DOCUMENTS = "keep_documents", "Read, add and set aside documents of a person in scope"
    RECORD_DEATH = "record_death", "Record a death"
    CORRECT_DEATH = "correct_death", "Correct or take back a death recorded wrongly"
    RECORD_CONDITIONS = "record_conditions", "Record licence conditions, who may not meet, and exclusions"
    MOVE_CASELOAD = "move_caseload", "Hand people of the own team over, and answer requests to take over"
    ASK_TO_TAKE_OVER = "ask_to_take_over", "Ask to take a person over by exact CRN and date of birth"
    MERGE_PEOPLE = "merge_people", "Judge duplicates, merge and unmerge"
    RESOLVE_IDENTIFIERS = "resolve_identifiers", "Decide on identifiers that collided"
    LIMIT_ACCESS = "limit_access", "Restrict a record, or exclude a user from it"
    BREAK_GLASS = "break_glass", "See a person outside the caseload for 60 minutes, with a reason"
    REVIEW_BREAK_GLASS = "review_break_glass", "Review how somebody else broke the glass"
    WRITE_REFERRAL = "write_referral", "Write, submit and discard a referral"
    VIEW_REFERRAL = "view_referral", "See a referral in scope"
    DECIDE_REFERRAL = "decide_referral", "Take, accept, decline and hand back a referral"
    WITHDRAW_REFERRAL = "withdraw_referral", "Withdraw a referral, for the referrer or for the hub"
    AMEND_REFERRAL = "amend_referral", "Amend a referral after submission"
    MANAGE_REFERRAL = (
        "manage_referral",
        "Reconsider, transfer, reopen and void a referral, assign key workers",
    )
    RECORD_GATE = "record_gate", "Record joint meetings, first appointments and contact through the gate"
    ANSWER_ENQUIRY = "answer_enquiry", "Match or refuse an enquiry of the public form"
    RECORD_INDUCTION = "record_induction", "Record an induction, which starts the referral"
    VIEW_HUBS = "view_hubs", "See where hubs are, when they are open and how many places are free"
    MANAGE_HUB = "manage_hub", "Say where a hub is, when it is open and closed, and how many it takes"
    VIEW_SESSIONS = "view_sessions", "See a hub's sessions"
    RUN_SESSIONS = "run_sessions", "Create sessions, book people, take the register"
    SETTLE_CLASHES = "settle_clashes", "See bookings that a condition stands against, and settle them"
    RECORD_PATHWAY = "record_pathway", "Record spells, checks, milestone claims and the plan"
    ANSWER_CHECK = "answer_check", "Answer the checks about people whom no hub works with any more"
    SEND_HANDOVER = "send_handover", "Hand a person over to a partner service, and follow it"
    ANSWER_HANDOVER = "answer_handover", "Receive, book and record what is handed over to the own service"
    VIEW_SERVICES = "view_services", "Read the directory of partner services"
    MANAGE_SERVICES = "manage_services", "Keep the directory of partner services"
    VIEW_TOP = "view_top", "Read Treatment Outcomes Profile (TOP) forms"
    RECORD_TOP = "record_top", "Record and correct TOP forms"
    VERIFY_MILESTONE = "verify_milestone", "Verify or return a milestone claim"
    READ_QUALITY = "read_quality", "Read the records drawn into the case-quality sample, and score them"
    READ_OUTCOMES = "read_outcomes", "Read outcome reports after disclosure control"
    READ_INTERNAL_OUTCOMES = "read_internal_outcomes", "Read unsuppressed reports for own hubs"
    TAKE_EXTRACT = "take_extract", "Take the file of participants for the Justice Data Lab"
    PUBLISH_OUTCOMES = "publish_outcomes", "Publish, correct and withdraw outcome reports"
    ENTER_BENCHMARKS = "enter_benchmarks", "Enter published figures that reports are told beside"
    READ_SUPPRESSIONS = "read_suppressions", "Read what disclosure control hid in publications, and why"
    READ_PLAN = "read_plan", "Read the own partnership's plan, measures, assessment and improvement actions"
    KEEP_PLAN = "keep_plan", "Write and adopt the partnership's plan, its partners and its assessment"
    ENTER_FIGURE = "enter_figure", "Enter figures of measures that no report gives"
    WRITE_RETURN = "write_return", "Write the own partner's quarterly return and improvement actions"
    DECIDE_RETURN = "decide_return", "Accept a partner's return, or send it back"
    READ_SCRUTINY = (
        "read_scrutiny",
        "Read questions, responses, recommendations and packs of the own partnership",
    )
    ASK_QUESTION = "ask_question", "Ask a partner a question, and withdraw it"
    ANSWER_QUESTION = "answer_question", "Answer questions and recommendations to the own partner in writing"
    KEEP_SCRUTINY = (
        "keep_scrutiny",
        "Record scrutiny meetings and recommendations, approve and publish responses",
    )
    BUILD_PACK = "build_pack", "Build, publish and withdraw the scrutiny pack"
    FOUND_PARTNERSHIP = (
        "found_partnership",
        "Found a partnership, and say who keeps its plan and who scrutinises it",
    )
    IMPORT_FILES = "import_files", "Upload and commit import files of the own work"
    IMPORT_RECORDS = "import_records", "Import people, what happened to them, and targets"
    READ_MACHINES = "read_machines", "See the state machines drawn"
    MANAGE_USERS = "manage_users", "Add, change and disable users"
    READ_AUDIT = "read_audit", "Read the audit trail"


class Role(TextChoices):
    """The roles of the product, one per user."""

    PRACTITIONER = "practitioner", "Probation practitioner"
    HUB_WORKER = "hub_worker", "Hub worker"
    HUB_MANAGER = "hub_manager", "Hub manager"
    DATA_STEWARD = "data_steward", "Data steward"
    PERFORMANCE_OFFICER = "performance_officer", "Performance officer"
    PARTNER_SERVICE_WORKER = "partner_service_worker", "Partner service worker"
    COMMISSIONER = "commissioner", "Commissioner"
    PARTNERSHIP_OFFICER = "partnership_officer", "Partnership officer"
    PARTNER = "partner", "Partner"
    SCRUTINY_MEMBER = "scrutiny_member", "Scrutiny member"
    ADMINISTRATOR = "administrator", "System administrator"
    AUDITOR = "auditor", "Data protection officer or auditor"


_P = Permission
# A hub writes referrals and circumstances only where it stands in as referrer, or holds the person (access.py).
_HUB = frozenset(
    {
        _P.SEARCH_PEOPLE,
        _P.VIEW_PERSON,
        _P.VIEW_RISK,
        _P.RECORD_CIRCUMSTANCES,
        _P.KEEP_CONTACTS,
        _P.RAISE_SAFEGUARDING,
        _P.KEEP_DOCUMENTS,
        _P.WRITE_REFERRAL,
        _P.VIEW_REFERRAL,
        _P.DECIDE_REFERRAL,
        _P.WITHDRAW_REFERRAL,
        _P.AMEND_REFERRAL,
        _P.RECORD_GATE,
        _P.ANSWER_ENQUIRY,
        _P.BREAK_GLASS,
        _P.RECORD_INDUCTION,
        _P.VIEW_HUBS,
        _P.VIEW_SESSIONS,
        _P.RUN_SESSIONS,
        _P.RECORD_PATHWAY,
        _P.VIEW_TOP,
        _P.RECORD_TOP,
        _P.SEND_HANDOVER,
        _P.VIEW_SERVICES,
        _P.READ_MACHINES,
    }
)

MAY: dict[str, frozenset[Permission]] = {
    Role.PRACTITIONER: frozenset(
        {
            _P.SEARCH_PEOPLE,
            _P.VIEW_PERSON,
            _P.VIEW_RISK,
            _P.CREATE_PERSON,
            _P.RECORD_CIRCUMSTANCES,
            _P.KEEP_CONTACTS,
            _P.RAISE_SAFEGUARDING,
            _P.DECIDE_SAFEGUARDING,
            _P.KEEP_DOCUMENTS,
            _P.RECORD_DEATH,
            _P.RECORD_CONDITIONS,
            _P.MOVE_CASELOAD,
            _P.ASK_TO_TAKE_OVER,
            _P.BREAK_GLASS,
            _P.WRITE_REFERRAL,
            _P.WITHDRAW_REFERRAL,
            _P.AMEND_REFERRAL,
            _P.RECORD_GATE,
            _P.SEND_HANDOVER,
            _P.VIEW_SERVICES,
            _P.VIEW_REFERRAL,
            _P.ANSWER_CHECK,
            _P.VIEW_TOP,
            _P.VIEW_HUBS,
            _P.READ_MACHINES,
        }
    ),
    Role.HUB_WORKER: _HUB,
    Role.HUB_MANAGER: _HUB
    | {
        _P.DECIDE_SAFEGUARDING,
        _P.MANAGE_HUB,
        _P.MANAGE_REFERRAL,
        _P.SETTLE_CLASHES,
        _P.VERIFY_MILESTONE,
        _P.READ_QUALITY,
        _P.READ_OUTCOMES,
        _P.READ_INTERNAL_OUTCOMES,
    },
    Role.DATA_STEWARD: frozenset(
        {
            _P.SEARCH_PEOPLE,
            _P.VIEW_PERSON,
            _P.RECORD_DEATH,
            _P.CORRECT_DEATH,
            _P.MOVE_CASELOAD,
            _P.MERGE_PEOPLE,
            _P.RESOLVE_IDENTIFIERS,
            _P.LIMIT_ACCESS,
            _P.REVIEW_BREAK_GLASS,
            _P.IMPORT_FILES,
            _P.IMPORT_RECORDS,
            _P.VIEW_HUBS,
            _P.READ_MACHINES,
        }
    ),
    Role.PERFORMANCE_OFFICER: frozenset(
        {
            _P.VERIFY_MILESTONE,
            _P.READ_QUALITY,
            _P.READ_OUTCOMES,
            _P.READ_INTERNAL_OUTCOMES,
            _P.TAKE_EXTRACT,
            _P.ENTER_BENCHMARKS,
            _P.READ_SUPPRESSIONS,
            _P.VIEW_HUBS,
            _P.READ_MACHINES,
        }
    ),
    Role.PARTNER_SERVICE_WORKER: frozenset({_P.ANSWER_HANDOVER, _P.RECORD_TOP, _P.READ_MACHINES}),
    Role.COMMISSIONER: frozenset(
        {_P.READ_OUTCOMES, _P.PUBLISH_OUTCOMES, _P.ENTER_BENCHMARKS, _P.VIEW_HUBS, _P.READ_MACHINES}
    ),
    Role.PARTNERSHIP_OFFICER: frozenset(
        {
            _P.READ_OUTCOMES,
            _P.VIEW_HUBS,
            _P.READ_PLAN,
            _P.KEEP_PLAN,
            _P.ENTER_FIGURE,
            _P.DECIDE_RETURN,
            _P.READ_SCRUTINY,
            _P.ASK_QUESTION,
            _P.KEEP_SCRUTINY,
            _P.BUILD_PACK,
            _P.IMPORT_FILES,
            _P.READ_MACHINES,
        }
    ),
    Role.PARTNER: frozenset(
        {
            _P.READ_PLAN,
            _P.ENTER_FIGURE,
            _P.WRITE_RETURN,
            _P.READ_SCRUTINY,
            _P.ANSWER_QUESTION,
            _P.READ_MACHINES,
        }
    ),
    Role.SCRUTINY_MEMBER: frozenset({_P.READ_SCRUTINY, _P.ASK_QUESTION, _P.READ_MACHINES}),
    Role.ADMINISTRATOR: frozenset(
        {
            _P.MANAGE_USERS,
            _P.MANAGE_SERVICES,
            _P.VIEW_SERVICES,
            _P.FOUND_PARTNERSHIP,
            _P.READ_MACHINES,
        }
    ),
    Role.AUDITOR: frozenset({_P.READ_AUDIT, _P.REVIEW_BREAK_GLASS, _P.READ_SUPPRESSIONS, _P.READ_MACHINES}),
}

# Managers and performance officers look after a team and every team under it; others only their own.
SEES_TEAMS_BELOW = frozenset({Role.HUB_MANAGER, Role.PERFORMANCE_OFFICER})

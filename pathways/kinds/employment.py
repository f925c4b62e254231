"""Employment: from papers and a CV to a job that lasts (domain: Pathways)."""

from dateutil.relativedelta import relativedelta

from .assessing import Answer, Question, QuestionSet, yes_or_no
from .declaration import CheckRule, Kind, Milestone, SpellRules, Standing, StartsFrom


def is_work(spell: Standing) -> bool:
    """Employed, self-employed or an apprenticeship; education is not work."""
    return spell.code in {"employed", "self_employed", "apprenticeship"}


QUESTIONS_1 = QuestionSet(
    version=1,
    questions=(
        Question(
            "work_to_go_to",
            "Is there work or a course to go to?",
            (
                Answer("yes", "Yes, and it can start within 4 weeks of release"),
                Answer("later", "Yes, but it starts later or is not certain", is_need=True),
                Answer("no", "No", is_need=True),
                Answer("not_able", "The person cannot work: health, caring or retirement"),
            ),
        ),
        yes_or_no(
            "papers",
            "Does the person have what proves who they are and that they may work here?",
            need_if="no",
            hint="A passport, birth certificate or biometric residence permit, and a National Insurance number.",
        ),
        yes_or_no(
            "disclosure", "Does the person know what they must tell an employer, and how?", need_if="no"
        ),
        yes_or_no("wants_support", "Does the person ask for other support towards work?", need_if="yes"),
    ),
)

EMPLOYMENT = Kind(
    slug="employment",
    title="Employment",
    need="employment",
    questions=(QUESTIONS_1,),
    spells=SpellRules(
        kind="employment",
        noun="job",
        heading="Work and education",
        begun="Work or study",
        code_label="Kind of work",
        detail_label="Employer or place of study",
        detail_hint="Such as Strood Dairy Co-op.",
        codes={
            "employed": "Employed",
            "self_employed": "Self-employed",
            "apprenticeship": "Apprenticeship",
            "education": "Education or training",
            "not_employed": "Not employed",
            "unavailable": "Unavailable for work",
        },
        usual_ends=(
            "Contract ended",
            "Left for another job",
            "Resigned",
            "Dismissed",
            "Redundancy",
            "Recalled to custody",
            "Health",
        ),
        asks=("hours", "occupation", "pay", "pay_per"),
        asked_of=is_work,
    ),
    achieved_by=is_work,
    milestones=(
        Milestone("right_to_work", "Identity and right-to-work documents", once=True),
        Milestone("bank_account", "Bank account", once=True),
        Milestone("cv", "CV and disclosure letter"),
        Milestone("course_started", "Basic skills or course started"),
        Milestone("course_completed", "Basic skills or course completed"),
        Milestone("application", "Application"),
        Milestone("interview", "Interview"),
        Milestone("offer", "Offer"),
        Milestone("job_started", "Job started", always_verified=True, rests_on=is_work),
    ),
    checks=(
        CheckRule("week_6", "Employed 6 weeks after release?", StartsFrom.RELEASE, relativedelta(weeks=6)),
        CheckRule("month_6", "Employed 6 months after release?", StartsFrom.RELEASE, relativedelta(months=6)),
        CheckRule(
            "week_6", "Still employed 6 weeks after the job began?", StartsFrom.SPELL, relativedelta(weeks=6)
        ),
        CheckRule(
            "week_26",
            "Still employed 26 weeks after the job began?",
            StartsFrom.SPELL,
            relativedelta(weeks=26),
        ),
    ),
    sustained_by=("week_6", "week_26"),
)

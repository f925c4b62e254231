"""Employment: from papers and a CV to a job that lasts (domain: Pathways)."""

from dateutil.relativedelta import relativedelta

from .declaration import CheckRule, Kind, Milestone, Standing, StartsFrom


def is_work(spell: Standing) -> bool:
    """Employed, self-employed or an apprenticeship; education is not work."""
    return spell.code in {"employed", "self_employed", "apprenticeship"}


EMPLOYMENT = Kind(
    slug="employment",
    title="Employment",
    need="employment",
    spell_kind="employment",
    spell_noun="job",
    achieved_by=is_work,
    codes={
        "employed": "Employed",
        "self_employed": "Self-employed",
        "apprenticeship": "Apprenticeship",
        "education": "Education or training",
        "not_employed": "Not employed",
        "unavailable": "Unavailable for work",
    },
    milestones=(
        Milestone("right_to_work", "Identity and right-to-work documents"),
        Milestone("bank_account", "Bank account"),
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

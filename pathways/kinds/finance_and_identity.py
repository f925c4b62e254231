"""Finance and identity: what somebody needs before anybody pays them or lets to them (domain: Pathways).

It has no spells: nothing but its claims says that it is so, which is why each is verified by somebody else.
"""

from .assessing import Answer, Question, QuestionSet, yes_or_no
from .declaration import Kind, Milestone

QUESTIONS_1 = QuestionSet(
    version=1,
    questions=(
        yes_or_no("account", "Does the person have a bank account that they can use on release?", need_if="no"),
        yes_or_no("identity", "Does the person have a document that proves who they are?", need_if="no"),
        Question(
            "income",
            "What will the person live on in the first 4 weeks?",
            (
                Answer("wages", "Wages or a pension"),
                Answer("benefits", "Benefits that are claimed already"),
                Answer("not_claimed", "Benefits that are not claimed yet", is_need=True),
                Answer("unknown", "It is not known", is_need=True),
            ),
        ),
        yes_or_no("debts", "Are there debts, fines or arrears that nobody has agreed a plan for?", need_if="yes"),
    ),
)  # fmt: skip

FINANCE_AND_IDENTITY = Kind(
    slug="finance_and_identity",
    title="Finance and identity",
    need="finance",
    questions=(QUESTIONS_1,),
    milestones=(
        Milestone("bank_account", "Bank account", always_verified=True, once=True),
        Milestone("identity_documents", "Identity documents", always_verified=True, once=True),
        Milestone("benefits_claim", "Benefits claim", always_verified=True),
    ),
    achieved_when_verified=("bank_account", "identity_documents", "benefits_claim"),
)

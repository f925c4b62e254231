"""What those who hold people choose: how they are told of absences (domain: Register)."""

from foundation.accounts.roles import Permission
from foundation.accounts.topics import Topic

ABSENCES = Topic(
    name="absences",
    question="When somebody on your caseload does not attend",
    asked_of=Permission.RECORD_CIRCUMSTANCES,
    labels={
        "each": "Tell me each time",
        "daily": "Tell me here each time, and by mail once a day",
        "not": "Only concerns: I look at attendance myself",
    },
    hints={
        "each": "When the register is submitted, or the mark has stood ten minutes.",
        "not": "A concern is always told at once.",
    },
)

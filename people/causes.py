"""What is recorded of a person and moves things in the storeys above (see `foundation.lifecycle.reactions`)."""

from foundation.lifecycle.reactions import Cause, declare

DIED = declare(Cause("died", "A death is recorded", ("person", "died_on")))
RELEASE_PLANNED = declare(
    Cause(
        "release_planned",
        "A release is recorded, or its expected date moves",
        ("release", "former_on", "reason"),
    )
)
RELEASED = declare(Cause("released", "A person was released", ("release",)))
RECALLED = declare(Cause("recalled", "A person was recalled to custody", ("release",)))
RELEASE_PUT_RIGHT = declare(
    Cause(
        "release_put_right",
        "The day of a release or of a recall on record is put right",
        ("release", "former", "reason"),
    )
)
RELEASES_IMPORTED = declare(
    Cause(
        "releases_imported",
        "A file brings releases, or puts right some on record",
        ("people", "source"),
    )
)
INVOLVED = declare(Cause("involved", "A hub or service begins or ends its work with a person", ("person",)))
CONSENT_WITHDRAWN = declare(Cause("consent_withdrawn", "Consent is withdrawn", ("consent",)))
CONSENT_GIVEN = declare(Cause("consent_given", "Consent is recorded", ("consent",)))
CASELOAD_MOVED = declare(
    Cause("caseload_moved", "Another team or practitioner holds a person", ("person", "caseload"))
)
CONDITION_ADDED = declare(
    Cause(
        "condition_added",
        "A licence condition, no-contact pair or exclusion is recorded",
        ("person", "condition"),
    )
)
ACCESS_CHANGED = declare(
    Cause("access_changed", "Who may see a record is limited, or a limit ends", ("person",))
)
MERGED = declare(Cause("merged", "Two records of one person are merged", ("kept", "merged", "merge")))
UNMERGED = declare(Cause("unmerged", "A merge is taken back", ("kept", "merged", "merge")))

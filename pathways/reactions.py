"""What pathways do about what is recorded of a person below."""

from foundation.lifecycle.reactions import react
from people import causes

from .actions.closing import close_pathways
from .checks.asking import keep_asking


def close_what_stands(*, by, person, died_on) -> None:
    """Every pathway of the person is closed."""
    close_pathways(person, by=by, on=died_on, reason="Died")


def ask_after_a_release(*, by, release) -> None:
    """The checks that count from the release become due on their days."""
    keep_asking([release.person_id])


def stop_asking_after_a_recall(*, by, release) -> None:
    """Open checks about a day after the recall are out of scope; a new release asks new ones."""
    keep_asking([release.person_id])


def ask_about_the_right_day(*, by, release, former, reason) -> None:
    """Open checks move with the day that was put right; answers stay as they were given."""
    keep_asking([release.person_id], because=reason)


def ask_who_works_with_the_person(*, by, person) -> None:
    """Open checks fall to the hub that works with the person now."""
    keep_asking([person.pk])


def ask_once_of_one_person(*, by, kept, merged, merge) -> None:
    """Open checks follow from everything that is recorded of the one person."""
    keep_asking([kept.pk])


def ask_each_of_two_people(*, by, kept, merged, merge) -> None:
    """Open checks follow from what is recorded of each of the two."""
    keep_asking([kept.pk, merged.pk])


def register() -> None:
    for cause, handler in (
        (causes.DIED, close_what_stands),
        (causes.RELEASED, ask_after_a_release),
        (causes.RECALLED, stop_asking_after_a_recall),
        (causes.RELEASE_PUT_RIGHT, ask_about_the_right_day),
        (causes.INVOLVED, ask_who_works_with_the_person),
        (causes.MERGED, ask_once_of_one_person),
        (causes.UNMERGED, ask_each_of_two_people),
    ):
        react(cause, handler)

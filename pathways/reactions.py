"""What pathways do about what is recorded of a person below."""

from foundation.intake.importers import in_batches
from foundation.lifecycle.reactions import react
from people import causes

from .actions.asking import ask_no_more_of
from .actions.carrying import carry_setbacks, give_back_setbacks
from .actions.closing import close_pathways
from .actions.judging import judge_again, take_back_setbacks
from .catching_up import catch_up
from .checks.asking import keep_asking
from .models import Pathway


def close_what_stands(*, by, person, died_on) -> None:
    """Every pathway of the person is closed; nobody needs to verify a claim any more."""
    close_pathways(person, by=by, on=died_on, reason="Died")
    ask_no_more_of(person)


def ask_after_a_release(*, by, release) -> None:
    """A home or treatment that lasted through custody achieves; checks become due on their days."""
    judge_again(release.person)
    keep_asking([release.person_id])


def stop_asking_after_a_recall(*, by, release) -> None:
    """Open checks about a day after the recall are out of scope; a recall on the day makes the release none."""
    judge_again(release.person)
    keep_asking([release.person_id])


def ask_about_the_right_day(*, by, release, former, reason) -> None:
    """Pathways are judged by the day put right, and open checks move with it; answers stay as they were given."""
    judge_again(release.person)
    keep_asking([release.person_id], because=reason)


def catch_up_with_releases(*, by, people, source) -> None:
    """Pathways are judged by the releases of a file, and checks become due on their days."""
    with_a_pathway = in_batches(Pathway.objects.order_by(), "person_id", people)
    catch_up({pathway.person_id for pathway in with_a_pathway}, by=by, source=source)


def ask_who_works_with_the_person(*, by, person) -> None:
    """Open checks fall to the hub that works with the person now."""
    keep_asking([person.pk])


def ask_whoever_holds_the_person(*, by, person, caseload) -> None:
    """Open checks about somebody whom no hub works with fall to the team that holds them now."""
    keep_asking([person.pk])


def ask_only_about_who_agrees(*, by, consent) -> None:
    """After support has ended nobody is asked about somebody whose agreement to take part is withdrawn."""
    keep_asking([consent.person_id])


def ask_once_of_one_person(*, by, kept, merged, merge) -> None:
    """Pathways and open checks follow from everything that is recorded of the one person, setbacks with it."""
    carry_setbacks(merge, by=by)
    judge_again(kept, told={"merge": merge})
    keep_asking([kept.pk])


def ask_each_of_two_people(*, by, kept, merged, merge) -> None:
    """Pathways and open checks follow from what is recorded of each of the two; a setback of the merge is none."""
    give_back_setbacks(merge, by=by)
    judge_again(kept, merged, told={"merge": merge})
    take_back_setbacks(merge, by=by)
    keep_asking([kept.pk, merged.pk])


def register() -> None:
    for cause, handler in (
        (causes.DIED, close_what_stands),
        (causes.RELEASED, ask_after_a_release),
        (causes.RECALLED, stop_asking_after_a_recall),
        (causes.RELEASE_PUT_RIGHT, ask_about_the_right_day),
        (causes.RELEASES_IMPORTED, catch_up_with_releases),
        (causes.INVOLVED, ask_who_works_with_the_person),
        (causes.CASELOAD_MOVED, ask_whoever_holds_the_person),
        (causes.CONSENT_WITHDRAWN, ask_only_about_who_agrees),
        (causes.MERGED, ask_once_of_one_person),
        (causes.UNMERGED, ask_each_of_two_people),
    ):
        react(cause, handler)

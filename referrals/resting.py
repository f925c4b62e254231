"""What rests on a referral: records that would hang in the air if it were void (domain: Referral, void)."""

from django.apps import apps

from foundation.design.dates import day_of, say_day
from hubs.states import CAME, SessionState


def on(referral) -> list[str]:
    """Inductions and attendance at its hub, spells and verified milestones since it was accepted, in words."""
    if not (referral.hub_id and referral.decided_at):
        return []
    since = day_of(referral.decided_at)
    return [*_at_the_hub(referral, since), *_on_pathways(referral, since)]


def _at_the_hub(referral, since) -> list[str]:
    person, hub = referral.person_id, referral.hub_id
    inductions = apps.get_model("hubs", "Induction").objects.filter(
        person=person, hub=hub, inducted_on__gte=since
    )
    marks = apps.get_model("hubs", "Booking").objects.filter(
        person=person, hub=hub, held_on__gte=since, mark__in=CAME
    )
    bookings = marks.exclude(session__state=SessionState.NOT_HELD)
    found = [f"the induction of {say_day(each.inducted_on)}" for each in inductions]
    if first := bookings.order_by("held_on").first():
        found.append(f"attendance since {say_day(first.held_on)}")
    return found


def _on_pathways(referral, since) -> list[str]:
    person = referral.person_id
    spells = apps.get_model("pathways", "Spell").objects.filter(person=person, started_on__gte=since)
    claims = apps.get_model("pathways", "MilestoneClaim").objects.filter(
        person=person, state="verified", reached_on__gte=since
    )
    found = [f"the {each.rules.noun} from {say_day(each.started_on)}" for each in spells]
    return found + [f"the verified milestone of {say_day(each.reached_on)}" for each in claims]

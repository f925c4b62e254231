"""What goes by text with the times of sessions: other times, and what the person said they would do. (domain: Plan)

It is made up when it is sent, by nobody who reads: so it is all that the person themselves may know.
"""

from hubs.reminders.timetable import Beside
from pathways.models import Step
from pathways.reading.plans import steps_to_do
from people.models import Person
from referrals.models import Referral

from .sheet import first_appointments, with_services


def beside_sessions(person: Person) -> Beside:
    """First appointments after a release and with services, to come; and the steps that are the person's own."""
    live = Referral.objects.live().filter(person=person)
    times = [each.starts_at for each in first_appointments(live)]
    times += [at for at, _place in with_services(person)]
    own = [step.words for step in steps_to_do(person) if step.owner == Step.Owner.PERSON]
    return Beside(times, own)

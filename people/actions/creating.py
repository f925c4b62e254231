"""Adding a person after a search."""

import datetime
import uuid as uuids

from django.db import IntegrityError, transaction
from django.db.models import Q

from foundation.accounts.access import NotYou, ask
from foundation.accounts.models import Team, User
from foundation.accounts.roles import Permission
from foundation.design.dates import today
from foundation.lifecycle import events, facts
from foundation.lifecycle.transitions import Refused

from .. import rules
from ..finding.sounds import keys_of
from ..models import Area, Caseload, Person, PersonArea
from ..rules import identifiers
from .pairs import join_pairs


class AlreadyRecorded(Refused):
    """Somebody the user can see has the identifier. `.people` are they, `.fields` what agrees."""

    def __init__(self, people: list[Person], fields: list[str]) -> None:
        self.people, self.fields = people, fields
        super().__init__(
            "A person you can see has this CRN or prison number. Open that record, or check the number."
        )


def create_person(
    *,
    by: User,
    family_name: str,
    given_names: str,
    date_of_birth: datetime.date,
    sex: str,
    crn: str = "",
    prison_number: str = "",
    pnc_id: str = "",
    ethnicity: str = "",
    area: Area | None = None,
    communication_needs: str = "",
    street: str = "",
    postcode: str = "",
    uuid: uuids.UUID | None = None,
    team: Team | None = None,
) -> Person:
    """Add a person to the caseload of the user and their team (domain: Person).

    team: which of the user's, by default the first. uuid: of the search or the enquiry that this came from; asked twice
    with the same one, the first person is given again. A CRN or prison number that a person hidden from the user has
    is kept as provisional with the ordinary answer. Raises NotYou for a team that is not the user's, and unless
    whoever only answers enquiries names both; AlreadyRecorded when the user can see who has a number, Unfit for an
    impossible date of birth, ValueError for a malformed identifier.
    """
    _may_create(by, uuid, team)
    rules.insist(rules.of_birth(date_of_birth))
    person = Person(
        uuid=uuid or uuids.uuid4(), family_name=family_name, given_names=given_names, date_of_birth=date_of_birth,
        sex=sex, ethnicity=ethnicity, communication_needs=communication_needs, street=street.strip(),
        postcode=identifiers.clean_postcode(postcode),
        crn=identifiers.clean_crn(crn), prison_number=identifiers.clean_prison_number(prison_number),
        pnc_id=identifiers.clean_pnc_id(pnc_id),
        **keys_of(family_name, given_names),
    )  # fmt: skip
    return _create_or_look_again(person, area, by, team)


def _may_create(by: User, uuid: uuids.UUID | None, team: Team | None) -> None:
    if uuid is None or team is None:
        ask(by, Permission.CREATE_PERSON)
    ask(by, Permission.CREATE_PERSON, Permission.ANSWER_ENQUIRY)
    if team and team.pk not in by.team_ids:
        raise NotYou("You are not in the team that would hold this person.")


def _create_or_look_again(person: Person, area: Area | None, by: User, team: Team | None) -> Person:
    try:
        return _create(person, area, by, team)
    except IntegrityError:
        # Somebody wrote the same identifier, or the same click came twice, between our look and our writing.
        return _create(person, area, by, team)


@transaction.atomic
def _create(person: Person, area: Area | None, by: User, team: Team | None) -> Person:
    if made := Person.objects.filter(uuid=person.uuid).first():
        return made
    collided = _collisions(person, by)
    person.crn_confirmed = "crn" not in collided
    person.prison_number_confirmed = "prison_number" not in collided
    facts.record([person], by=by, what="created")
    if collided:
        events.write([events.entry(person, "identifier_collided", by=by, facts={"fields": collided})])
    if area:
        facts.record([PersonArea(person=person, area=area)], by=by)
    _hold(person, by, team or by.teams.order_by("name", "id").first())
    if person.crn and person.crn_confirmed:
        join_pairs([person.crn])
    return person


def _collisions(person: Person, by: User) -> list[str]:
    """The identifiers that are confirmed elsewhere already. Raises AlreadyRecorded when the user can see where."""
    same = {
        name: Q(**{name: value, f"{name}_confirmed": True})
        for name in ("crn", "prison_number")
        if (value := getattr(person, name))
    }
    taken = {name: _holders(each) for name, each in same.items()}
    holders = [holder.pk for found in taken.values() for holder in found]
    # Asked also when nobody has it, so that the time taken does not tell either.
    seen = list(Person.objects.visible_to(by).filter(pk__in=holders or [0]))
    if seen:
        raise AlreadyRecorded(seen, [name for name, found in taken.items() if set(found) & set(seen)])
    return [name for name, found in taken.items() if found]


def _holders(same: Q) -> list[Person]:
    """Who has the identifier: in place of a merged record, the one it was merged into."""
    found = Person.objects.with_merged().filter(same).select_related("merged_into")
    return [holder.merged_into or holder for holder in found]


def _hold(person: Person, by: User, team: Team | None) -> None:
    if team is None:
        raise NotYou(
            "You are in no team, so nobody would hold this person. Ask an administrator to add you to one."
        )
    held = Caseload.objects.create(person=person, team=team, practitioner=by, since=today())
    events.write([events.entry(held, "held", by=by, effective_on=held.since, facts={"team": team.name})])

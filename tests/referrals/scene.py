"""The scene of the tests of referrals: who there is, and what they start from."""

from foundation.accounts.roles import Role
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.people import (
    AreaFactory,
    CaseloadFactory,
    ConsentFactory,
    PersonAreaFactory,
    PersonFactory,
    RiskInformationFactory,
    SupervisionFactory,
)
from tests.factories.referrals import NeedFactory, ReferralFactory, ReferralSourceFactory


def a_practitioner(**facts):
    team = facts.pop("team", None) or TeamFactory()
    return UserFactory(role=Role.PRACTITIONER, teams=[team], **facts)


def team_of(user):
    return user.teams.get()


def a_worker(hub, **facts):
    return UserFactory(role=Role.HUB_WORKER, teams=[hub.team], **facts)


def a_manager(hub, **facts):
    return UserFactory(role=Role.HUB_MANAGER, teams=[hub.team], **facts)


def a_person_held_by(user, **facts):
    person = PersonFactory(**facts)
    CaseloadFactory(person=person, team=team_of(user), practitioner=user)
    return person


def a_full_person_held_by(user, **facts):
    """With consent, supervision, risk and an area."""
    person = a_person_held_by(user, **facts)
    for factory in (ConsentFactory, SupervisionFactory, RiskInformationFactory):
        factory(person=person)
    PersonAreaFactory(person=person, area=AreaFactory())
    return person


def a_full_draft(user, hub=None, **facts):
    """Nothing is missing: it can be submitted."""
    person = facts.pop("person", None) or a_full_person_held_by(user)
    draft = ReferralFactory(
        person=person,
        referrer=user,
        team=team_of(user),
        hub=hub or HubFactory(),
        source=ReferralSourceFactory(),
        **facts,
    )
    NeedFactory(referral=draft)
    return draft


def a_referral(state, *, hub=None, referrer=None, **facts):
    """Straight in a state, with everything each verb rests on, and the events' and pages' people."""
    referrer = referrer or a_practitioner()
    person = facts.pop("person", None) or a_full_person_held_by(referrer)
    referral = ReferralFactory(
        state=state,
        person=person,
        hub=hub or HubFactory(),
        referrer=referrer,
        team=team_of(referrer),
        **facts,
    )
    NeedFactory(referral=referral)
    return referral


def a_reason(**facts):
    return ReasonFactory(list="decline", group="eligibility", reason="Under 18", **facts)

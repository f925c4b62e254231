"""Users, teams and organisations."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from foundation.accounts.models import Notice, Organisation, OutgoingMail, RequestCount, Team, ToldAbout, User
from foundation.accounts.roles import Role


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = Organisation.Kind.PROVIDER


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class UserFactory(DjangoModelFactory):
    """A user; `teams=[...]` puts them into teams."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@throughgate.invalid")
    name = factory.Sequence(lambda n: f"User {n}")
    role = Role.PRACTITIONER
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password("a long enough password")

    @factory.post_generation
    def teams(user, create, teams):
        if create and teams:
            user.teams.add(*teams)


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    kind = "referral_accepted"
    text = "Chatham accepted a referral"
    url = "/"


class ToldAboutFactory(DjangoModelFactory):
    class Meta:
        model = ToldAbout

    user = factory.SubFactory(UserFactory)
    topic = "absences"
    how = "daily"


class OutgoingMailFactory(DjangoModelFactory):
    """A mail to be sent now; `state="failed"` and the others settle it. To no user: `user=None, addressee=...`."""

    class Meta:
        model = OutgoingMail

    user = factory.SubFactory(UserFactory)
    kind = "referral_accepted"
    subject = factory.Sequence(lambda n: f"Referral R-2026-{n:05}: the hub has decided")
    text = "The hub has decided."
    state = "queued"
    next_try_at = factory.LazyAttribute(lambda mail: timezone.now() if mail.state == "queued" else None)
    settled_at = factory.LazyAttribute(
        lambda mail: None if mail.state in OutgoingMail.WAITING else timezone.now()
    )
    digest = factory.Maybe(
        factory.LazyAttribute(lambda mail: mail.state == "gathered"),
        factory.SubFactory("tests.factories.accounts.OutgoingMailFactory", state="sent"),
        None,
    )


class RequestCountFactory(DjangoModelFactory):
    class Meta:
        model = RequestCount

    limit = "looking_up"
    who = factory.Sequence(lambda n: f"user-{n}")
    ends_at = factory.LazyFunction(timezone.now)
    times = 1

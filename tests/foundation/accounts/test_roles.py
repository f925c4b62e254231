"""Who may do what, and whose work each user sees."""

import pytest

from foundation.accounts.access import NotYou, ask, requires
from foundation.accounts.models import User
from foundation.accounts.roles import MAY, Permission, Role
from tests.factories.accounts import TeamFactory, UserFactory

PERSONAL = {
    Permission.SEARCH_PEOPLE, Permission.VIEW_PERSON, Permission.CREATE_PERSON, Permission.RECORD_CIRCUMSTANCES,
    Permission.WRITE_REFERRAL, Permission.VIEW_REFERRAL, Permission.DECIDE_REFERRAL, Permission.RECORD_INDUCTION,
    Permission.RUN_SESSIONS, Permission.RECORD_PATHWAY, Permission.VERIFY_MILESTONE,
}  # fmt: skip
AGGREGATES_ONLY = [Role.COMMISSIONER, Role.PARTNERSHIP_OFFICER, Role.PARTNER, Role.SCRUTINY_MEMBER]


def test_every_role_has_a_row_in_the_table():
    assert set(MAY) == set(Role)


def test_every_permission_is_held_by_somebody():
    assert set().union(*MAY.values()) == set(Permission)


@pytest.mark.parametrize("role", [*AGGREGATES_ONLY, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_reads_figures_or_runs_the_system_holds_nothing_personal(role):
    assert not MAY[role] & PERSONAL


def test_only_hub_managers_and_performance_officers_verify():
    assert {role for role in Role if Permission.VERIFY_MILESTONE in MAY[role]} == {
        Role.HUB_MANAGER, Role.PERFORMANCE_OFFICER,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_disabled_user_may_nothing():
    user = UserFactory(role=Role.HUB_MANAGER, is_active=False)
    assert not any(user.may(permission) for permission in Permission)


@pytest.mark.django_db
def test_a_hub_manager_sees_the_teams_below_and_a_hub_worker_does_not():
    hub = TeamFactory()
    satellite = TeamFactory(parent=hub)
    other = TeamFactory()
    manager = UserFactory(role=Role.HUB_MANAGER, teams=[hub])
    worker = UserFactory(role=Role.HUB_WORKER, teams=[hub])
    assert manager.team_ids == {hub.pk, satellite.pk}
    assert worker.team_ids == {hub.pk}
    assert other.pk not in manager.team_ids


@pytest.mark.django_db
def test_a_performance_officer_sees_hubs_and_satellites_of_the_contract_area():
    area = TeamFactory()
    hub = TeamFactory(parent=area)
    satellite = TeamFactory(parent=hub)
    officer = UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[area])
    assert officer.team_ids == {area.pk, hub.pk, satellite.pk}


@pytest.mark.django_db
def test_a_team_is_looked_after_by_whoever_sees_its_work_and_by_nobody_else():
    area = TeamFactory()
    hub = TeamFactory(parent=area)
    satellite = TeamFactory(parent=hub)
    for role in Role:
        for team in (area, hub, satellite):
            UserFactory(role=role, teams=[team])
    UserFactory(role=Role.HUB_MANAGER, teams=[area], is_active=False)
    for team in (area, hub, satellite):
        seeing = {user for user in User.objects.filter(is_active=True) if team.pk in user.team_ids}
        assert set(User.objects.looking_after(team.pk)) == seeing
    assert User.objects.looking_after(satellite.pk).count() == len(Role) + 2 * 2
    assert not User.objects.looking_after()


@pytest.mark.django_db
def test_an_action_refuses_in_words_that_say_what_is_needed():
    with pytest.raises(NotYou, match="take the register"):
        ask(UserFactory(role=Role.COMMISSIONER), Permission.RUN_SESSIONS)


def test_the_system_itself_may():
    ask(None, Permission.RUN_SESSIONS)


def test_a_view_carries_what_it_requires():
    @requires(Permission.READ_AUDIT)
    def page(request):
        """A page."""

    assert page.permissions == {Permission.READ_AUDIT}

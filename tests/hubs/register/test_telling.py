"""Who is told of concerns and absences, and who is not."""

import pytest

from hubs import actions as hubs
from hubs.models import Concern
from tests.factories.accounts import UserFactory
from tests.factories.people import CaseloadFactory, LimitedAccessFactory
from tests.hubs.register.marks import entries, fresh

pytestmark = pytest.mark.usefixtures("absence_reasons")


def test_a_concern_is_told_at_once_and_once(
    session, booked, worker, mailoutbox, django_capture_on_commit_callbacks
):
    (booking,), holder = booked(), UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    worried = entries([booking], "", concern="Has nowhere to sleep tonight")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            hubs.save_register(session, worried, by=worker)
    assert Concern.objects.get().recorded_by == worker
    assert holder.notices.get().url == f"/people/{booking.person.uuid}/"
    (mail,) = mailoutbox
    assert "nowhere" not in mail.body + holder.notices.get().text
    assert booking.person.family_name not in mail.body + mail.subject + holder.notices.get().text


def test_the_whole_team_is_told_when_no_practitioner_is_named(session, booked, worker):
    (booking,), caseload = booked(), CaseloadFactory()
    CaseloadFactory(person=booking.person, team=caseload.team)
    team = UserFactory.create_batch(2, teams=[caseload.team])
    hubs.save_register(session, entries([booking], "", concern="Is frightened"), by=worker)
    assert [user.notices.count() for user in team] == [1, 1]


def test_nobody_from_whom_the_person_is_hidden_is_told(session, booked, worker):
    (booking,), holder = booked(), UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    LimitedAccessFactory(person=booking.person, user=holder)
    hubs.save_register(session, entries([booking], "did_not_attend"), by=worker, submit=True)
    assert not holder.notices.exists()


def test_an_absence_is_told_when_the_register_is_submitted_and_not_before(session, booked, worker):
    (booking,), holder = booked(), UserFactory()
    CaseloadFactory(person=booking.person, practitioner=holder)
    hubs.save_register(session, entries([booking], "did_not_attend"), by=worker)
    assert not holder.notices.exists()
    hubs.save_register(session, entries([fresh(booking)], "did_not_attend"), by=worker, submit=True)
    assert "did not attend Employability introduction at Chatham" in holder.notices.get().text


def test_an_absence_found_by_a_correction_is_told_too(session, recorded, worker):
    holder = UserFactory()
    CaseloadFactory(person=recorded[0].person, practitioner=holder)
    hubs.save_register(session, entries(recorded[:1], "did_not_attend"), by=worker, reason="Misread the list")
    assert holder.notices.count() == 1


def test_somebody_hidden_from_the_worker_is_neither_shown_nor_changed(session, booked, worker):
    seen, hidden = booked(2)
    LimitedAccessFactory(person=hidden.person, user=worker)
    hubs.save_register(session, entries([seen, hidden]), by=worker, submit=True)
    assert (fresh(session).state, fresh(seen).mark, fresh(hidden).mark) == ("recorded", "attended", "")

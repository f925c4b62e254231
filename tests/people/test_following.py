"""Every table that names a person says whether its rows go along when records merge."""

from people.merging import following
from tests.factories.hubs import HubFactory, SessionFactory
from tests.factories.people import PersonFactory
from tests.people.two_records import bring


def test_no_foreign_key_to_a_person_is_forgotten():
    assert not following.undeclared()


def test_each_that_follows_exists():
    for follows in following.declared():
        assert follows.model._meta.get_field(follows.field)
        for name in follows.ends or ():
            assert follows.model._meta.get_field(name)


def test_the_rows_these_tests_merge_are_of_every_kind_that_follows(db):
    person, hub = PersonFactory(), HubFactory()
    bring(person, hub, SessionFactory(hub=hub))
    brought = {
        follows.label for follows in following.declared() if following.rows_of(follows, person.pk).exists()
    }
    assert brought == {follows.label for follows in following.declared()} - {"people.Person"}

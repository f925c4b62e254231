"""What the page of a person says is due, for one reader."""

from journeys.due.undated import NAMED, Undated
from journeys.known.about import about, person_seen_by
from journeys.next_action.sets import Standing
from journeys.overview.page import overview_of


def due(person, user) -> list:
    return overview_of(about(person_seen_by(user, person.uuid), user))["due"]


def sentences(person, user) -> list[str]:
    return [action.text for action in due(person, user)]


def listed(user, **narrowed) -> list[str]:
    """The sentences of the list, as the person's page writes them."""
    found = [Standing.of(row) for row in Undated(user, **narrowed).rows]
    words = [NAMED[said.rule].words(said) for said in found]
    return [f"{each.to_do}: {each.why}." for each in words]


def on_the_page(person, user) -> set[str]:
    """What the page of the person says falls to the user."""
    return {action.text for action in due(person, user) if user.name in action.whose}

"""What users choose about some messages alone, besides how they are told in general.

An upper storey declares a topic, a message names it, and the page of one's own settings asks about it. What is urgent
names none: it is told at once whatever anybody chose. (domain: Register; issue: told as they choose)
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .models import ToldAbout, User
from .roles import Permission

How = ToldAbout.How
Choices = dict[tuple[int, str], str]


@dataclass(frozen=True)
class Topic:
    """Some messages of which a user chooses how to be told; `asked_of` those whose role holds the permission.

    The labels and hints say in the topic's own words what each choice means.
    """

    name: str
    question: str
    asked_of: Permission
    labels: dict[str, str]
    hints: dict[str, str]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(how.value, self.labels[how.value]) for how in How]


_topics: dict[str, Topic] = {}


def declare(topic: Topic) -> Topic:
    """Make a topic known and give it back. Raises ValueError for a name that another topic has."""
    if _topics.setdefault(topic.name, topic) != topic:
        raise ValueError(f"There is another topic called {topic.name}.")
    return topic


def asked_of(user: User) -> list[Topic]:
    """The topics about which this user chooses."""
    return [topic for topic in _topics.values() if user.may(topic.asked_of)]


def chosen_by(user: User) -> dict[str, str]:
    """How this user wants to be told, by the topic's name; each time where they chose nothing."""
    said = dict(ToldAbout.objects.filter(user=user).values_list("topic", "how"))
    return {topic.name: said.get(topic.name, How.EACH.value) for topic in asked_of(user)}


def choices_of(users: Iterable[User], names: Iterable[str]) -> Choices:
    """What these users chose, by user and topic; one query, none where no topic is named."""
    names = {name for name in names if name}
    if not names:
        return {}
    rows = ToldAbout.objects.filter(user__in={user.pk for user in users}, topic__in=names).order_by()
    return {(user, topic): how for user, topic, how in rows.values_list("user_id", "topic", "how")}

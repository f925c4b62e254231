"""Documents of people; their files lie where the test says files lie."""

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from people import models
from people.documents.storing import digest_of

from .accounts import UserFactory
from .people import PersonFactory


class DocumentFactory(DjangoModelFactory):
    """A letter in plain text. `text` is what it says; two of the same text are the same file."""

    class Meta:
        model = models.Document

    class Params:
        text = factory.Sequence(lambda n: f"Letter {n}: we confirm your appointment.")
        was_set_aside = False

    person = factory.SubFactory(PersonFactory)
    kind = "letter"
    title = "Letter of appointment"
    content = factory.LazyAttribute(lambda letter: ContentFile(letter.text.encode(), name="letter.txt"))
    content_type = "text/plain"
    size = factory.LazyAttribute(lambda letter: len(letter.text.encode()))
    sha256 = factory.LazyAttribute(lambda letter: digest_of(letter.text.encode()))
    uploaded_by = factory.SubFactory(UserFactory)
    uploaded_at = factory.LazyFunction(timezone.now)
    set_aside_by = factory.LazyAttribute(lambda letter: UserFactory() if letter.was_set_aside else None)
    set_aside_at = factory.LazyAttribute(lambda letter: timezone.now() if letter.was_set_aside else None)
    set_aside_because = factory.LazyAttribute(
        lambda letter: "Of another person" if letter.was_set_aside else ""
    )

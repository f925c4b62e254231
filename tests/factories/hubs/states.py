"""Rows that can be made in any state."""

from factory.django import DjangoModelFactory

from foundation.lifecycle.transitions import enter


class _InState(DjangoModelFactory):
    """Builds a row straight in a state: `SessionFactory(state="recorded")`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, state=None, **kwargs):
        thing = model_class(*args, **kwargs)
        if state is not None:
            enter(thing, state)
        thing.save()
        return thing

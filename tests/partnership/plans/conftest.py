"""The scene of the returns: a partner with a measure, and whoever has to do with it."""

from tests.partnership.returns.conftest import in_april, scene  # noqa: F401

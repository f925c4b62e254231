"""The tests' environment. pytest loads this as a plugin, before Django reads its settings."""

import os

os.environ["THROUGHGATE_MODE"] = "test"
# The browser's driver keeps an event loop running on the thread that the tests query the database from.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

"""The tests' environment. pytest loads this as a plugin, before Django reads its settings."""

import os
import tempfile

os.environ["THROUGHGATE_MODE"] = "test"
# The browser's driver keeps an event loop running on the thread that the tests query the database from.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.setdefault("THROUGHGATE_FILES", tempfile.mkdtemp(prefix="throughgate-files-"))

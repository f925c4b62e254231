"""The web process. It stops at once when the database lacks a rule (architecture: Inside an app)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from foundation.lifecycle import triggers  # noqa: E402  (the app registry must be ready first)

triggers.verify()

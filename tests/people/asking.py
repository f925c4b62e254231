"""Asking for a page, and looking at what came."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext


def comparable(response):
    """The page without what differs each time it is asked: tokens."""
    return re.sub(rb'(value="[A-Za-z0-9]{64}"|[0-9a-f]{8}-[0-9a-f-]{27})', b"", response.content)


def queries_of(client, url):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)

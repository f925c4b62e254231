"""Several writers at once: a database that two connections share, and jobs that start together.

A test module that races imports both: `from tests.races import at_once, shared_database`.
"""

import sqlite3
import threading

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """On SQLite the test database lives in the memory of one connection; for this test it moves into a file."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    path = str(tmp_path / "race.sqlite3")
    with sqlite3.connect(path) as file:
        in_memory.backup(file)
    file.close()
    connection.connection, connection.settings_dict["NAME"] = None, path
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = in_memory, name


def at_once(*jobs):
    """Run the jobs on threads that start together; what each gave or raised, in order."""
    found, start = [None] * len(jobs), threading.Barrier(len(jobs))

    def run(place, job):
        try:
            start.wait()
            found[place] = job()
        except Exception as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found

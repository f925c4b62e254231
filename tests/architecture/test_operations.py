"""What an operator is told to run exists, and every command that exists is told."""

import re

from django.core.management import get_commands

from .source import LADDER, ROOT

RUNNING = (ROOT / "docs" / "operations" / "running.md").read_text()
OURS = {name for name, app in get_commands().items() if str(app).split(".")[0] in LADDER}
SCHEDULE = re.search(r"## Commands on a schedule\n(.*?)\n## ", RUNNING, re.DOTALL).group(1)


def test_every_command_on_the_schedule_exists():
    scheduled = set(re.findall(r"^\| `([a-z_]+)` \|", SCHEDULE, re.MULTILINE))
    assert {"send_mail_queue", "send_digests", "escalate_clocks"} <= scheduled
    assert scheduled <= set(get_commands())


def test_every_command_of_ours_is_told():
    told = set(re.findall(r"[a-z_]+", RUNNING))
    told |= {f"import{name}" for name in told if name.startswith("_")}
    assert {"demo", "machines", "import_people"} <= OURS
    assert not OURS - told

"""One class per message; what leaves the house by mail can name nobody (trust: 10)."""

import importlib
import re
from string import Formatter

import pytest

from foundation.accounts.notices import Message

from .source import modules

CANARIES = ("Zebulon", "Quackenbush", "X987654", "A9876ZZ", "1971-02-03", "3 February 1971")


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def messages() -> list[type[Message]]:
    """Every message of the product: those that say what kind they are."""
    for module in modules():
        if module.name.endswith(".notices"):
            importlib.import_module(module.name)
    return [
        each for each in _below(Message) if "kind" in vars(each) and not each.__module__.startswith("tests")
    ]


MESSAGES = messages()
KNOWN = pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.__name__)


def test_the_messages_are_found():
    assert {"ReferralArrived", "ConcernRaised", "ClaimReturned"} <= {each.__name__ for each in MESSAGES}


def test_no_two_messages_are_of_one_kind():
    kinds = [message.kind for message in MESSAGES]
    assert len(kinds) == len(set(kinds))


@KNOWN
def test_a_message_has_everything_a_mail_needs(message):
    assert re.fullmatch(r"[a-z_]{3,40}", message.kind)
    assert message.mail_subject
    assert message.mail_text.endswith(".")


@KNOWN
def test_a_mail_has_room_for_a_reference_and_nothing_else(message):
    asked = {
        name
        for text in (message.mail_subject, message.mail_text)
        for _, name, _, _ in Formatter().parse(text)
    }
    assert asked <= {"reference", None}


@KNOWN
def test_a_mail_names_nobody_whatever_the_notice_says(message):
    about = message.__new__(message)
    Message.__init__(about, text=" ".join(CANARIES), url="/people/X987654/", reference="R-2026-00001")
    mail = about.subject + about.body("https://throughgate.invalid/notices/1/")
    assert not [canary for canary in CANARIES if canary in mail]

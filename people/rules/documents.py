"""What is said of a document."""

from .words import Problems, lacks_words, says_nothing

LONGEST_TITLE = 120


def of_document(title: str) -> Problems:
    """A title that says something and fits on a line."""
    if says_nothing(title):
        return {"title": "Say in a few words what it is, such as “Letter of appointment”."}
    if len(title.strip()) > LONGEST_TITLE:
        return {"title": f"Say what it is in {LONGEST_TITLE} characters or fewer."}
    return {}


def of_reason_to_set_aside(because: str) -> Problems:
    wrong = lacks_words(because, "Say why the document is set aside, such as “Of another person”.")
    return {"because": wrong} if wrong else {}

"""What the home page says to a role for which nothing waits (product: Who uses it)."""

from .roles import Role

# What somebody of the role can do here now, and whom to ask when something is missing.
WORDS: dict[str, str] = {
    Role.PARTNER: (
        "You need to do nothing here yet. The partnership officer sends you the outcome report of your area; ask "
        "them for it, or for what your organisation has to answer."
    ),
    Role.SCRUTINY_MEMBER: (
        "You need to do nothing here yet. The partnership officer sends you the outcome report before each meeting; "
        "ask them for it, or put your questions to them."
    ),
    Role.ADMINISTRATOR: (
        "You look after users, organisations and reference lists. They are kept on the server that runs Throughgate; "
        "there is no page for them yet, and no record of a person is shown to you. Ask the data protection officer "
        "who may have an account."
    ),
}
ANYBODY = "Nothing waits for you today. What you may do stands in the menu at the top of the page."


def words_for(role: str) -> str:
    """The words for a role; the same for every role that has work in the menu."""
    return WORDS.get(role, ANYBODY)

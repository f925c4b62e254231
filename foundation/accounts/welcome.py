"""What the home page says to a role for which nothing waits (product: Who uses it)."""

from .roles import Role

# What somebody of the role can do here now, and whom to ask when something is missing.
WORDS: dict[str, str] = {
    Role.PARTNER: (
        "You write for no partner yet. The system administrator puts you into the team that does; then its returns, "
        "its actions and what scrutiny asks of it stand here."
    ),
    Role.SCRUTINY_MEMBER: (
        "You are in no scrutiny team yet. The system administrator puts you into one; then its questions and the "
        "responses to them stand here."
    ),
    Role.ADMINISTRATOR: (
        "Partner services, partnerships and mail that could not be sent stand in the menu. Users, organisations and "
        "reference lists are kept on the server that runs Throughgate; there is no page for them yet, and no record "
        "of a person is shown to you. Ask the data protection officer who may have an account."
    ),
}
ANYBODY = "Nothing waits for you today. What you may do stands in the menu at the top of the page."


def words_for(role: str) -> str:
    """The words for a role; the same for every role that has work in the menu."""
    return WORDS.get(role, ANYBODY)

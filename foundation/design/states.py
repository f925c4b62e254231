"""Which colour each state wears.

A colour is named after the first state that wears it, as in the style sheet (`tg-state--accepted`). Every
tag carries its word, so the colour only repeats what is said. A state that no line names is grey, never an
error: an app may add a state before somebody has thought about its colour.
"""

_WORN_BY = {
    "draft": (
        "drafted not_assessed no_need no_longer_needed closed ended ended_early withdrawn entered_in_error cancelled "
        "cancelled_by_person cancelled_by_hub expired moved not_held not_the_same scheduled superseded discarded "
        "abandoned replaced retracted given_up planned"
    ),
    "submitted": "in_progress working open sent uploaded staged requested asked running built made",
    "in-review": "received matched previewed answered written",
    "question-asked": "information_requested need_identified claimed returned offered provisional",
    "waiting": "waiting_list queued",
    "accepted": "booked agreed approved partly_done",
    "started": "live adopted achieved recorded attended active given under_way",
    "completed": "done sustained verified corrected committed published final merged carried_out",
    "on-hold": "paused immature",
    "declined": "setback refused revoked did_not_attend failed rejected not_done not_opened absent",
}

_COLOUR_OF = {state: colour for colour, states in _WORN_BY.items() for state in states.split()}
_COLOUR_OF |= {colour.replace("-", "_"): colour for colour in _WORN_BY}


def colour_of(state: str) -> str:
    """The name of the colour a state wears, such as "in-review"."""
    return _COLOUR_OF.get(str(state), "draft")


def label_of(thing: object) -> str:
    """What a state is called: by its own label, by its model's, else its value in words."""
    if hasattr(thing, "get_state_display"):
        return str(thing.get_state_display())
    if hasattr(thing, "label"):
        return str(thing.label)
    return str(thing).replace("_", " ").capitalize()

"""Verbs of machines as people say them."""


def participle(verb: str) -> str:
    """handed back, of hand_back."""
    irregular = {
        "take": "taken", "withdraw": "withdrawn", "begin": "begun", "hold": "held", "set": "set", "verify": "verified",
        "drop": "dropped", "draw": "drawn", "transfer": "transferred", "send": "sent",
    }  # fmt: skip
    if verb == "wait_list":
        return "put on the waiting list"
    if verb == "return_claim":
        return "returned"
    first, *rest = verb.split("_")
    ending = first + ("d" if first.endswith("e") else "ted" if first == "submit" else "ed")
    return " ".join([irregular.get(first, ending), *rest])

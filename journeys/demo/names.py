"""Names that nobody has: halves of places, put together."""

import random

FIRST_HALVES = (
    "Amber", "Ash", "Barley", "Beacon", "Birch", "Bracken", "Bright", "Brook", "Chalk", "Cherry", "Cobble", "Copper",
    "Dove", "East", "Fern", "Flint", "Gorse", "Grey", "Hawk", "Hazel", "Heather", "Holly", "Kestrel", "Lark", "Linden",
    "Marl", "Meadow", "Mill", "Moss", "Oak", "Orchard", "Otter", "Pebble", "Quarry", "Reed", "Rowan", "Salt", "Sedge",
    "Silver", "Thistle", "Wheat", "Willow", "Winter", "Wren",
)  # fmt: skip
SECOND_HALVES = (
    "bank", "bourne", "bridge", "cliff", "combe", "cote", "croft", "dale", "down", "field", "ford", "gate", "hollow",
    "hurst", "lea", "marsh", "mere", "mond", "pit", "ridge", "shaw", "stone", "thwaite", "water", "well", "wick",
)  # fmt: skip
WOMEN = (
    "Abena", "Agnieszka", "Aisling", "Carys", "Chloë", "Dalia", "Esther", "Fatima", "Gwen", "Ife", "Jasmin", "Kiran",
    "Leanne", "Mei", "Nadia", "Orla", "Priya", "Rosa", "Siân", "Tamsin", "Yasmin", "Zofia",
)  # fmt: skip
MEN = (
    "Abdi", "Aaron", "Bartosz", "Callum", "Carl", "Dean", "Dewi", "Ewan", "Femi", "Gareth", "Hassan", "Imran", "Jerome",
    "José", "Kofi", "Liam", "Marlon", "Nikhil", "Owen", "Piotr", "Ravi", "Sean", "Simon", "Tariq", "Tunde", "Wesley",
)  # fmt: skip


def draw(rng: random.Random, sex: str) -> tuple[str, str]:
    """(given names, family name)."""
    given = rng.choice(WOMEN if sex == "female" else MEN)
    if rng.random() < 0.3:
        given += " " + rng.choice(WOMEN if sex == "female" else MEN)
    family = rng.choice(FIRST_HALVES) + rng.choice(SECOND_HALVES)
    if rng.random() < 0.03:
        family = "O’" + family
    elif rng.random() < 0.03:
        family += "-" + rng.choice(FIRST_HALVES) + rng.choice(SECOND_HALVES)
    return given, family

"""What invented names are put together from, so that they are nobody's."""

SYLLABLES = (
    *("bar", "mor", "lan", "ton", "wick", "ash", "har", "ley", "ford", "king", "sto", "wel", "gre", "brow", "tay"),
    *("lor", "ev", "tho", "mas", "rob", "son", "wat", "ker", "hall", "pat", "el", "sin", "med", "kha", "oko", "ru"),
    *("fen", "dar", "mil", "cro", "hal", "bre", "nor", "sal", "win"),
)  # fmt: skip

"""The invisible characters that turn the direction of writing (UAX #9), and how not to let them loose."""

import regex

EMBEDDINGS, POP_EMBEDDING = "\u202a\u202b\u202d\u202e", "\u202c"
ISOLATES, POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"
FIRST_STRONG_ISOLATE = "\u2068"
CONTROLS = regex.compile("[\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")


def without_controls(text: str) -> str:
    """Remove what turns the direction; every letter keeps its own."""
    return text if text.isascii() else CONTROLS.sub("", text)


def isolated(line: str) -> str:
    """Keep a line that runs from right to left from moving what is written around it, where there is no markup."""
    if line.isascii() or not RIGHT_TO_LEFT.search(line):
        return line
    return f"{FIRST_STRONG_ISOLATE}{without_controls(line)}{POP_ISOLATE}"


def closing(text: str) -> str:
    """Give the characters that close whatever `text` has left open."""
    if text.isascii():
        return ""
    open_embeddings = [0]  # how many: first outside of any isolate, then in each open isolate, from without to within
    for control in CONTROLS.findall(text):
        if control in ISOLATES:
            open_embeddings.append(0)
        elif control in EMBEDDINGS:
            open_embeddings[-1] += 1
        elif control == POP_ISOLATE and len(open_embeddings) > 1:
            open_embeddings.pop()
        elif control == POP_EMBEDDING and open_embeddings[-1]:
            open_embeddings[-1] -= 1
    return POP_ISOLATE.join(POP_EMBEDDING * count for count in reversed(open_embeddings))

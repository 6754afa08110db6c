"""Keys: every Ctrl key and every letter has its twin on a Cyrillic keyboard, which terminals report as another key."""

from __future__ import annotations

from textual.binding import Binding

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбю."
_TWINS = dict(zip(_LATIN, _CYRILLIC, strict=True))
_NAMES = {"/": "slash", ".": "full_stop", ",": "comma", "[": "left_square_bracket", "]": "right_square_bracket"}


def with_twins(keys: str) -> str:
    """Keys as Textual names them, each with the one that the same key gives on a Russian keyboard."""
    found: list[str] = []
    for key in keys.split(","):
        found.append(key)
        *modifiers, last = key.split("+")
        twin = _TWINS.get(last)
        if twin is not None and len(last) == 1 and (not modifiers or "ctrl" in modifiers):
            found.append("+".join([*modifiers, _NAMES.get(twin, twin)]))
    return ",".join(found)


def key(keys: str, action: str, description: str = "", *, id: str, show: bool = True, **options: object) -> Binding:
    """A binding with its Cyrillic twins and the id by which a keymap names it. The first key is the one shown."""
    first = keys.split(",")[0]
    display = options.pop("key_display", None) or shown(first)
    return Binding(
        with_twins(keys),
        action,
        description,
        show=show,
        id=id,
        key_display=str(display),
        **options,  # type: ignore[arg-type]  # whatever else a Binding takes
    )


def shown(key: str) -> str:
    """A key as people read it: "F6", "^s", "Esc"."""
    *modifiers, last = key.split("+")
    last = {"slash": "/", "escape": "Esc", "enter": "Enter", "space": "Space", "delete": "Del"}.get(last, last)
    last = last.upper() if last[:1] == "f" and last[1:].isdecimal() else last
    marks = {"ctrl": "^", "shift": "⇧", "alt": "Alt+"}
    return "".join(marks.get(one, one) for one in modifiers) + last

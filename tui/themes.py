"""Two calm themes of our own, and those that a person keeps as TOML files in the settings folder's themes/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from textual.theme import Theme

NIGHT = Theme(
    name="night-reading",
    primary="#7aa2c9",
    secondary="#8f9bb3",
    accent="#d9a86c",
    foreground="#d5d9e0",
    background="#14171c",
    surface="#1a1e25",
    panel="#222731",
    success="#8fbf8f",
    warning="#d9b36c",
    error="#df8383",
    dark=True,
    variables={
        "border": "#2c333f",
        "border-blurred": "#2c333f",
        "footer-key-foreground": "#d9a86c",
        "footer-background": "#14171c",
        "input-selection-background": "#7aa2c9 35%",
        "block-cursor-background": "#2d3f54",
        "block-cursor-foreground": "#e6e9ee",
        "block-cursor-text-style": "bold",
        "scrollbar": "#2c333f",
        "scrollbar-background": "#1a1e25",
    },
)
DAY = Theme(
    name="day-reading",
    primary="#2f5d8a",
    secondary="#5b6675",
    accent="#9a5b13",
    foreground="#22272e",
    background="#f6f4ef",
    surface="#fbfaf7",
    panel="#ece8df",
    success="#2f6b3c",
    warning="#8a6100",
    error="#a32f2f",
    dark=False,
    variables={
        "border": "#d6d0c3",
        "border-blurred": "#d6d0c3",
        "footer-key-foreground": "#9a5b13",
        "footer-background": "#f6f4ef",
        "input-selection-background": "#2f5d8a 25%",
        "block-cursor-background": "#cfdcea",
        "block-cursor-foreground": "#14171c",
        "block-cursor-text-style": "bold",
        "scrollbar": "#d6d0c3",
        "scrollbar-background": "#f6f4ef",
    },
)
OWN = (NIGHT, DAY)
DEFAULT = NIGHT.name
_FIELDS = frozenset(field.name for field in fields(Theme))


def user_themes(folder: Path) -> Iterator[Theme | str]:
    """A theme for each TOML file in the folder; for one that is wrong, a sentence that says what to mend."""
    import tomllib

    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            yield _theme(path.stem, table)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
            yield f"The theme {path} cannot be used: {error}."


def _theme(name: str, table: dict[str, object]) -> Theme:
    from textual.color import Color, ColorParseError

    unknown = sorted(set(table) - _FIELDS)
    if unknown:
        raise ValueError(f"unknown key {unknown[0]}; known are {', '.join(sorted(_FIELDS))}")
    if "primary" not in table:
        raise ValueError('it needs a colour named primary, such as primary = "#7aa2c9"')
    for key, value in table.items():
        if key in {"name", "dark", "variables", "luminosity_spread", "text_alpha"} or value is None:
            continue
        try:
            Color.parse(str(value))
        except ColorParseError as error:
            raise ValueError(f"{key} is no colour ({value})") from error
    return Theme(**{"name": name, **table})  # type: ignore[arg-type]

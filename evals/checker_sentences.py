"""Sentences written by hand with their labels, and sentences as the checker takes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.reading.units import DraftSentence

DATA = Path(__file__).parent / "data"
# All test parts but the newest are spent: each was scored, then opened to develop on.
# The sets to develop on are those that are there, in the order of their numbers: dev, dev2, dev3 and so on.
HAND_DEV = (
    *sorted((path.stem for path in DATA.glob("checker_hand_dev*.jsonl")), key=lambda name: (len(name), name)),
    "checker_hand_test",
    "checker_hand_test2",
    "checker_hand_test3",
    "checker_hand_test4",
    "checker_hand_test5",
    "checker_hand_test6",
    "checker_hand_test7",
    "checker_hand_test8",
    "checker_hand_test9",
    "checker_hand_test10",
    "checker_hand_test11",
    "checker_hand_test12",
    "checker_hand_test13",
    "checker_hand_test14",
    "checker_hand_test15",
    "checker_hand_test16",
    "checker_hand_test17",
)
HAND_TEST = "checker_hand_test18"
# One true and one false sentence on the same passage, to train `doubt` on; no measure, and not in the offline suite.
PAIRS = tuple(sorted(path.stem for path in DATA.glob("checker_pairs_*.jsonl")))
# Sentences by themselves, as in drafts: statements known beforehand are made from these too, and they are no measure.
SINGLES = tuple(sorted(path.stem for path in DATA.glob("checker_singles_*.jsonl")))
_FRESH = range(185, 195)
# No network has learnt from these of them; the borders of `outweighed.toml` are drawn on them.
FRESH_SINGLES = tuple(name for name in SINGLES if int(name.rpartition("_")[2]) in _FRESH)
LEARNT_SINGLES = tuple(name for name in SINGLES if name not in FRESH_SINGLES)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence that an author might write, and whether it is false."""

    id: str
    text: str
    false: bool
    kind: str
    difficulty: str


def load_labelled(name: str, folder: Path = DATA) -> list[Labelled]:
    """The sentences of `name`.jsonl in order."""
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]
    return [Labelled(row["id"], row["text"], row["label"] == "false", row["kind"], row["difficulty"]) for row in rows]


def unit(text: str) -> DraftSentence:
    """A sentence of prose on its own."""
    return DraftSentence(text, 1, (0, len(text)), "prose")

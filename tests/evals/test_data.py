"""The benchmark data: every gold address exists, ids are unique, both splits are there, locked parts are unchanged."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from importlib.resources import files

import pytest

from evals.cases import load_cases
from vectorstore.address import Address
from vectorstore.library import Library, open_library

DATA = files("evals") / "data"
GOLD = {
    "retrieval_a.jsonl": ("gold",),
    "retrieval_b.jsonl": ("gold",),
    "questions.jsonl": ("gold",),
    "briefs.jsonl": ("must_cite", "good_cite"),
}
BRIEFS_2 = "briefs_dev2.jsonl"


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line]


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@pytest.mark.parametrize("name", [*GOLD, BRIEFS_2, *(f"questions_dev{number}.jsonl" for number in range(2, 10))])
def test_every_gold_address_exists(name: str, library: Library) -> None:
    keys = GOLD["briefs.jsonl"] if name == BRIEFS_2 else GOLD.get(name, ("gold",))
    wanted = {str(id) for row in rows(name) for key in keys for id in row[key]}  # type: ignore[attr-defined]
    assert wanted
    assert {id for id in wanted if library.resolve(Address.from_id(id)).status != "resolved"} == set()


@pytest.mark.parametrize("name", GOLD)
def test_ids_are_unique_and_the_splits_are_even(name: str) -> None:
    found = rows(name)
    assert len({row["id"] for row in found}) == len(found)
    split = Counter(row["split"] for row in found)
    assert set(split) == {"dev", "test"}
    assert abs(split["dev"] - split["test"]) <= 2


def test_the_briefs_added_later_are_open_and_in_no_suite() -> None:
    found = rows(BRIEFS_2)
    assert len({row["id"] for row in found}) == len(found) == 26
    assert {row["split"] for row in found} == {"dev2"}
    asked = [(bool(row["article"]), bool(row["topic"]), bool(row["follow_up"])) for row in found]
    assert Counter(asked) == {(True, False, False): 8, (False, True, False): 12, (False, False, True): 6}
    assert not {row["id"] for row in found} & {case.id for case in load_cases("briefs")}


def test_locked_parts_are_unchanged() -> None:
    for line in (DATA / "locked.sha256").read_text(encoding="utf-8").strip().split("\n"):
        digest, name = line.split()
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest, name


def test_half_of_the_hand_written_sentences_are_false() -> None:
    for part in ("dev", "test"):
        labels = Counter(row["label"] for row in rows(f"checker_hand_{part}.jsonl"))
        assert labels["true"] == labels["false"] == 70


@pytest.mark.parametrize("number", [3, 4, 5])
def test_the_newer_locked_sentences_are_half_false_and_half_hard(number: int) -> None:
    found = rows(f"checker_hand_test{number}.jsonl")
    assert Counter((row["label"], row["difficulty"]) for row in found) == {
        (label, difficulty): 40 for label in ("true", "false") for difficulty in ("easy", "hard")
    }
    assert [row["id"] for row in found] == [f"t{number}-{place:03d}" for place in range(1, 161)]
    assert len({row["text"] for row in found}) == 160

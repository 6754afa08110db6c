"""Sentences read together with the passages that they cite."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.checking import Checker
from assistant.checks import kept_network
from assistant.checks.claim import Claim
from assistant.checks.half_way_cache import HalfWayCache
from assistant.checks.joined import MOST_TOKENS, MOST_TOLD, Joined, asked_of, joined_inputs, open_joined
from assistant.reading.units import DraftSentence
from vectorstore.embedding import HalfWay, open_embedder

PAIRS = (
    ("Citizenship is granted by the President", "Citizenship is granted by Parliament", "para. 302"),
    (
        "Ethnocultural associations meet the heads of oblasts every month",
        "Ethnocultural associations choose the heads of oblasts every month",
        "para. 126",
    ),
)


def claim(checker: Checker, text: str, cite: str) -> Claim:
    written = f"{text} (CERD/C/KAZ/11-14, {cite})."
    return checker.claim(DraftSentence(written, 1, (0, len(written)), "prose"))


@pytest.fixture
def reader(checker: Checker, shared_cache: Path) -> Joined:
    """A reader of its own, so that nothing is known beforehand."""
    return Joined(checker._support._index, lambda: open_joined(shared_cache / "models"))


@pytest.mark.parametrize(("true", "false", "cite"), PAIRS)
def test_what_a_passage_does_not_say_is_more_doubtful(
    checker: Checker, reader: Joined, true: str, false: str, cite: str
) -> None:
    doubts = [reader.doubt(claim(checker, text, cite)) for text in (true, false)]
    assert doubts[0] is not None and doubts[1] is not None and doubts[0] < doubts[1]


def test_many_are_read_as_each_is_alone(checker: Checker, reader: Joined, shared_cache: Path) -> None:
    claims = [claim(checker, text, cite) for *texts, cite in PAIRS for text in texts]
    alone = [reader.doubt(one) for one in claims]
    together = Joined(checker._support._index, lambda: open_joined(shared_cache / "models"))
    together.prepare(claims)
    assert [together.doubt(one) for one in claims] == alone


def test_the_longest_sentence_and_many_passages_stay_within_what_is_read(checker: Checker, reader: Joined) -> None:
    long = claim(
        checker, "The State party reports that " + "schools and universities and " * 60 + "more", "paras. 225-240"
    )
    (sides,) = reader.sides([asked_of(long)])
    assert sides is not None
    states, marks, told = joined_inputs(*sides)
    assert told == MOST_TOLD and len(marks) == len(states) <= MOST_TOKENS
    assert reader.doubt(long) is not None


def test_a_mark_tells_whose_token_it_is_and_whether_the_other_text_has_it() -> None:
    states = np.zeros((4, 384), np.float16)
    told = HalfWay(np.array([101, 7, 8, 102], np.int32), states)
    given = HalfWay(np.array([101, 8, 9, 102], np.int32), states)
    _, marks, count = joined_inputs(told, [given])
    assert count == 4 and marks.tolist() == [0, 0, 1, 1, 2, 3, 2, 2]


def test_the_network_is_kept_and_built_in_memory_where_it_cannot_be(tmp_path: Path) -> None:
    assert open_joined(tmp_path / "models") is not None
    (file,) = (tmp_path / "models").iterdir()
    made = file.stat().st_mtime_ns
    assert open_joined(tmp_path / "models") is not None and file.stat().st_mtime_ns == made
    (tmp_path / "taken").write_text("a file stands where the folder should be", encoding="utf-8")
    assert open_joined(tmp_path / "taken") is not None


def test_a_broken_file_is_built_again(tmp_path: Path) -> None:
    assert open_joined(tmp_path) is not None
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for broken in (b"half a fi", b"", whole[: len(whole) // 2]):
        file.write_bytes(broken)
        assert open_joined(tmp_path) is not None and file.read_bytes() == whole


def test_without_the_package_nothing_is_read(checker: Checker, reader: Joined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_network, "packaged_weights", lambda: None)
    assert reader.doubt(claim(checker, *PAIRS[0][1:])) is None


def test_what_was_read_half_way_is_kept_and_a_damaged_file_costs_the_reading_alone(
    checker: Checker, shared_cache: Path, tmp_path: Path
) -> None:
    embedder = open_embedder(shared_cache / "models", pytest.fail)
    assert embedder is not None
    first = HalfWayCache(embedder, tmp_path)
    first.read(["Roma live in Almaty.", "Citizenship is granted by the President."])
    first.save()
    (file,) = tmp_path.iterdir()
    read = first.get("Roma live in Almaty.")
    again = HalfWayCache(embedder, tmp_path).get("Roma live in Almaty.")
    assert read is not None and again is not None
    np.testing.assert_array_equal(read.states, again.states)
    whole = file.read_bytes()
    for broken in (whole[: len(whole) // 2], b"", b"no archive"):
        file.write_bytes(broken)
        assert HalfWayCache(embedder, tmp_path).get("Roma live in Almaty.") is None


def test_the_best_sentence_is_read_wherever_among_many_passages_it_stands(checker: Checker, reader: Joined) -> None:
    text = "The heads of oblasts meet ethnocultural associations every month"
    alone, among = (reader.doubt(claim(checker, text, cite)) for cite in ("para. 126", "paras. 112-130"))
    assert alone is not None and among is not None and among < 0 and alone < 0

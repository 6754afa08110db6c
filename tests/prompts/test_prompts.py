"""Every prompt, rendered: a change of its wording shows as a changed file in `golden/`.

Write the files anew with SHADOW_GOLDEN=1 uv run pytest tests/prompts, and review the difference.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from assistant.citation_keys import KeyRing
from assistant.prompting import VARIABLES, PromptError, load_prompt, read_prompt, show_passages
from vectorstore.library import Library, open_library
from vectorstore.model import Passage

REPORT = "CERD/C/KAZ/11-14"
GOLDEN = Path(__file__).parent / "golden"
EXAMPLE_KEYS = re.compile(r"\bx0[abc]1\b")


@cache
def library() -> Library:
    return open_library()


def passages() -> list[Passage]:
    ids = ["ICERD#6", "ICERD#5(d)(iii)", f"{REPORT}#61", f"{REPORT}#325", f"{REPORT}#338"]
    return [passage for id in ids if (passage := library().get(id)) is not None]


SPEAKERS = {"ICERD": "Convention", REPORT: "State party"}
SAID = "Question: How many courts?\nAnswer: The State party reports that 12 were opened [k7f3]."
VALUES: dict[str, dict[str, object]] = {
    "draft": {"subject": "Article 6 of the Convention", "wish": "The NGO asks: $100 for courts", "max_words": 900},
    "ask": {"begun": "", "conversation": "", "question": "How many courts are there? $passages"},
    "agent": {"conversation": SAID, "task": "an answer to: How many courts are there?"},
    "plan": {"conversation": SAID, "task": "an answer to: How many courts are there?"},
    "summary": {"conversation": SAID},
    "judge": {"sentence": "The State party reports that 12 courts were opened for $$5."},
    "repair": {
        "task": "an answer to the question: How many courts?",
        "sentences": "S1: A sentence [k7f3].\nWrong with it: “12” is not in the cited passage.",
    },
}


def rendered(name: str) -> str:
    shown = show_passages(passages(), KeyRing(), SPEAKERS)
    messages = load_prompt(name).messages(report=REPORT, passages=shown, **VALUES[name])
    return "".join(f"--- {role} ---\n{text}\n" for role, text in messages)


@pytest.mark.parametrize("name", VARIABLES)
def test_the_rendered_prompt_is_the_reviewed_one(name: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("SHADOW_GOLDEN"):
        file.write_text(rendered(name), encoding="utf-8")
    assert rendered(name) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VARIABLES)
def test_no_prompt_shows_a_passage_by_its_number(name: str) -> None:
    text = rendered(name)
    assert not re.search(r"para\. (?:61|325|338)\b|art\. 6\b", text)
    assert "at most 900 words" in text or name != "draft"


@pytest.mark.parametrize("name", VARIABLES)
def test_every_prompt_teaches_the_form_of_a_citation_by_examples(name: str) -> None:
    prompt = load_prompt(name)
    assert "Right:" in prompt.system and "Wrong:" in prompt.system and "never instructions" in prompt.system


def test_the_keys_in_examples_can_never_be_keys_of_passages() -> None:
    shown = "".join(load_prompt(name).system for name in VARIABLES)
    ring = KeyRing(passage for symbol in (REPORT, "ICERD") for passage in library().passages(symbol))
    examples = set(EXAMPLE_KEYS.findall(shown))
    assert examples and not any(ring.passage(key) for key in examples)
    assert {key for key in re.findall(r"\[(\w+)\]", shown) if key not in examples} <= {"1"}


def test_a_value_is_never_read_as_a_template() -> None:
    assert "$100 for courts" in rendered("draft") and "$passages" in rendered("ask")


def test_the_hash_follows_the_wording() -> None:
    text = "# System\nRules for $report.\n# User\n$task $passages $sentences\n"
    first, second = read_prompt("repair", text), read_prompt("repair", text.replace("Rules", "Rule"))
    assert first.hash != second.hash and first.hash == read_prompt("repair", text).hash


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# User\nx\n", "“# System”"),
        ("# System\nx\n", "“# System”"),
        ("# System\n$report\n# User\n$passages\n", "sentences"),
        ("# System\n$report $other\n# User\n$task $passages $sentences\n", "other"),
        ("# System\n$report $ 5\n# User\n$task $passages $sentences\n", "a lone"),
    ],
)
def test_a_prompt_with_a_fault_is_refused_when_it_is_read(text: str, words: str) -> None:
    with pytest.raises(PromptError, match=re.escape(words)):
        read_prompt("repair", text)


def test_a_missing_prompt_is_named() -> None:
    with pytest.raises(PromptError, match="nowhere.md"):
        load_prompt("nowhere")

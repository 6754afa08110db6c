"""What the State does in a sentence: plain cases by hand, and the score on the labelled sentences."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

import pytest

from assistant.acts import classify, has_figure
from evals.acts import ACTS, score

BAR = 0.85


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The question of acceptance is under consideration.", "postponement"),
        ("The accession appears premature at the current time.", "postponement"),
        ("Ukraine is examining the question of ratifying the Optional Protocol.", "postponement"),
        ("There have been no complaints of discrimination.", "denial"),
        ("Kazakhstan does not allow segregation in any domain.", "denial"),
        ("The Government plans to establish a national centre.", "plan"),
        ("Thus, Kazakhstan has created an effective system of protection.", "self_assessment"),
        ("In 2024, the Ministry trained 2,500 employees.", "measure"),
        ("In 2024, the Ministry trained 2,500 employees.", "figure"),
        ("Article 14 of the Constitution ensures that no one may be subjected to discrimination.", "law"),
    ],
)
def test_plain_cases(text: str, act: str) -> None:
    assert act in classify(text)


@pytest.mark.parametrize(
    "text",
    [
        "Article 174 of the Criminal Code was amended on 26 June 2020 by Act No. 349-VI.",
        "See paragraphs 15 and 16 and annex 3.",
        "The thirty-fourth session was held in 2025.",
    ],
)
def test_numbers_of_laws_and_dates_are_no_figures(text: str) -> None:
    assert not has_figure(text)


def test_the_locked_sentences_are_those_labelled_before_the_rules() -> None:
    data = files("evals") / "data"
    locked = dict(reversed(line.split()) for line in (data / "locked.sha256").read_text("utf-8").strip().split("\n"))
    assert hashlib.sha256((data / "acts_test.jsonl").read_bytes()).hexdigest() == locked["acts_test.jsonl"]


def test_precision_on_the_locked_sentences() -> None:
    text = (files("evals") / "data" / "acts_test.jsonl").read_text("utf-8")
    counts = score([json.loads(line) for line in text.split("\n") if line])
    right = sum(counts[act][0] for act in ACTS if act != "law")
    given = sum(counts[act][1] for act in ACTS if act != "law")
    assert right / given >= BAR

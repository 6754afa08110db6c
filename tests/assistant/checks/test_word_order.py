"""Words in a row are never called supported, whatever they are drawn from; sentences and short statements are read."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from assistant.checking import Checker
from assistant.model import Sentence
from assistant.reading.units import DraftSentence
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.library import open_library
from vectorstore.model import Passage

Check = Callable[..., Sentence]
PASSAGES = [p for name in ("CERD/C/KAZ/11-14", "ICERD") for p in open_library().units(name) if len(p.text.split()) > 11]
EVERY_WORD = [word for passage in PASSAGES for word in passage.text.split()]


def cited(words: Sequence[str], passage: Passage) -> DraftSentence:
    text = " ".join(word.strip(".,;:()“”") for word in words)
    text = f"{text} ({format_citation([Address.from_id(passage.id)])})."
    return DraftSentence(text, 1, (0, len(text)), "prose")


def supported(checker: Checker, units: Sequence[DraftSentence]) -> list[str]:
    return [sentence.text for sentence in checker.check(units) if sentence.verdict == "supported"]


@pytest.mark.parametrize("seed", range(4))
def test_words_of_the_passage_in_any_order_are_not_supported(checker: Checker, seed: int) -> None:
    chance = random.Random(seed)
    drawn = []
    for _ in range(40):
        passage = chance.choice(PASSAGES)
        own = passage.text.split()
        drawn.append(cited(chance.sample(own, min(len(own), chance.randrange(3, 25))), passage))
    assert not supported(checker, drawn)


@pytest.mark.parametrize("seed", range(3))
def test_words_of_all_documents_in_any_order_are_not_supported(checker: Checker, seed: int) -> None:
    chance = random.Random(seed)
    drawn = []
    for _ in range(30):
        passage = chance.choice(PASSAGES)
        own, count = passage.text.split(), chance.randrange(2, 10)
        drawn.append(cited([*chance.sample(own, count), *chance.sample(EVERY_WORD, count)], passage))
        drawn.append(cited(chance.sample(EVERY_WORD, 2 * count), passage))
    assert not supported(checker, drawn)


def test_no_other_babble_is_supported(checker: Checker) -> None:
    chance = random.Random(3)
    drawn = []
    for _ in range(12):
        passage = chance.choice(PASSAGES)
        own = passage.text.split()
        word, few = chance.choice(own), chance.sample(own, 3)
        cut = ["".join(pair) for pair in zip(chance.sample(own, 8), chance.sample(own, 8), strict=True)]
        parts = [w[chance.randrange(len(w)) :] for w in chance.sample(own, 8)]
        drawn += [cited([word] * chance.randrange(3, 12), passage), cited(few * 3, passage)]
        drawn += [cited(cut, passage), cited(parts, passage)]
        drawn += [cited(["..", "—", "!?", ";;", "…"] * 3, passage), cited([*own[:2], "—", "!!", "??"] * 3, passage)]
        drawn += [cited(chance.sample(["этнос", "права", "закон", "язык", "труд", "суд"], 5), passage)]
        drawn += [cited(["少数民族", "权利", "教育", own[0]], passage), cited(["少数民族"] * 4 + own[:3] * 2, passage)]
    assert not supported(checker, drawn)


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Protection account unit. ethnicity", "art. 2 (2)"),
        ("social friendship role programmes houses culture", "para. 256"),
        ("to to to to to to", "para. 256"),
        ("The State thus ensures the", "para. 165"),
    ],
)
def test_words_in_a_row_are_unchecked_at_best(check: Check, text: str, cite: str) -> None:
    sentence = check(text, cite)
    assert sentence.verdict != "supported"
    assert sentence.accused or any("make no sentence" in finding.message for finding in sentence.findings)


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Labour inspectors have a hotline", "para. 88"),
        ("Some 34 universities have departments of the Assembly", "para. 369"),
        ("Racial segregation is condemned", "art. 3"),
        ("The report speaks of the “rule of law”", "para. 27"),
        ("Recorded cases: 46 in 2022, 84 in 2023", "para. 156"),
        ("Education in minority languages", "para. 247"),
    ],
)
def test_short_statements_and_list_items_are_not_accused_of_being_no_sentence(
    check: Check, text: str, cite: str
) -> None:
    assert not any("make no sentence" in f.message for f in check(text, cite).findings if f.kind != "not_checked")


def test_sentences_are_read_as_such(check: Check) -> None:
    for text, cite in (
        ("Friendship houses held more than 500 cultural and educational events", "para. 256"),
        ("The State party reports that some 34 universities have departments of the Assembly", "para. 369"),
        ("States parties undertake to prohibit racial discrimination in the enjoyment of the right to work", "art. 5"),
        ("Human rights policy rests on three plans, of 2021, 2022 and 2023", "para. 27"),
        ("Over 3,000 articles against intolerance were published or broadcast in 2023 and 2024", "para. 109"),
    ):
        assert not any("make no sentence" in finding.message for finding in check(text, cite).findings)

"""Where sentences end, and where they only seem to."""

from __future__ import annotations

import time

import pytest

from vectorstore.library import shipped_text
from vectorstore.sentences import split_sentences


def _split(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It is guaranteed in art. 5 (d) (iii) and para. 3 (see sect. II.E).",
        "Act No. 349-VI of 6 July 2020 and Nos. 5 and 6 apply.",
        "It rose by 5 per cent. of the total.",
        "The L.N. Gumilyov Eurasian National University, Prof. A. Karimov and Mr. B. Smith took part.",
        "The report (it was late. It was long.) was read.",
        "It said “There are none. The law is applied.” (para. 5).",
        'It said "There are none. The law is applied." (para. 5).',
        "The “Assembly. Parliament. Maslikhats” project goes on.",
        "The share is 3.5 of 20.3 million, i.e. 17 per cent, vs. 18 before.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert _split(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The answer is no. The State agrees.", ["The answer is no.", "The State agrees."]),
        ("It is under art. 5. Then more.", ["It is under art. 5.", "Then more."]),
        ("See arts. 2 and 5 (d). The rest.", ["See arts. 2 and 5 (d).", "The rest."]),
        ("By 5 per cent. However, it fell.", ["By 5 per cent.", "However, it fell."]),
        ("Was it? Yes! [sic]. Fine.", ["Was it?", "Yes! [sic].", "Fine."]),
        ("First.\u00a0Second.", ["First.", "Second."]),
        ("Первое. Второе. Үшінші.", ["Первое.", "Второе.", "Үшінші."]),
        ("مرحبا بالعالم. هل هذا نص؟ نعم", ["مرحبا بالعالم.", "هل هذا نص؟", "نعم"]),
        ("One (never closed. Two. Three", ["One (never closed.", "Two.", "Three"]),
        ("a) First. b] Second.", ["a) First. b] Second."]),
        ("One\nTwo. Three", ["One", "Two.", "Three"]),
    ],
)
def test_several_sentences(text: str, sentences: list[str]) -> None:
    assert _split(text) == sentences


def test_every_letter_of_the_report_is_in_one_sentence() -> None:
    text = shipped_text("cerd_c_kaz_11-14.txt")
    spans = split_sentences(text)
    assert all(a < b <= c for (a, b), (c, _) in zip(spans, spans[1:], strict=False))
    assert "".join("".join(_split(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "line", ["(" * 50_000 + "]" * 50_000, "a (CERD/C/KAZ/11-14, para. 5). B " * 20_000, '"' * 99_999]
)
def test_no_line_takes_long(line: str) -> None:
    start = time.perf_counter()
    split_sentences(line)
    assert time.perf_counter() - start < 2

"""Reading takes linear time, whatever the text: eight times the text may not take sixty times the work."""

from __future__ import annotations

import gc
import time

import pytest

from vectorstore.address_grammar import find_citations


def _one_sentence() -> str:
    return "; ".join(f"CERD/C/KAZ/11-14, paras. {i % 400 + 1} and {i % 400 + 3}" for i in range(10_000))


@pytest.mark.parametrize(
    "text",
    [
        _one_sentence(),
        "(" + "; ".join(f"art. {i % 25 + 1}" for i in range(10_000)) + ")",
        " and ".join(f"article {i % 25 + 1}" for i in range(10_000)) + " of the Constitution",
        "The Convention protects everyone in article 5, says paragraph 3 (a) of the report. " * 12_000,
        "paras. 1–500; " * 10_000,
        "paras. " + ", ".join(map(str, range(1, 100_000))),
        "".join(f"(art. {i % 25 + 1} " for i in range(10_000)),
        "a/b" * 300_000,
        "a#" * 100_000,
        "para. 1 " + "(a)" * 100_000,
        "general recommendation No. " * 20_000,
        "article 5 of the " * 20_000,
        "Convention on the " * 20_000,
        "\n " * 200_000,
    ],
    ids=lambda text: text[:24].strip(),
)
def test_takes_linear_time(text: str) -> None:
    # Eight times the processor time is linear and 64 times is quadratic; what else the machine does counts for nothing.
    part, whole = _processor_seconds(text[: len(text) // 8]), _processor_seconds(text)
    assert whole < 30 * max(part, 0.05)


def _processor_seconds(text: str) -> float:
    gc.disable()
    start = time.process_time()
    find_citations(text)
    taken = time.process_time() - start
    gc.enable()
    return taken

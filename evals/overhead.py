"""What the writing call costs over a bare httpx stream of the same tokens: `python -m evals.overhead [--runs N]`.

The server is a process of its own and sends tokens of real passages with keys after each sentence, at 200 a second and
then as fast as they are taken. "answer" and "draft" are the writing call with its two layouts, citations made as the
text arrives. Warm: one call before the measured ones. Prints medians of N rounds in which each way takes its turn.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from assistant.citation_keys import KeyRing
from assistant.engines.endpoint.layout import SectionLayout
from assistant.engines.endpoint.writing import Plain, Writing
from assistant.events import TextDelta
from assistant.profile import Profile
from vectorstore.library import open_library

REPORT = "CERD/C/KAZ/11-14"
PACE = 200
TOKENS = {PACE: 400, 0: 10_000}
WAYS = ("bare", "answer", "draft")
_LETTERS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds to the first text, and from the first request to the last text."""

    first: float
    whole: float


def material(count: int) -> tuple[list[str], KeyRing]:
    """So many tokens of a text that cites, and the keys that it cites."""
    units = open_library().units(REPORT)
    ring = KeyRing(units)
    sentences = [f"{unit.text.partition('. ')[0]} [{ring.offer(unit)}].\n" for unit in units]
    text = "".join(sentences) * (count * _LETTERS_PER_TOKEN // sum(map(len, sentences)) + 1)
    return [text[at : at + _LETTERS_PER_TOKEN] for at in range(0, count * _LETTERS_PER_TOKEN, _LETTERS_PER_TOKEN)], ring


@contextmanager
def serving(tokens: list[str]) -> Iterator[str]:
    """The base URL of a server process for these tokens."""
    command = [sys.executable, "-m", "evals.token_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(tokens) + "\n")
        process.stdin.flush()
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
        finally:
            process.stdin.close()


async def bare(client: httpx.AsyncClient, url: str, pace: int) -> Run:
    """Nothing but the stream and the JSON in it, over a connection that is open already."""
    started = time.perf_counter()
    first = 0.0
    body = {"model": f"paced:{pace}", "stream": True, "messages": [{"role": "user", "content": "x"}]}
    async with client.stream("POST", f"{url}/chat/completions", json=body) as response:
        async for line in response.aiter_lines():
            if line.startswith("data: {") and json.loads(line[6:])["choices"][0]["delta"].get("content"):
                first = first or time.perf_counter() - started
    return Run(first, time.perf_counter() - started)


async def ours(url: str, pace: int, ring: KeyRing, way: str) -> Run:
    """The writing call of the engine."""
    profile = Profile(base_url=url, model=f"paced:{pace}")
    layout = SectionLayout if way == "draft" else Plain
    started = time.perf_counter()
    first = 0.0
    writing = Writing(profile, ring, REPORT, 1_000_000, layout)
    async for event in writing.stream([("user", "x")]):
        if isinstance(event, TextDelta) and event.text:
            first = first or time.perf_counter() - started
    return Run(first, time.perf_counter() - started)


async def measure(pace: int, runs: int) -> dict[str, Run]:
    """The median run of each way."""
    tokens, ring = material(TOKENS[pace])
    found: dict[str, list[Run]] = {way: [] for way in WAYS}
    with serving(tokens) as url:
        async with httpx.AsyncClient(timeout=60) as client:
            for number in range(runs + 1):
                for way in WAYS:
                    run = await (bare(client, url, pace) if way == "bare" else ours(url, pace, ring, way))
                    if number:
                        found[way].append(run)
    return {
        way: Run(statistics.median(run.first for run in made), statistics.median(run.whole for run in made))
        for way, made in found.items()
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    paced = asyncio.run(measure(PACE, arguments.runs))
    free = asyncio.run(measure(0, arguments.runs))
    print(f"{'':8} {'first text':>12} {'over bare':>10} {'at 200/s':>10} {'of bare':>8} {'unpaced':>12} {'of bare':>8}")
    rows = {}
    for way in WAYS:
        speed, ceiling = TOKENS[PACE] / paced[way].whole, TOKENS[0] / free[way].whole
        rows[way] = row = {
            "first_ms": 1000 * paced[way].first,
            "over_bare_ms": 1000 * (paced[way].first - paced["bare"].first),
            "tokens_per_second": speed,
            "throughput": paced["bare"].whole / paced[way].whole,
            "ceiling": ceiling,
            "ceiling_of_bare": free["bare"].whole / free[way].whole,
        }
        print(
            f"{way:8} {row['first_ms']:9.1f} ms {row['over_bare_ms']:+7.1f} ms {speed:10.1f} {row['throughput']:8.1%} "
            f"{ceiling:10,.0f}/s {row['ceiling_of_bare']:8.1%}"
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

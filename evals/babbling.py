"""Whether babble gets past the checks: `python -m evals.babbling --base-url URL [--drafts N] [--keep FILE]`.

A real server runs a model with random weights, which tests/servers/babbling_model.py makes:
  python -m llama_cpp.server --model FILE.gguf --n_ctx 12288 --n_threads 1 --n_threads_batch 1 --flash_attn True \\
    --logits_all False
It writes 100 drafts through the endpoint engine, each until the engine breaks it off at four times the words asked
for: about 5 s of one core a draft. Each draft is judged three times: as babbled, with the citation of an offered
passage at the end of each sentence at random, and with that of the offered passage that shares most words with the
sentence. Into each a sentence of a passage is spliced, cited rightly, with a figure, a negation or a name changed. With
--keep each draft is kept as a line of FILE, and those that it holds are not written again. Printed: how many babbled
sentences are called supported, which must be none, and the share of spliced ones accused.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from assistant.brief import Brief
from assistant.checks.words import content_stems
from assistant.engines import endpoint
from assistant.errors import AssistantError
from assistant.events import Failed, Retrieved, SentenceChecked, Step, TextDelta
from assistant.files import write_text
from assistant.model import Sentence
from assistant.profile import Profile
from assistant.reading.units import read_units
from assistant.store import Store
from evals import checker_numbers, checker_turns, checker_words
from evals.checker_pairs import Material, Pair
from evals.opening import benchmark_store
from evals.proportions import Share
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Passage
from vectorstore.sentences import split_sentences

_WORDS = 40
_CONTEXT = 12_288  # enough for the material of any of the topics in one call
_SPLICES = {
    "figure": (checker_numbers.figure,),
    "negation": (checker_turns.negation_dropped, checker_turns.negation_added),
    "name": (checker_words.entity,),
}
Cite = Callable[[str, Sequence[Passage], random.Random], Passage | None]


@dataclass
class Babble:
    """What the model wrote for one brief, and the passages that it was offered."""

    text: str = ""
    offered: tuple[Passage, ...] = ()


@dataclass
class Count:
    """What became of the sentences of one way of citing."""

    verdicts: Counter[str] = field(default_factory=Counter)
    supported: list[str] = field(default_factory=list)
    spliced: Counter[str] = field(default_factory=Counter)
    accused: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def at_random(sentence: str, offered: Sequence[Passage], chance: random.Random) -> Passage | None:
    """Any passage."""
    return chance.choice(offered) if offered else None


def by_words(sentence: str, offered: Sequence[Passage], chance: random.Random) -> Passage | None:
    """The passage that shares most words with the sentence, the shorter first."""
    stems = set(content_stems(sentence))
    return max(offered, key=lambda one: (len(stems & set(content_stems(one.text))), -len(one.text)), default=None)


WAYS: dict[str, Cite | None] = {"as babbled": None, "keys at random": at_random, "keys by words": by_words}


def briefs(count: int) -> list[Brief]:
    """Topics, as many as asked for, at most 100."""
    who = ("migrant workers", "Roma", "Uzbeks", "refugees", "stateless persons", "Dungans", "women", "pupils", "judges")
    what = ("complaints", "housing", "schools", "health care", "work", "language", "hate speech", "documents", "police")
    topics = [f"{a} and {b}" for a, b in product((*who, "children"), (*what, "statistics"))]
    return [Brief(topic=topic, max_words=_WORDS) for topic in topics[:count]]


async def babble(brief: Brief, store: Store, profile: Profile) -> Babble:
    """One draft, up to where the product breaks the endless reply off, or to its first check."""
    found = Babble()
    async with aclosing(endpoint.draft(brief, store, profile)) as events:
        async for event in events:
            match event:
                case TextDelta(text=text):
                    found.text += text
                case Retrieved(ids=ids):
                    found.offered += tuple(one for id in ids if (one := store.library.get(id)) is not None)
                case SentenceChecked():
                    break
                case Step(message=message) if "broken off" in message:
                    break
                case Failed(message=message, kept=kept):
                    found.text = kept
                    print(message, file=sys.stderr)
                case _:
                    pass
    return found


async def babble_all(count: int, store: Store, profile: Profile, kept: Path | None) -> list[Babble]:
    """The drafts, one after the other: llama_cpp.server breaks one reply off for the next.

    One that fails before it begins is left out, and said.
    """
    found = _read(kept, store) if kept is not None and kept.exists() else []
    for brief in briefs(count)[len(found) :]:
        try:
            one = await babble(brief, store, profile)
        except AssistantError as error:
            print(error, file=sys.stderr)
            continue
        if one.text.strip():
            found.append(one)
            if kept is not None:
                _keep(one, kept)
    return found[:count]


def _read(kept: Path, store: Store) -> list[Babble]:
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [
        Babble(row["text"], tuple(one for id in row["offered"] if (one := store.library.get(id)) is not None))
        for row in rows
    ]


def _keep(one: Babble, kept: Path) -> None:
    row = {"text": one.text, "offered": [passage.id for passage in one.offered]}
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def with_citations(text: str, offered: Sequence[Passage], cite: Cite, chance: random.Random) -> str:
    """The text with a citation before the end of every sentence."""
    lines: list[str] = []
    for line in text.split("\n"):
        if not line.strip() or line.startswith("#"):
            lines.append(line)
            continue
        sentences = [line[start:end] for start, end in split_sentences(line)]
        lines.append(" ".join(_cited(sentence, cite(sentence, offered, chance)) for sentence in sentences))
    return "\n".join(lines)


def _cited(sentence: str, passage: Passage | None) -> str:
    if passage is None:
        return sentence
    return f"{sentence.rstrip('.!? ')} ({format_citation([Address.from_id(passage.id)])})."


def judge(babbles: Sequence[Babble], store: Store, seed: int = 11) -> dict[str, Count]:
    """Every draft in every way of citing, each with one spliced sentence."""
    pairs = splices(store, len(babbles))
    counts = {name: Count() for name in WAYS}
    for name, cite in WAYS.items():
        chance = random.Random(seed)
        for found, (kind, pair) in zip(babbles, pairs, strict=True):
            text = with_citations(found.text, found.offered, cite, chance) if cite else found.text
            _take(counts[name], store.checker.check(read_units(f"{text.rstrip()}\n\n{pair.false}\n")), kind, pair)
    return counts


def splices(store: Store, count: int) -> list[tuple[str, Pair]]:
    """As many falsified sentences, by turns a figure, a negation and a name."""
    material = Material(store.library)
    streams = {
        kind: [pair for made in zip(*(maker(material) for maker in makers), strict=False) for pair in made]
        for kind, makers in _SPLICES.items()
    }
    found: list[tuple[str, Pair]] = []
    for number in range(count):
        kind = list(_SPLICES)[number % len(_SPLICES)]
        found.append((kind, streams[kind][number // len(_SPLICES) % len(streams[kind])]))
    return found


def _take(count: Count, sentences: Sequence[Sentence], kind: str, pair: Pair) -> None:
    *babbled, last = sentences
    count.spliced[kind] += 1
    count.accused[kind] += last.accused
    if not last.accused:
        count.missed.append(f"{kind}: {last.verdict}: {pair.false}")
    for sentence in babbled:
        count.verdicts[sentence.verdict] += 1
        if sentence.verdict == "supported":
            count.supported.append(sentence.text)


def table(counts: dict[str, Count]) -> str:
    """The rates of each way of citing, then each sentence that got past."""
    lines: list[str] = []
    for name, count in counts.items():
        total = sum(count.verdicts.values())
        spliced, accused = sum(count.spliced.values()), sum(count.accused.values())
        rate = Share(accused, spliced)
        verdicts = ", ".join(f"{number} {verdict}" for verdict, number in count.verdicts.most_common())
        kinds = ", ".join(f"{kind} {count.accused[kind]}/{count.spliced[kind]}" for kind in count.spliced)
        lines += [
            f"{name}: {len(count.supported)} of {total} babbled sentences supported ({verdicts})",
            f"  spliced: {accused} of {spliced} accused, {rate} ({kinds})",
            *(f"  SUPPORTED {text[:200]}" for text in count.supported[:20]),
            *(f"  missed {text[:240]}" for text in count.missed[:20]),
        ]
    return "\n".join(lines)


def main() -> int:
    """Print the table; exit code 3 if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", required=True, metavar="URL")
    parser.add_argument("--drafts", type=int, default=100)
    parser.add_argument("--keep", type=Path, metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    # A name of its own, since what doctor saw of another server at this address would shrink the context.
    profile = Profile(
        base_url=arguments.base_url,
        model=f"babbling-{_CONTEXT}",
        gathering="search",
        context_tokens=_CONTEXT,
        timeout_seconds=600,
    )
    with benchmark_store() as store:
        babbles = asyncio.run(babble_all(arguments.drafts, store, profile, arguments.keep))
        counts = judge(babbles, store)
    print(f"{len(babbles)} drafts, {sum(len(found.text.split()) for found in babbles)} words\n{table(counts)}")
    if arguments.json is not None:
        report = {
            name: {"supported": len(count.supported), "verdicts": count.verdicts, "spliced": count.spliced,
                   "accused": count.accused}
            for name, count in counts.items()
        }  # fmt: skip
        write_text(arguments.json, json.dumps(report, indent=1) + "\n")
    good = all(
        not count.supported and sum(count.accused.values()) >= 0.95 * sum(count.spliced.values())
        for count in counts.values()
    )
    return 0 if good and len(babbles) == arguments.drafts else 3


if __name__ == "__main__":
    sys.exit(main())

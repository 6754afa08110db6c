"""Block quotations: set in quotation marks and joined to their lead-in, so that a check sees whose words they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.reading.block import Block
from assistant.reading.roles import CITATION_LIKE
from assistant.reading.spans import sentence_spans, trimmed

_QUOTATION_MARKS = "\"“«„‘'"
_BRACKETS_AT_END = re.compile(r"\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\s*\.?\s*$")


def join_quotations(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each block quotation in quotation marks and joined to the sentence before it that ends in a colon."""
    waiting: Block | None = None
    for block in blocks:
        if block.kind == "quote" and block.text.strip():
            yield from _quotation(waiting, _in_marks(block))
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def _in_marks(quote: Block) -> Block:
    """The quotation in quotation marks, a citation in brackets at its end left outside them."""
    start, end = trimmed(quote.text)
    if quote.text[start] in _QUOTATION_MARKS:
        return quote
    cited = _BRACKETS_AT_END.search(quote.text)
    if cited is not None and cited.start() > start and CITATION_LIKE.search(cited[0]):
        end = cited.start()
    text = f"“{quote.text[start:end]}”{quote.text[end:]}"
    offsets = [quote.offsets[start], *quote.offsets[start:end], quote.offsets[end - 1], *quote.offsets[end:]]
    notes = tuple((at - start + (1 if at < end else 2), note) for at, note in quote.notes)
    return Block(text, offsets, "quote", notes=notes)


def _quotation(lead: Block | None, quote: Block) -> Iterator[Block]:
    if lead is None or lead.kind != "paragraph" or not lead.text.rstrip().endswith(":"):
        yield from (block for block in (lead, quote) if block is not None)
        return
    *before, (cut, _) = sentence_spans(lead)
    if before:
        early = tuple((at, note) for at, note in lead.notes if at <= cut)
        yield Block(lead.text[:cut], lead.offsets[:cut], "paragraph", 0, lead.lead_in, early)
    introduction = lead.text[cut:].rstrip()
    offsets = [*lead.offsets[cut : cut + len(introduction)], quote.offsets[0], *quote.offsets]
    shift = len(introduction) + 1
    notes = [(min(at - cut, shift - 1), note) for at, note in lead.notes if at > cut or not before]
    notes += [(at + shift, note) for at, note in quote.notes]
    yield Block(f"{introduction} {quote.text}", offsets, "quote", notes=tuple(notes))

from __future__ import annotations

from functools import cache
from string import Template

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citation_keys import KeyRing, spell_all
from assistant.citing import CitationStream
from assistant.events import CitationBlocked, CitationResolved, TextDelta
from vectorstore.library import Library, open_library
from vectorstore.model import Passage

HOME = "CERD/C/KAZ/11-14"
NAMES = {"a": "59", "b": "154", "c": "155", "d": "156", "e": "157", "f": "158"}


@cache
def library() -> Library:
    return open_library()


@cache
def ring() -> KeyRing:
    ids = [*(f"{HOME}#{number}" for number in NAMES.values()), "ICERD#6", "ICERD#4(a)"]
    return KeyRing(passage for id in ids if (passage := library().get(id)) is not None)


def keyed(text: str) -> str:
    keys = {name: ring().key(f"{HOME}#{number}") for name, number in NAMES.items()}
    return Template(text).substitute(keys, six=ring().key("ICERD#6"), four=ring().key("ICERD#4(a)"))


def cite(*chunks: str) -> tuple[str, list[CitationResolved | CitationBlocked]]:
    stream = CitationStream(ring(), HOME)
    events = [event for chunk in chunks for event in stream.feed(chunk)] + stream.finish()
    text = "".join(event.text for event in events if isinstance(event, TextDelta))
    return text, [event for event in events if not isinstance(event, TextDelta)]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("It is new [$a].", f"It is new ({HOME}, para. 59)."),
        ("It is new. [$a] Next.", f"It is new ({HOME}, para. 59). Next."),
        ("It is new[$a] .", f"It is new ({HOME}, para. 59)."),
        ("It is new. [$a]\n\nNext [$a].", f"It is new ({HOME}, para. 59).\n\nNext (para. 59)."),
        ("X [$b, $d] and Y.", f"X ({HOME}, paras. 154 and 156) and Y."),
        ("X [$b; $d].", f"X ({HOME}, paras. 154 and 156)."),
        ("X [$b][$d][$b].", f"X ({HOME}, paras. 154 and 156)."),
        ("X [$b], [$d] and [$four].", f"X ({HOME}, paras. 154 and 156; ICERD, art. 4 (a))."),
        ("X【$b】［$d］.", f"X ({HOME}, paras. 154 and 156)."),
        ("X ($b) so ($b, $c).", f"X ({HOME}, para. 154) so (paras. 154 and 155)."),
        ("X [$b–$f].", f"X ({HOME}, paras. 154–158)."),
        ("X ([$a]; [$b]).", f"X ({HOME}, paras. 59 and 154)."),
        ("X (see [$a]).", f"X (see {HOME}, para. 59)."),
        ("X (see $a).", f"X (see {HOME}, para. 59)."),
        ("Under $six, it must.", "Under ICERD, art. 6, it must."),
        ("X [key: $a] [[$b]] [passage $c].", f"X ({HOME}, paras. 59, 154 and 155)."),
        ("“He said so.” [$a] X", f"“He said so” ({HOME}, para. 59). X"),
        ("**Bold.** [$a]", f"**Bold** ({HOME}, para. 59)."),
        ("x, [$a] and y", f"x ({HOME}, para. 59), and y"),
        ("Why? [$a]", f"Why ({HOME}, para. 59)?"),
        ("5. [$a] reports.", f"5. ({HOME}, para. 59) reports."),
        ("- [$a] reports.", f"- ({HOME}, para. 59) reports."),
        ("X [$six]. Y [$a]. Z [$six; $a].", f"X (ICERD, art. 6). Y ({HOME}, para. 59). Z (ICERD, art. 6; para. 59)."),
        ("X [$a].\n\n### Part\n\nY [$a].", f"X ({HOME}, para. 59).\n\n### Part\n\nY (para. 59)."),
        ("X [$a].\n\n## Section\n\nY [$a].", f"X ({HOME}, para. 59).\n\n## Section\n\nY ({HOME}, para. 59)."),
        ("cut off [$a", f"cut off ({HOME}, para. 59)"),
    ],
)
def test_keys_become_citations(written: str, printed: str) -> None:
    assert cite(keyed(written))[0] == printed


@pytest.mark.parametrize(
    "text",
    [
        "```\n[$a]\n```\n",
        "~~~ python\n[$a] $b\n~~~\n",
        "Use `[$a]` here.",
        "Typed (para. 155) and (ICERD, art. 6).",
        "[NGO evidence: place, date] [sic] [a]ll [2022] [text](http://a.example/b)",
        "word$a ${a}word",
        "Ńur Қазақ ǵylym\u00a0\u00ad <redacted> 25. \u2028 x",
        "",
        "(",
        "[",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cite(keyed(text)) == (keyed(text), [])


def test_an_unknown_key_stays_visible_and_is_blocked() -> None:
    text, events = cite(keyed("X [zz99]. Y [$a, k9k9]. Z [3]."))
    assert text == f"X [zz99]. Y ({HOME}, para. 59) [k9k9]. Z [3]."
    assert [event.key for event in events if isinstance(event, CitationBlocked)] == ["zz99", "k9k9", "3"]


def test_a_resolved_key_names_its_passage() -> None:
    key = ring().key(f"{HOME}#59")
    assert key is not None
    assert cite(f"X [{key.upper()}].")[1] == [CitationResolved(key, f"{HOME}#59", f"{HOME}, para. 59")]


PIECES = [
    *(
        "[${a}]",
        "[${b}, ${c}]",
        "[${b}–${f}]",
        "【${six}】",
        "［${four}］",
        "(${a})",
        "(see ${b})",
        "${c}",
        "[zz99]",
        "[7]",
        "[${a}",
        "(${b}",
    ),
    *(
        " ",
        "  ",
        ".",
        ",",
        "; ",
        "?",
        "…",
        " and ",
        "and",
        "an",
        "\n",
        "\n\n",
        "## H\n",
        "### P\n",
        "1. ",
        "- ",
        "\r\n",
    ),
    *(
        "```\n",
        "`",
        "``x``",
        "~~~\n",
        "**",
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        "word",
        "k7",
        "Ń",
        "\u2028",
        "a\u0301",
        "<b>",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.lists(st.integers(0, 60), max_size=12))
def test_where_chunks_end_makes_no_difference(pieces: list[str], cuts: list[int]) -> None:
    text = keyed("".join(pieces))
    ends = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    chunks = [text[start:end] for start, end in zip(ends, ends[1:], strict=False)]
    assert cite(*chunks) == cite(text) == cite(*text)


@given(st.lists(st.sampled_from(PIECES[:9] + [" ", ".", " word", "\n"]), max_size=10))
def test_citing_leaves_no_key_no_empty_parentheses_and_no_double_space(pieces: list[str]) -> None:
    text, events = cite(keyed("x" + " ".join(pieces)))
    resolved = {event.key for event in events if isinstance(event, CitationResolved)}
    assert not any(f"[{key}" in text for key in resolved)
    assert "()" not in text


def test_keys_are_no_numbers_or_words_and_grow_when_two_collide() -> None:
    passages = [Passage(f"X/1#{number}", f"text {number}") for number in range(1, 3000)]
    crowded = KeyRing(passages)
    keys = [crowded.key(passage.id) or "" for passage in passages]
    assert len(set(keys)) == len(keys)
    assert {len(key) for key in keys} >= {4, 6}
    assert all(any(c.isdigit() for c in key) and not set(key) & set("aeiou01l") for key in keys)


def test_in_a_library_a_key_means_one_passage_whatever_is_offered() -> None:
    passages = [one for symbol in library().documents for one in library().passages(symbol)]
    keys = spell_all(passages)
    assert len(set(keys.values())) == len(keys) == len(passages) and dict(spell_all(reversed(passages))) == dict(keys)
    assert sorted({len(key) for key in keys.values()}) == [4, 6], "two passages spelled alike both get longer keys"
    offered = KeyRing(reversed(passages[100:200]), keys)
    assert all(offered.key(passage.id) == keys[passage.id] for passage in passages[100:200])


def test_a_passage_that_came_later_gets_a_free_key() -> None:
    first, second = Passage("X/1#1", "text 1"), Passage("X/1#2", "text 2")
    taken = KeyRing().offer(second)
    ring = KeyRing([first], {first.id: taken})
    assert ring.key(first.id) == taken and ring.offer(second) != taken and len(ring.offer(second)) == 6


def test_a_passage_keeps_its_key_from_turn_to_turn() -> None:
    passages = library().units(HOME)
    first, later = KeyRing(passages[:10]), KeyRing(reversed(passages[:5]))
    assert all(first.key(passage.id) == later.key(passage.id) for passage in passages[:5])
    assert later.passage(first.key(passages[9].id) or "") is None

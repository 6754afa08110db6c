"""The one printed form, and that the grammar reads back what is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.address_grammar import find_citations, parse_address

REPORT = "CERD/C/KAZ/11-14"


def addresses(*ids: str) -> list[Address]:
    return [Address.from_id(id_ if "#" in id_ else f"{REPORT}#{id_}") for id_ in ids]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], ""),
        (["155"], f"{REPORT}, para. 155"),
        (["156", "158"], f"{REPORT}, paras. 156 and 158"),
        (["21", "20"], f"{REPORT}, paras. 20 and 21"),
        (["9", "2", "5", "2"], f"{REPORT}, paras. 2, 5 and 9"),
        (["155", "156", "157", "158"], f"{REPORT}, paras. 155–158"),
        (["191(c)", "155", "156", "157", "158"], f"{REPORT}, paras. 155–158 and 191 (c)"),
        (["1", "2", "3", "10", "20", "21", "22"], f"{REPORT}, paras. 1–3, 10 and 20–22"),
        (["22(d)"], f"{REPORT}, para. 22 (d)"),
        (["191(c)", "191(a)"], f"{REPORT}, para. 191 (a) and (c)"),
        (["191(a)", "191(b)", "191(c)"], f"{REPORT}, para. 191 (a)–(c)"),
        (["191(a)", "191"], f"{REPORT}, paras. 191 and 191 (a)"),
        (["22(a)", "22(b)", "22(c)", "21"], f"{REPORT}, paras. 21 and 22 (a)–(c)"),
        (["ICERD#5(d)(iii)"], "ICERD, art. 5 (d) (iii)"),
        (["ICERD#6", "ICERD#2(1)(c)"], "ICERD, arts. 2 (1) (c) and 6"),
        (["ICERD#5(e)(v)", "ICERD#5(e)(i)", "ICERD#5(e)(iv)"], "ICERD, art. 5 (e) (i), (iv) and (v)"),
        (["ICERD#5(e)(ii)", "ICERD#5(e)(i)", "ICERD#5(e)(iii)"], "ICERD, art. 5 (e) (i)–(iii)"),
        (["ICERD#5(d)(ix)", "ICERD#5(d)(viii)", "ICERD#5(d)(v)"], "ICERD, art. 5 (d) (v), (viii) and (ix)"),
        (["ICERD#5(e)(v)", "ICERD#5(d)(iii)"], "ICERD, art. 5 (d) (iii) and (e) (v)"),
        (["1(h)", "1(i)", "1(j)"], f"{REPORT}, para. 1 (h)–(j)"),
        (["1(v)", "1(w)", "1(x)"], f"{REPORT}, para. 1 (v), (w) and (x)"),
        (["ICERD#preamble"], "ICERD, preamble"),
        (["ICERD#preamble(3)"], "ICERD, preamble, recital 3"),
        (["ICERD#preamble(4)", "ICERD#preamble(3)"], "ICERD, preamble, recitals 3 and 4"),
        (["ICERD#5", "ICERD#preamble(3)"], "ICERD, preamble, recital 3; ICERD, art. 5"),
        (["ICERD#6", "155", "ICERD#5"], f"ICERD, arts. 5 and 6; {REPORT}, para. 155"),
    ],
)
def test_prints_the_un_form(ids: list[str], expected: str) -> None:
    assert format_citation(addresses(*ids)) == expected


def test_without_symbol() -> None:
    assert format_citation(addresses("59"), with_symbol=False) == "para. 59"
    assert format_citation(addresses("59", "ICERD#6"), with_symbol=False) == "para. 59; art. 6"


_LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
_ROMANS = st.sampled_from(["i", "ii", "iii", "iv", "v", "vi", "ix", "x", "xii", "xix", "xxiv"])
_STEPS = st.one_of(
    st.just(()),
    st.tuples(_LETTERS),
    st.tuples(_ROMANS),
    st.tuples(_LETTERS, _ROMANS),
    st.tuples(st.integers(1, 12).map(str), _LETTERS),
    st.tuples(_LETTERS, _ROMANS, _LETTERS),
)
_PATHS = st.builds(
    lambda number, steps: (str(number), *steps), st.one_of(st.integers(1, 12), st.integers(1, 999)), _STEPS
)
_RECITALS = st.one_of(st.just(("preamble",)), st.integers(1, 14).map(lambda number: ("preamble", str(number))))
_SYMBOLS = st.sampled_from([REPORT, "CERD/C/KAZ/CO/8-10", "CERD/GC/35", "A/HRC/WG.6/48/SVN/1", "HRI/GEN/1/Rev.9"])
_ADDRESSES = st.one_of(
    st.builds(Address, _SYMBOLS, _PATHS),
    st.builds(Address, st.just("ICERD"), st.one_of(_PATHS, _RECITALS)),
)
_CITED = st.lists(_ADDRESSES, min_size=1, max_size=12)


@given(_CITED, st.sampled_from(["{}", "It is said ({}).", "See {}, which says so.", "Under the Criminal Code ({})."]))
def test_what_is_printed_is_read_back(cited: list[Address], sentence: str) -> None:
    printed = format_citation(cited)
    found = find_citations(sentence.format(printed))
    assert {address for citation in found for address in citation.addresses} == set(cited)
    assert all(citation.problem is None for citation in found)
    assert format_citation([address for citation in found for address in citation.addresses]) == printed


@given(
    st.builds(lambda symbol, paths: [Address(symbol, path) for path in paths], _SYMBOLS, st.lists(_PATHS, min_size=1))
)
def test_one_document_is_one_citation(cited: list[Address]) -> None:
    printed = format_citation(cited)
    citation = parse_address(printed)
    assert (citation.as_written, set(citation.addresses)) == (printed, set(cited))
    assert list(citation.addresses) == list(dict.fromkeys(citation.addresses))


@given(st.lists(st.integers(1, 60), min_size=1).map(lambda numbers: [Address(REPORT, (str(n),)) for n in numbers]))
def test_runs_of_paragraphs(cited: list[Address]) -> None:
    printed = format_citation(cited, with_symbol=False)
    (citation,) = find_citations(printed)
    assert [int(address.path[0]) for address in citation.addresses] == sorted({int(a.path[0]) for a in cited})


@given(_ADDRESSES)
def test_an_id_is_read_back(address: Address) -> None:
    assert parse_address(address.id).addresses == (address,)


@given(st.text(alphabet="para. s5,–-()aiv;&ICERD#\n§of the Actibid0", max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for citation in find_citations(text):
        assert text[slice(*citation.span)] == citation.as_written
        assert bool(citation.addresses) == (citation.problem is None)

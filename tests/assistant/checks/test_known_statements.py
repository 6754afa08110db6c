"""Statements written beforehand of the shipped paragraphs, held beside a claim."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.checking import Checker
from assistant.checks import statement_network
from assistant.checks.copied import is_copied
from assistant.checks.doubt_signs import KNOWN_SIGNS
from assistant.checks.known_statements import (
    FILE,
    KINDS,
    Known,
    KnownStatements,
    levels,
    load,
    of_all,
    word_runs,
)
from assistant.checks.statement_network import StatementNetwork, open_statement_network, read_with
from assistant.checks.told_parts import told_parts
from assistant.reading.units import DraftSentence
from assistant.store import Store
from evals.known_fit import Statements, kept_vectors, known_arrays, known_file, made_from, vectors_of
from vectorstore.embedding import Embedder
from vectorstore.library import Library, open_library
from vectorstore.model import Passage

STATE, OTHER = "CERD/C/KAZ/11-14#369", "CERD/C/KAZ/11-14#61"
RIGHT = [
    "Departments of the Assembly exist at 34 universities.",
    "In thirty-four higher schools the Assembly has a department.",
    "The Assembly has set up departments at a number of universities.",
    "Students meet the Assembly in its departments at universities.",
    "Some universities house a department of the Assembly.",
]
WRONG = [
    "Every university in the country has a department of the Assembly.",
    "No university has a department of the Assembly.",
    "The Assembly plans to open departments at universities next year.",
    "The departments at universities were closed by Parliament.",
    "The universities pay for the Assembly's departments abroad.",
]


Of = Callable[[str, list[Passage]], Known | None]


@pytest.fixture(scope="module")
def network(shared_cache: Path) -> StatementNetwork:
    found = open_statement_network(shared_cache / "models")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def small(embedder: Embedder, network: StatementNetwork, tmp_path_factory: pytest.TempPathFactory) -> KnownStatements:
    """Ten statements on one paragraph, kept in a file and read from it."""
    texts = [*RIGHT, *WRONG]
    statements = Statements(texts, [False] * 5 + [True] * 5, [{STATE}] * 10, texts)
    file = tmp_path_factory.mktemp("known") / "known.npz"
    symbol = STATE.partition("#")[0]
    documents = {symbol: open_library().document_hash(symbol)}
    arrays = known_arrays(statements, kept_vectors(*vectors_of(embedder, network, texts)))
    file.write_bytes(known_file(embedder.name, documents, arrays, "ten"))
    name, known, digest = load(file)
    assert (name, digest) == (embedder.name, "ten")
    return known


@pytest.fixture(scope="module")
def of(embedder: Embedder, network: StatementNetwork) -> Callable[[KnownStatements], Of]:
    """What some statements say of a text, as of passages."""

    def reader(known: KnownStatements) -> Of:
        def read(text: str, passages: list[Passage]) -> Known | None:
            meant, learnt = vectors_of(embedder, network, [text])
            read = known.of_each(text, meant[0], learnt[0], passages)
            return of_all(read) if read else None

        return read

    return reader


def test_runs_are_words_and_what_follows_them_in_any_form() -> None:
    assert word_runs("Schools teach Uzbek").tolist() == word_runs("school TEACHES Uzbek").tolist()
    assert len(word_runs("Schools teach Uzbek")) == 3 + 2 + 3
    assert len(word_runs("no 1,000 schools")) == 3 + 2 + 1 + 1
    assert word_runs("…").tolist() == []


def test_runs_tell_who_does_what_and_what_a_number_is_of() -> None:
    by_senate, by_president = (
        set(word_runs(f"appointed by the {one} with agreement of the {other}").tolist())
        for one, other in (("Senate", "President"), ("President", "Senate"))
    )
    assert by_senate ^ by_president
    before, behind = (set(word_runs(text).tolist()) for text in ("schools, as many as 15", "15 old village schools"))
    assert len(before & behind) == 3  # the two words, and that the one is of the other


def test_a_claim_like_the_wrong_ones_is_told_from_one_like_the_right_ones(
    small: KnownStatements, of: Callable[[KnownStatements], Of]
) -> None:
    wrong = of(small)("All universities have a department of the Assembly.", [Passage(STATE, "")])
    right = of(small)("At 34 universities there are departments of the Assembly.", [Passage(STATE, "")])
    assert wrong is not None and right is not None
    for kind in KINDS:
        assert getattr(wrong, kind).falseness > 0.1 > -0.1 > getattr(right, kind).falseness


def test_where_one_of_the_passages_cited_has_no_statements_nothing_is_known(
    small: KnownStatements, of: Callable[[KnownStatements], Of]
) -> None:
    read, here, there = of(small), Passage(STATE, ""), Passage(OTHER, "")
    assert read(RIGHT[0], [there]) is None and not small.has([there])
    assert read(RIGHT[0], [here, there]) is None and not small.has([here, there])
    assert read(RIGHT[0], [Passage(f"{STATE}(a)", "")]) == read(RIGHT[0], [here]) and small.has([here])


def test_an_item_is_looked_for_before_what_it_is_an_item_of() -> None:
    assert levels("ICERD#5(e)(v)") == ("ICERD#5(e)(v)", "ICERD#5(e)", "ICERD#5")
    assert levels(STATE) == (STATE,)


def test_what_is_right_of_one_item_is_not_of_another(checker: Checker) -> None:
    text = "Everyone has the right to education and training"
    signs = {}
    for item in ("(e) (v)", "(d) (i)"):
        own = f"{text} (ICERD, art. 5 {item})."
        found = checker.signs_of_doubt(DraftSentence(own, 1, (0, len(own)), "prose"))
        assert found is not None
        signs[item] = found[0]
    assert signs["(e) (v)"]["known right"] > signs["(d) (i)"]["known right"] + 0.2


def test_nothing_is_known_of_a_document_with_another_text(small: KnownStatements) -> None:
    library = open_library()
    document = library.documents[STATE.partition("#")[0]]
    changed = Library()
    changed.add(document, [Passage(STATE, "Another text altogether.")])
    assert small.on(library).has([Passage(STATE, "")])
    assert not small.on(changed).has([Passage(STATE, "")])


def test_those_shipped_are_of_todays_data_network_and_documents(embedder: Embedder) -> None:
    library = open_library()
    name, known, digest = load(FILE)
    assert name == read_with(embedder.name) and digest == made_from(), "run `make known`"
    shipped = known.on(library)
    units = [unit for symbol in library.documents for unit in library.units(symbol)]
    missing = [unit.id for unit in units if not shipped.has([unit])]
    assert len(missing) < len(units) // 20, "run `make known`"


def test_parts_are_cut_where_each_says_something() -> None:
    text = "The plan names ten State bodies, gives no budget for their work and ends in 2027, while work goes on."
    assert told_parts(text) == (
        "The plan names ten State bodies",
        "gives no budget for their work and ends in 2027, while work goes on.",
    )
    assert told_parts("Roma live in towns.") == ("Roma live in towns.",)
    assert told_parts("") == ("",)


def test_the_wrong_half_of_a_sentence_is_told_by_itself(checker: Checker) -> None:
    """Whatever the right half is."""
    right = "Departments of the Assembly have been set up at 34 universities of the country"
    signs = []
    for half in ("and they work at some of the universities only", "and every university has been obliged to open one"):
        text = f"{right}, {half} (CERD/C/KAZ/11-14, para. 369)."
        found = checker.signs_of_doubt(DraftSentence(text, 1, (0, len(text)), "prose"))
        assert found is not None
        signs.append(found[0])
    for sign in KNOWN_SIGNS[-3:]:
        assert signs[0][sign] < signs[1][sign]


def test_claims_read_together_and_one_by_one_are_told_alike(store: Store, checker: Checker) -> None:
    texts = [f"{text} (CERD/C/KAZ/11-14, para. 369)." for text in (RIGHT[2].rstrip("."), WRONG[2].rstrip("."))]
    units = [DraftSentence(text, 1, (0, len(text)), "prose") for text in texts]
    together = Checker(store)
    together.check(units)
    assert len(together._doubt._known_statements._vectors) == 2
    for unit in units:
        first, second = (of.signs_of_doubt(unit) for of in (together, checker))
        assert first is not None and second is not None
        assert first[0] == pytest.approx(second[0], abs=0.02)  # on two threads sums are rounded otherwise


def test_the_network_reads_as_it_was_built_from_the_weights(embedder: Embedder, network: StatementNetwork) -> None:
    """Not the published upper half: that would place statements by meaning alone."""
    meant, learnt = vectors_of(embedder, network, RIGHT + WRONG)
    assert meant.shape == learnt.shape == (10, 384)
    assert np.linalg.norm(learnt, axis=1) == pytest.approx(np.ones(10), abs=1e-3)
    false = np.array([False] * 5 + [True] * 5)
    alike, unlike = (
        [(vectors @ vectors.T)[np.ix_(false, other)].mean() for vectors in (meant, learnt)] for other in (false, ~false)
    )
    assert alike[1] - unlike[1] > alike[0] - unlike[0]


def test_a_claim_on_a_document_of_ones_own_is_weighed_without(store: Store, tmp_path: Path) -> None:
    library = open_library()
    document = library.documents[store.state_report]
    own = Library()
    own.add(document, [Passage(f"{document.symbol}#1", "Roma children in Almaty were given free textbooks in 2023.")])
    checker = Checker(Store(own, tmp_path, store.notify))
    text = "Roma children got free books (CERD/C/KAZ/11-14, para. 1)."
    found = checker.signs_of_doubt(DraftSentence(text, 1, (0, len(text)), "prose"))
    assert found is not None and not found[0].keys() & {*KNOWN_SIGNS}


@pytest.mark.parametrize(
    ("cite", "right", "wrong"),
    [
        (
            "para. 126",
            "Each month regional heads, police and associations meet",
            "Regional heads and associations meet once in a year",
        ),
        (
            "para. 61",
            "Joblessness by ethnic group is surveyed every quarter",
            "No data on employment by ethnic group are collected",
        ),
        (
            "para. 369",
            "Some of the universities have a department of the Assembly",
            "All universities have such a department",
        ),
    ],
)
def test_a_wrong_statement_is_nearer_to_the_wrong_ones(checker: Checker, cite: str, right: str, wrong: str) -> None:
    falseness = []
    for text in (f"{right} (CERD/C/KAZ/11-14, {cite}).", f"{wrong} (CERD/C/KAZ/11-14, {cite})."):
        found = checker.signs_of_doubt(DraftSentence(text, 1, (0, len(text)), "prose"))
        assert found is not None
        falseness.append([found[0][f"{kind} falseness"] for kind in ("known", "learnt")])
    assert falseness[0][0] < falseness[1][0] and falseness[0][1] < falseness[1][1]


def test_without_the_file_claims_are_weighed_without(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty.npz").write_bytes(b"")
    text = "Roma live in Almaty and in other towns (CERD/C/KAZ/11-14, para. 259)."
    for file in ("none.npz", "empty.npz"):
        found = Checker(store, tmp_path / file).signs_of_doubt(DraftSentence(text, 1, (0, len(text)), "prose"))
        assert found is not None and not found[0].keys() & {*KNOWN_SIGNS}


def test_without_the_network_or_with_another_one_claims_are_weighed_without(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.npz").write_bytes(b"")
    np.savez(tmp_path / "other.npz", first=np.zeros(3))
    text = "Roma live in Almaty and in other towns (CERD/C/KAZ/11-14, para. 259)."
    for file in ("none.npz", "empty.npz", "other.npz"):
        monkeypatch.setattr(statement_network, "WEIGHTS", tmp_path / file)
        found = Checker(store).signs_of_doubt(DraftSentence(text, 1, (0, len(text)), "prose"))
        assert found is not None and not found[0].keys() & {*KNOWN_SIGNS}


PARAGRAPH_300 = (
    "stateless persons enjoy all the rights and freedoms granted to citizens of Kazakhstan, except the rights to vote, "
    "serve in the military, hold public office and work for law enforcement agencies"
)


def test_whole_clauses_copied_are_not_doubted_and_stretches_cut_short_are(checker: Checker) -> None:
    def copied(text: str, cite: str = "CERD/C/KAZ/11-14, para. 300") -> bool:
        whole = f"{text} ({cite})."
        return is_copied(checker.claim(DraftSentence(whole, 1, (0, len(whole)), "prose")))

    assert copied(PARAGRAPH_300)
    assert copied("More than 1,000 rural schools are being upgraded", "CERD/C/KAZ/11-14, para. 229")
    liability = (
        "the Criminal Code provide for liability for discrimination and violation of the equality of human and civil"
    )
    codes = "The Code of Administrative Offences and " + liability + " rights"
    assert copied(codes, "CERD/C/KAZ/11-14, para. 70")
    assert not copied(codes.replace("and violation", "or violation"), "CERD/C/KAZ/11-14, para. 70")
    both = "More than 1,000 rural schools are being {} (CERD/C/KAZ/11-14, para. 229) and that " + PARAGRAPH_300
    assert copied(both.format("upgraded")) and not copied(both.format("closed"))
    assert not copied(PARAGRAPH_300.partition(", except")[0])
    assert not copied(PARAGRAPH_300.replace("all the rights", "the rights"))
    assert not copied(PARAGRAPH_300.replace("except the rights", "including the rights"))

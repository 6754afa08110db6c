"""Statements written beforehand of the shipped paragraphs, held beside a claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checking import Checker
from assistant.checks import known_statements
from assistant.checks.copied import is_copied
from assistant.checks.doubt import KNOWN_SIGNS
from assistant.checks.known_statements import FILE, KnownStatements, levels, load, word_runs
from assistant.reading.units import DraftSentence
from assistant.store import Store
from evals.known_fit import Statements, known_arrays, known_file, made_from
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


@pytest.fixture(scope="module")
def small(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> KnownStatements:
    """Ten statements on one paragraph, kept in a file and read from it."""
    texts = [*RIGHT, *WRONG]
    statements = Statements(texts, [False] * 5 + [True] * 5, [{STATE}] * 10)
    file = tmp_path_factory.mktemp("known") / "known.npz"
    symbol = STATE.partition("#")[0]
    documents = {symbol: open_library().document_hash(symbol)}
    file.write_bytes(known_file(embedder.name, documents, known_arrays(statements, embedder.encode(texts)), "ten"))
    name, known, digest = load(file)
    assert (name, digest) == (embedder.name, "ten")
    return known


def test_runs_are_words_and_what_follows_them_in_any_form() -> None:
    assert word_runs("Schools teach Uzbek").tolist() == word_runs("school TEACHES Uzbek").tolist()
    assert len(word_runs("Schools teach Uzbek")) == 5
    assert len(word_runs("no 1,000 schools")) == 5
    assert word_runs("…").tolist() == []


def test_a_claim_like_the_wrong_ones_is_told_from_one_like_the_right_ones(
    small: KnownStatements, embedder: Embedder
) -> None:
    def read(text: str) -> float:
        found = small.of(text, embedder.encode([text])[0], [Passage(STATE, "")])
        assert found is not None
        return found.falseness

    assert read("All universities have a department of the Assembly.") > 0.1
    assert read("At 34 universities there are departments of the Assembly.") < -0.1


def test_where_one_of_the_passages_cited_has_no_statements_nothing_is_known(
    small: KnownStatements, embedder: Embedder
) -> None:
    vector = embedder.encode([RIGHT[0]])[0]
    assert small.of(RIGHT[0], vector, [Passage(OTHER, "")]) is None
    assert small.of(RIGHT[0], vector, [Passage(STATE, ""), Passage(OTHER, "")]) is None
    assert small.of(RIGHT[0], vector, [Passage(f"{STATE}(a)", "")]) == small.of(RIGHT[0], vector, [Passage(STATE, "")])


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


def test_nothing_is_known_of_a_document_with_another_text(small: KnownStatements, embedder: Embedder) -> None:
    library = open_library()
    document = library.documents[STATE.partition("#")[0]]
    changed = Library()
    changed.add(document, [Passage(STATE, "Another text altogether.")])
    vector = embedder.encode([RIGHT[0]])[0]
    assert small.on(library).of(RIGHT[0], vector, [Passage(STATE, "")]) is not None
    assert small.on(changed).of(RIGHT[0], vector, [Passage(STATE, "")]) is None


def test_those_shipped_are_of_todays_data_and_documents(embedder: Embedder) -> None:
    library = open_library()
    name, known, digest = load(FILE)
    assert name == embedder.name and digest == made_from(), "run `make known`"
    vector = embedder.encode(["Roma live in Almaty."])[0]
    shipped = known.on(library)
    units = [unit for symbol in library.documents for unit in library.units(symbol)]
    missing = [unit.id for unit in units if shipped.of("Roma live in Almaty.", vector, [unit]) is None]
    assert len(missing) < len(units) // 20, "run `make known`"


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
            "Joblessness by ethnicity is never surveyed",
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
        falseness.append(found[0]["known falseness"])
    assert falseness[0] < falseness[1]


def test_without_the_file_claims_are_weighed_without(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.npz").write_bytes(b"")
    text = "Roma live in Almaty and in other towns (CERD/C/KAZ/11-14, para. 259)."
    for file in ("none.npz", "empty.npz"):
        monkeypatch.setattr(known_statements, "FILE", tmp_path / file)
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
    assert not copied(PARAGRAPH_300.partition(", except")[0])
    assert not copied(PARAGRAPH_300.replace("all the rights", "the rights"))
    assert not copied(PARAGRAPH_300.replace("except the rights", "including the rights"))

"""Answers from the real corpus: what they say, what they cite, and when they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.engines.extractive.answer_demands import holds
from assistant.engines.extractive.answer_matching import exact_match
from assistant.engines.extractive.answer_question import read_question
from assistant.engines.extractive.answer_wanted import wanted_by
from assistant.engines.extractive.answering import Answer, answer
from assistant.reading.units import read_units
from assistant.store import Store
from vectorstore.library import open_library

REPORT, TREATY = "CERD/C/KAZ/11-14", "ICERD"


@pytest.fixture(scope="module")
def store(shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(open_library(), shared_cache / "answers", notify=lambda _: None)


@pytest.fixture(scope="module")
def ask(store: Store):
    def call(question: str) -> Answer:
        return answer(question, store)

    return call


def test_an_answer_is_reported_speech_with_a_citation_that_names_the_document_first(ask) -> None:
    given = ask("How many rural schools are being upgraded?")
    assert given.answered
    assert given.text.startswith("The State party reports that more than 1,000 rural schools are being upgraded")
    assert f"({REPORT}, para. 229)" in given.text
    assert given.cited == (f"{REPORT}#229",)
    assert given.searched[0] == f"{REPORT}#229"


def test_the_convention_is_quoted_whole(ask) -> None:
    given = ask("When is a reservation not allowed under the Convention?")
    assert given.cited == (f"{TREATY}#20(2)",)
    assert "The Convention provides: “A reservation incompatible with the object and purpose" in given.text
    assert "two-thirds" in given.text


def test_a_question_in_parts_draws_on_several_paragraphs(ask) -> None:
    given = ask("Migrant workers: who inspects, what did they find, and where can workers complain?")
    assert {f"{REPORT}#267", f"{REPORT}#268"} <= set(given.cited)
    assert len(given.text.split(" para. ")) - 1 <= 5


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("What does para. 156 say?", f"{REPORT}#156"),
        ("art. 5 (d) (iii)", f"{TREATY}#5(d)(iii)"),
        ("What does article 6 of the Convention require?", f"{TREATY}#6"),
        ("What does article 6 say?", f"{TREATY}#6"),
    ],
)
def test_an_address_is_looked_up(ask, question: str, cited: str) -> None:
    given = ask(question)
    assert given.answered
    assert given.cited == (cited,)


def test_what_is_done_to_an_article_is_not_told_by_its_text(ask) -> None:
    given = ask("Has the State accepted the change to article 8 of the Convention?")
    assert given.cited == (f"{REPORT}#400",)
    assert "examining the question" in given.text


def test_an_address_that_does_not_exist_is_refused_with_the_range(ask) -> None:
    given = ask("What does para. 452 say?")
    assert not given.answered
    assert "437" in given.text
    assert given.cited == ()


@pytest.mark.parametrize(
    ("question", "law", "cited"),
    [
        ("Who gets free medical care under article 83?", "Code on Public Health", f"{REPORT}#148"),
        ("What does article 19 say about foreigners and voting?", "Legal Status of Aliens", f"{REPORT}#398"),
    ],
)
def test_an_article_of_a_domestic_law_is_told_with_its_law(ask, question: str, law: str, cited: str) -> None:
    given = ask(question)
    assert law in given.text
    assert cited in given.cited


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "Since Kazakhstan ratified the Migrant Workers Convention, how has it applied it?",
            "without formally becoming",
        ),
        ("Why did so many more stateless persons get citizenship in 2024 than in 2023?", "676 in 2024"),
        ("All the Korday defendants got prison terms. How many years?", "acquitted"),
        ("Why are undocumented migrants barred from complaining to the labour inspectorate?", "have the right to file"),
        ("How did Kazakhstan benefit from joining the 1961 Convention on statelessness?", "premature"),
        ("What does the equality law adopted in 2025 say about shifting the burden of proof?", "premature"),
    ],
)
def test_a_wrong_premise_is_contradicted_from_the_text(ask, question: str, words: str) -> None:
    given = ask(question)
    assert given.text.startswith("The report does not say so: it states that ")
    assert words in given.text


def test_a_true_premise_is_not_contradicted(ask) -> None:
    assert "does not say so" not in ask("By how much did the number of communications to the Ombudsman rise?").text


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        ("Quote paragraph 16 of the concluding observations of 2022.", "CERD/C/KAZ/CO/8-10"),
        ("What did the Committee recommend on Roma?", "CERD/C/KAZ/CO/8-10"),
        ("How many Uzbek students are there according to annex 3?", "annex 3 to the report"),
        ("What does general recommendation No. 35 say on hate speech?", "general recommendation No. 35 (CERD/GC/35)"),
        (
            "What does article 13 of the Code of Civil Procedure say word for word?",
            "text of the Code of Civil Procedure",
        ),
        ("How many Kazakhs from Xinjiang received asylum?", "library"),
        ("What is the maternal mortality rate among ethnic Uzbeks?", "annexes 1 and 2 to the report"),
        ("What were the sentence lengths of the judges’ verdict on Korday?", "courts"),
        ("What is the population forecast for 2040 by ethnicity?", "later than the report"),
    ],
)
def test_what_the_documents_do_not_hold_is_refused_with_where_it_may_be(ask, question: str, needed: str) -> None:
    given = ask(question)
    assert not given.answered
    assert given.cited == ()
    assert given.searched
    assert given.text.startswith("No paragraph found in CERD/C/KAZ/11-14 or ICERD that ")
    assert needed in given.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "How many victims of trafficking were given shelter?",
            "says how many victims of trafficking were given shelter.",
        ),
        (
            "How many stateless persons are in detention?",
            "Nothing found on “detention” beside the rest of the question.",
        ),
        (
            "What was the budget of the Assembly of the People in 2024?",
            "gives the amount asked for. Nothing found on “budget”",
        ),
        ("How many Roma children do not go to school?", "gives the figure asked for."),
    ],
)
def test_a_near_miss_is_refused_with_the_part_that_is_missing_and_the_nearest_paragraphs(ask, question, told) -> None:
    given = ask(question)
    assert not given.answered
    assert told in given.text
    assert "The nearest " in given.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did the State do after minorities complained of discrimination in the civil service?", "no complaints"),
        ("Why did the number of incitement cases fall after 2022?", "91"),
    ],
)
def test_what_the_report_denies_corrects_the_question(ask, question: str, words: str) -> None:
    given = ask(question)
    assert given.text.startswith("The report does not say so: it states that ")
    assert words in given.text


@pytest.mark.parametrize("question", ["¿?", "Which documents are these?", "Сколько школ?", "<b>", "?" * 500])
def test_an_odd_question_is_refused_without_an_error(ask, question: str) -> None:
    assert not ask(question).answered


def test_an_empty_question_is_an_error(store: Store) -> None:
    with pytest.raises(ValueError, match="question is empty"):
        answer(" \n", store)


def test_the_same_question_gets_the_same_answer(ask) -> None:
    question = "How many refugees were registered 2022-2025 and from which countries?"
    assert ask(question) == ask(question)


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("How many schools are there?", "figure"),
        ("What percentage of judges are women?", "share"),
        ("When was the law adopted?", "date"),
        ("When is a reservation allowed?", "text"),
        ("How long may it last?", "duration"),
        ("In which regions were they recorded?", "place"),
        ("Can a foreigner vote?", "yes_no"),
    ],
)
def test_question_words_tell_what_is_wanted(part: str, wanted: str) -> None:
    assert wanted_by(part) == wanted


def test_a_part_without_words_of_its_own_tells_what_the_part_before_wants() -> None:
    read = read_question("Which NGOs took part? I need the names.", {})
    assert read.wanted == ("name",)


def test_a_figure_that_the_question_gives_is_no_answer_to_it() -> None:
    sentence = "Instruction is provided in Uighur at six dual-language schools."
    assert not holds("figure", sentence, "How many pupils go to the six schools?")
    assert holds("figure", sentence, "How many schools teach in Uighur?")


def test_a_year_inside_a_span_is_met() -> None:
    year, number = read_question("cases in 2023 under article 174", {}).words[1:]
    assert exact_match(year, "In the period 2022–2024, 38 cases were registered") > 0.5
    assert exact_match(year, "In 2023, 38 cases were registered") == 1
    assert exact_match(year, "In 2022 and in 2024") == 0
    assert exact_match(number, "1,174 cases") == 0
    assert exact_match(number, "article 174") == 1


def test_a_reference_to_another_document_is_left_out_so_that_the_next_address_is_read_as_ours(ask, store) -> None:
    given = ask("To which treaties is Kazakhstan not a party, and will it update its common core document?")
    assert "common core document" in given.text and "concluding observations, para" not in given.text
    sentences = store.checker.check(read_units(given.text))
    assert {entry.status for sentence in sentences for entry in sentence.citations} == {"resolved"}


def test_what_is_told_before_a_question_is_not_called_missing(ask) -> None:
    given = ask("A Dungan family told us the school burned. How many rural schools got wooden furniture in 2025?")
    assert not given.answered
    assert "“furniture”" in given.text and "burned" not in given.text and "Dungan" not in given.text

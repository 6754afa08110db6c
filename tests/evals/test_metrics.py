"""Each metric on texts whose worth is plain to see, read by the real checker."""

from __future__ import annotations

import pytest

from evals.cases import Case, load_cases
from evals.faults import faults_of
from evals.measures import ALL, JUDGED, CaseMarks, NotMeasured, mark_case, measure
from evals.metrics.gold import match
from evals.metrics.metric import Graded, Mark
from evals.outputs import Output
from evals.reading import Grades, TextReader
from evals.refusing import refuses

RURAL = "CERD/C/KAZ/11-14#229"
ASKED = {
    "id": "x1",
    "question": "How many rural schools are upgraded?",
    "kind": "single",
    "answerable": True,
    "gold": [RURAL],
    "facts": [["1,000", "rural"]],
    "premise": "",
    "needs": "",
    "also": [],
    "split": "dev",
}


def case(**changes: object) -> Case:
    row = ASKED | changes
    return Case(id="x1", part="answers", split="dev", kind=str(row["kind"]), prompt=str(row["question"]), gold=row)


def graded(reader: TextReader, text: str, *, answered: bool = True, **changes: object) -> Graded:
    bare = Graded(case(**changes), Output(key="answers/x1", text=text, answered=answered))
    return Graded(bare.case, bare.output, reader.read(text) if bare.written else ())


def marks(reader: TextReader, text: str, *, answered: bool = True, **changes: object) -> dict[str, Mark]:
    return mark_case(graded(reader, text, answered=answered, **changes)).marks


def test_a_right_answer_is_worth_everything(reader: TextReader) -> None:
    words = reader.store.library.get(RURAL)
    assert words is not None and "1,000 rural" in words.text
    found = marks(reader, "The State party reports that 1,000 rural schools are being upgraded (para. 229).")
    for name in (
        "citation_precision",
        "citation_recall",
        "citation_f1",
        "resolve_rate",
        "figure_agreement",
        "alce_recall",
    ):
        assert found[name].got == found[name].of > 0, name
    assert found["answerable_refused"] == Mark(0, 1) and "refusal_recall" not in found


def test_a_wrong_figure_and_an_address_that_does_not_exist_are_seen(reader: TextReader) -> None:
    found = marks(reader, "The State party reports that 4,000 rural schools are being upgraded (para. 229).")
    assert found["figure_agreement"] == Mark(0, 1) and found["alce_recall"] == Mark(0, 1)
    assert found["accused"] == Mark(1, 1) and found["citation_f1"] == Mark(1, 1)
    found = marks(reader, "The State party reports that 1,000 rural schools are being upgraded (para. 929).")
    assert found["resolve_rate"] == Mark(0, 1) and found["citation_f1"] == Mark(0, 1)


def test_a_quotation_is_exact_or_not(reader: TextReader) -> None:
    passage = reader.store.library.get("CERD/C/KAZ/11-14#1")
    assert passage is not None
    words = " ".join(passage.text.split()[3:11])
    assert marks(reader, f"The State party says “{words}” (para. 1).")["quote_exactness"] == Mark(1, 1)
    turned = " ".join(reversed(words.split()))
    assert marks(reader, f"The State party says “{turned}” (para. 1).")["quote_exactness"] == Mark(0, 1)


def test_citations_are_exact_parents_neighbours_or_none() -> None:
    gold = ["CERD/C/KAZ/11-14#191", "ICERD#5(d)(iii)"]
    assert match("CERD/C/KAZ/11-14#191", gold) == "exact"
    assert match("CERD/C/KAZ/11-14#191(c)", gold) == match("ICERD#5", gold) == "parent"
    assert match("CERD/C/KAZ/11-14#192", gold) == match("CERD/C/KAZ/11-14#190", gold) == "neighbour"
    assert match("CERD/C/KAZ/11-14#193", gold) == match("ICERD#6", gold) == "none"


def test_a_fact_without_a_source_counts_against_the_need_for_one(reader: TextReader) -> None:
    text = "The State party upgrades 1,000 rural schools (para. 229). In 2019 there were 7,132 schools in Kazakhstan."
    found = marks(reader, text)
    assert found["citation_need"] == Mark(1, 2)
    assert found["alce_recall"].of == 2


def test_a_needless_second_citation_lowers_precision_and_not_recall(reader: TextReader) -> None:
    text = "The State party reports that 1,000 rural schools are being upgraded (paras. 229 and 300)."
    one = (
        graded(reader, text)
        .readings[0]
        .model_copy(
            update={
                "cited": ((RURAL,), ("CERD/C/KAZ/11-14#300",)),
                "grades": Grades(whole=1, alone=(1, 0), without=(0, 1)),
            }
        )
    )
    found = mark_case(Graded(case(), Output(key="answers/x1", text=text, answered=True), (one,))).marks
    assert found["alce_recall"] == Mark(1, 1) and found["alce_precision"] == Mark(1, 2)


def test_an_empty_answer_is_never_a_pass(reader: TextReader) -> None:
    for asked in ({}, {"answerable": False, "gold": [], "facts": [], "kind": "unanswerable"}):
        one = graded(reader, "  ", **asked)
        found = mark_case(one).marks
        assert found and faults_of(one) == ("the answer is empty",)
        for name, mark in found.items():
            metric = ALL[name]
            if metric.unit == "share" and name != "answerable_refused":
                assert mark.got == (0 if metric.higher_is_better else mark.of), name
    assert marks(reader, "")["longbench_f1"] == Mark(0, 1)


def test_refusals_are_right_only_where_there_is_no_answer(reader: TextReader) -> None:
    text = "No paragraph found that answers this question."
    found = marks(reader, text, answered=False, answerable=False, gold=[], facts=[])
    assert found["refusal_recall"] == found["refusal_precision"] == Mark(1, 1)
    found = marks(reader, text, answered=False)
    assert found["refusal_precision"] == Mark(0, 1) and found["answerable_refused"] == Mark(1, 1)
    assert found["fact_recall"] == Mark(0, 1) and found["citation_f1"] == Mark(0, 1)


def test_a_wrong_premise_is_set_right_with_facts_and_a_gold_passage(reader: TextReader) -> None:
    right = "The State party reports that 1,000 rural schools are being upgraded (para. 229)."
    assert marks(reader, right, kind="wrong_premise")["premise_corrected"] == Mark(1, 1)
    assert marks(reader, right.replace("229", "300"), kind="wrong_premise")["premise_corrected"] == Mark(0, 1)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("NOT FOUND. The passages give no number of schools.", True),
        ("The report does not say how many judges speak Uzbek.", True),
        ("I don't know.", True),
        ("The State report does not name colour among the grounds (para. 85).", False),
        ("Some 1,000 rural schools are being upgraded.", False),
        ("", False),
    ],
)
def test_texts_of_others_refuse_in_words(text: str, refused: bool) -> None:
    assert refuses(text) is refused


def test_what_cannot_be_measured_says_so_and_is_no_number(reader: TextReader) -> None:
    marked = mark_case(graded(reader, "The report speaks of schools (para. 229)."))
    found = {one.metric: one.result for one in measure([marked], seed=1, judge="no judge was asked")}
    assert found["tokens"] == NotMeasured(reason="no server counted tokens")
    assert found["refusal_recall"] == NotMeasured(reason="every question can be answered")
    assert {found[name] for name in JUDGED} == {NotMeasured(reason="no judge was asked")}


def test_repeats_give_a_spread(reader: TextReader) -> None:
    base = mark_case(graded(reader, "The report speaks of schools (para. 229)."))
    runs = [
        CaseMarks(key=f"answers/{i}", repeat=repeat, part="answers", split="dev", kind="single", marks=marks)
        for repeat, got in enumerate((0.0, 1.0))
        for i in range(3)
        for marks in [{"fact_recall": Mark(got, 1)}]
    ]
    assert base.repeat == 0
    result = next(one.result for one in measure(runs, seed=1) if one.metric == "fact_recall")
    assert not isinstance(result, NotMeasured)
    assert (result.n, result.value) == (3, 0.5) and result.spread == pytest.approx(0.7071, abs=1e-3)


def test_every_metric_says_where_it_comes_from_and_bears_on_some_case() -> None:
    parts = {case.part for case in load_cases("answers") + load_cases("briefs") + load_cases("drafts")}
    assert parts == {"answers", "briefs", "drafts"}
    assert all(metric.lacking and metric.title for metric in ALL.values())
    assert len({metric.title for metric in ALL.values()}) == len(ALL)

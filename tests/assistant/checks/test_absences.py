"""What a sentence says a source leaves out: accused where the passage has it beside the topic, and only there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.checking import Checker
from assistant.checks.absence import questions, read_absences
from assistant.checks.absence_held import nearly_held
from assistant.checks.silences import find_silences, patterns
from assistant.model import Sentence
from assistant.reading.units import DraftSentence

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("How many weekend schools there are is not told", "amount", {"weekend", "school"}),
        ("The report does not say who conducted the study", "body", {"conduct", "studi"}),
        ("How many were convicted, the report does not disclose", "amount", {"convict"}),
        ("No date for the resumption of work on the bill is given", "time", {"resumpt", "work", "bill"}),
        ("It is not mentioned when the core document was handed in", "time", {"core", "hand"}),
        ("Stateless persons are not named among the applicants", "thing", {"stateless", "person"}),
        ("The size of the quota is not stated", "amount", {"quota"}),
        ("Nothing is said about languages", "thing", {"languag"}),
    ],
)
def test_what_is_missing_is_read_with_its_kind(text: str, kind: str, topic: set[str]) -> None:
    (absence,) = read_absences(text)
    assert (absence.kind, absence.topic) == (kind, topic)


@pytest.mark.parametrize(
    "text",
    [
        "No level is left out of the system",
        "Officials are liable if they do not report abandoned children",
        "The threshold has been crossed in the corporate sector",
        "A status of three years is not provided for",
        "A law that is left out of the Russian version is not in force",
    ],
)
def test_what_denies_nothing_of_the_source_is_no_absence(text: str) -> None:
    assert not read_absences(text)


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The year in which the Convention was ratified cannot be read off from the paragraph", "para. 1"),
        ("Under which article of the Convention the report was drawn up is not mentioned", "para. 2"),
        ("Refugees are missing from the list of subjects singled out", "para. 5"),
        ("The attitude to religion is not named among the grounds", "para. 11"),
        ("Russian does not come up in this place", "para. 13"),
        ("It is not stated in which year the group was set up", "para. 76"),
        ("What the group was set up for is not disclosed", "para. 76"),
        ("The size of the quota is not stated", "para. 88"),
        ("No reason for holding back with a bill is offered", "para. 81"),
        ("The articles said to apply to the example are not given by number", "para. 102"),
        ("The report does not mention language among the grounds", "para. 85"),
        ("The report gives the number of refugees, but not the countries from which these refugees came", "para. 280"),
        ("Ten thousand decisions are mentioned, but the report does not name any of these treaties", "para. 326"),
        ("Which platforms the campaigns used is left out", "para. 340"),
        ("The report keeps silent on the grounds of discrimination", "para. 11"),
    ],
)
def test_what_the_passage_has_is_not_missing(check: Check, text: str, cite: str) -> None:
    assert check(text, cite).accused


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("How many citizens have turned to the Constitutional Court is not revealed", "para. 18"),
        ("No date is given by which the common core document will be renewed", "para. 8"),
        ("Colour of skin is not among the grounds which the paragraph names", "para. 11"),
        ("The Criminal Code is not among the codes which this paragraph lists", "para. 69"),
        ("The paragraph does not say which scholarly studies were relied upon", "para. 4"),
        ("Age is missing from the grounds that are written out", "para. 11"),
        ("No budget is given for the three plans", "para. 27"),
        ("The levels are not named here", "para. 43"),
        ("None of the articles listed is named as concerning forced labour", "para. 317"),
        ("Of the core human rights treaties only one is missing, the one on migrant workers", "para. 384"),
        ("Visas were left out when the labour ministry took over migration in 2022", "para. 275"),
        ("Who wrote the bill is not made clear", "para. 80"),
        ("In which languages the projects are broadcast is not said", "para. 53"),
        ("No separate number is given for cases of statelessness resolved in Kazakhstan itself", "para. 414"),
        ("The report does not say that the Labour Code will be amended", "para. 83"),
        ("How many of the events dealt with racial discrimination is not stated", "para. 328"),
        ("Look for the Assembly of the People among the working group's members, and you will not find it", "para. 77"),
        # What is said to have been received is a report, and agrees with the passage.
        ("Neither the labour ministry nor the Border Service is said to have received complaints", "para. 286"),
    ],
)
def test_what_is_missing_indeed_is_not_accused(check: Check, text: str, cite: str) -> None:
    assert not check(text, cite).accused


def test_what_is_missing_is_put_as_a_question() -> None:
    assert questions("How many were convicted, the report does not disclose") == ("How many were convicted?",)
    assert questions("The report says that 50 were convicted") == ()


@pytest.mark.parametrize(
    "text",
    [
        "How much money was set aside for rebuilding Korday District is kept from the reader",
        "How many decisions mention the Convention, the report is hiding from us",
        "About refugees this paper for 2023–2027 does not say one word",
        "From which countries they fled is a figure that the State prefers to withhold",
    ],
)
def test_what_is_hidden_is_a_silence(text: str) -> None:
    assert find_silences(text) == ((0, len(text)),)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The list has the Ministry of Justice but not the Committee", "but not"),
        ("How many seminars took place is not counted here", "How many"),
        ("Whether lawyers plead the Convention is a question the passage leaves untouched", "Whether"),
        ("Trilingualism is promoted without the languages being named", " without the"),
        ("The ethnic make-up of the police force is not touched upon", "The ethnic"),
        ("The State party keeps quiet about the sentences", "The State"),
        ("Spending is told, yet the paragraph leaves out the year", ", yet"),
        ("Why there are so few complaints remains a mystery", "Why"),
        ("Veterans are listed, but refugees aren't mentioned there", "but refugees"),
        ("Look for the Ombudsman in the list and you will not find him", "Look for"),
    ],
)
def test_less_usual_ways_to_tell_a_silence(text: str, begins: str) -> None:
    ((start, end),) = find_silences(text)
    assert text[start:].lstrip(", ").startswith(begins.lstrip(", ")) and end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "The National Centre observes the group's work without being part of it",
        "What matters is not ethnicity but citizenship",
        "Foreigners may work but not vote in local elections",
        "How many children go to preschool is told: 93 per cent of them",
        "Of each 100 members of other groups, 99 do not name Kazakh as their language",
    ],
)
def test_what_is_told_is_no_silence(text: str) -> None:
    assert find_silences(text) == ()


@pytest.mark.parametrize(("sample", "pattern"), {**patterns("usual"), **patterns("less_usual")}.items())
def test_each_wording_is_found_in_its_sample(sample: str, pattern: str) -> None:
    assert re.search(pattern, sample, re.IGNORECASE | re.VERBOSE) and find_silences(sample)


def test_how_nearly_a_passage_has_what_is_said_to_be_missing(checker: Checker) -> None:
    def held(text: str) -> tuple[float, float]:
        cited = f"{text} (CERD/C/KAZ/11-14, para. 216)."
        return nearly_held(checker.claim(DraftSentence(cited, 1, (0, len(cited)), "prose")))

    given, missing = (
        held(f"How many {who} is not revealed") for who in ("officials attended the seminar", "weapons were seized")
    )
    assert given[0] > missing[0] > 0 and given[1] > missing[1]
    assert held("Officials attended the seminar") == (0.0, 0.0)

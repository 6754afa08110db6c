"""Points about language: a duty to know the State language, laws in few languages, shares told of everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.phrasing import Capitals, reported
from assistant.engines.extractive.statements import Statement

_LANGUAGE = r"(?P<language>(?:State|official|national) language)"
_DUTY = re.compile(
    rf"^(?P<who>[^,;:]*?\b(?:citizens?|persons?|everyone|residents?|employees?|civil servants)\b[^,;:]*?) "
    rf"(?P<must>(?:has|have) (?:a duty|the duty|an obligation) to|(?:is|are) (?:obliged|required) to|must) "
    rf"(?P<do>(?:master|know|learn|study|speak|be proficient in|have a command of) the {_LANGUAGE})"
)
_USED_FOR = re.compile(
    rf"\bthe {_LANGUAGE} is (?:the language of|used (?:for|in)) (?P<what>[^.;]*?)(?:, and applies\b|$|\.)"
)
_OWN_LANGUAGE = re.compile(r"\b(?:in|use) (?:their|his or her|one’s) (?:native|own) language\b")
_PROCEEDINGS = re.compile(r"\bproceedings\b|\bcourts?\b|\bcomplain\w+")
_PUBLISHED = re.compile(
    r"\b(?:laws|legislation|legal acts|regulations)\b[^.;]*?\bpublished\b[^.;]*? in (?P<languages>[A-Z][a-z]+"
    r"(?:, [A-Z][a-z]+)*(?: and [A-Z][a-z]+)?)(?=[,.;]|$| and (?:the|that|are))"
)
_OTHER_LANGUAGES = re.compile(
    r"\b(?:languages? of (?:ethnic|minorit|the peoples?)|minority languages?|native languages?)\b"
)
_OF_EVERYBODY = re.compile(r"\((?P<words>(?:regardless|irrespective) of (?:ethnicity|ethnic origin))\)")
_OF_EACH = re.compile(r"\b(?:irrespective|regardless) of ethnic\w*(?: (?:background|origin))?\b")


def languages(own: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    """What the report says of language and leaves open for those who speak another."""
    yield from _duty_to_know(own, capitals)
    yield from _laws_in_few(own)
    yield from _shares_of_everybody(own, capitals)


def _duty_to_know(own: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    for one in own:
        duty = _DUTY.search(one.text)
        if duty is None:
            continue
        section = [other for other in own if other.passage.headings[:2] == one.passage.headings[:2]]
        used = next(((other, match) for other in section if (match := _USED_FOR.search(other.text))), None)
        places = [one.address]
        text = f"The State party says that {capitals.lower_first(duty[0])}"
        if used and used[0].passage is one.passage:
            text += f", which is used for {used[1]['what'].strip()}"
        text += cite(places)
        text += (
            f"; how a person who does not know the {duty['language']} is heard by courts and authorities is not stated"
        )
        heard = next(
            (other for other in section if _OWN_LANGUAGE.search(other.text) and _PROCEEDINGS.search(other.text)), None
        )
        if heard:
            kind = re.search(r"\badministrative proceedings\b", heard.text)
            text += f", save in {kind[0] if kind else 'the proceedings named'}{cite([heard.address])}"
            places.append(heard.address)
        yield Issue(
            "acknowledged",
            Line(text, "state", "Language"),
            tuple(places),
            "",
            question=f"explain what follows for a person who does not know the {duty['language']}, and how often "
            "interpreters were provided in courts and by authorities, by language",
            recommendation="Ensure that nobody is kept from justice, public services or public posts for want of the "
            f"{duty['language']}, and provide interpreters free of charge",
        )
        return


def _laws_in_few(own: Sequence[Statement]) -> Iterable[Issue]:
    for one in own:
        match = _PUBLISHED.search(one.text)
        if match is None:
            continue
        text = (
            f"The State party says that laws are published in {match['languages']}"
            f"{cite([one.address])}; no paragraph found in its section names the "
            "language of a smaller ethnic group in which laws can be read"
        )
        yield Issue(
            "not_given",
            Line(text, "inference", "Language"),
            (one.address,),
            "",
            question="state which laws, forms and information on remedies can be had in the languages of smaller "
            "ethnic groups",
        )
        return


def _shares_of_everybody(own: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    """A conclusion for each ethnic group that is drawn from shares of the whole population."""
    for one in own:
        of_all = _OF_EVERYBODY.search(one.text)
        if of_all is None or "figure" not in one.acts:
            continue
        after = next(
            (
                other
                for other in own
                if other.passage is one.passage and other.position > one.position and _OF_EACH.search(other.text)
            ),
            None,
        )
        if after is None:
            continue
        told = reported(after.text, capitals, subject="it")
        text = (
            f"The State party says that {told}{cite([after.address])}; the shares that it gives are of the "
            f"population “{of_all['words']}”, and none is of one ethnic group"
        )
        yield Issue(
            "survey",
            Line(text, "inference", "Not shown"),
            (one.address,),
            "",
            question="give these shares for each ethnic group, not only for the population as a whole",
        )
        return

"""Points about language: a duty to know the State language, laws in few languages, shares told of everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.phrasing import Capitals, join, reported
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
_ALONGSIDE = re.compile(
    r"\b(?P<other>[A-Z][a-z]+) (?:is|may be) used (?:officially )?(?:alongside|on an equal footing)\b"
)
_INTERPRETED = re.compile(
    r"\b(?:[Cc]ourts?|proceedings)\b[^.;]*\binterpret(?:ers?|ation)\b|\binterpret(?:ers?|ation)\b[^.;]*\b(?:[Cc]ourts?|"
    r"proceedings)\b"
)
_HEARD_IN = re.compile(
    r"\b(?:[A-Z]\w+ )+Court\b|\b(?:administrative|civil|criminal|judicial|court) proceedings\b|\bcourts\b"
)
_MOST_PLACES = 3
_BY_GROUP = re.compile(r"\bper cent of (?:the )?(?:members|persons|representatives|people) of (?:\w+ )?ethnic\b")
_BETWEEN = re.compile(r", spoken by [^,]+(?=, )")
_PUBLISHED = re.compile(
    r"\b(?:laws|legislation|legal acts|regulations)\b[^.;]*?\bpublished\b[^.;]*? in (?P<languages>[A-Z][a-z]+"
    r"(?:, [A-Z][a-z]+)*(?: and [A-Z][a-z]+)?)(?=[,.;]|$| and (?:the|that|are))"
)
_OTHER_LANGUAGES = re.compile(
    r"\b(?:languages? of (?:ethnic|minorit|the peoples?)|minority languages?|native languages?)\b"
)
_OF_EVERYBODY = re.compile(r"\((?P<words>(?:regardless|irrespective) of (?:ethnicity|ethnic origin))\)")
_OF_EACH = re.compile(r"\b(?:irrespective|regardless) of ethnic\w*(?: (?:background|origin))?\b")


def languages(own: Sequence[Statement], everywhere: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    """What the report says of language and leaves open for those who speak another."""
    yield from _duty_to_know(own, everywhere, capitals)
    yield from _laws_in_few(own)
    yield from _shares_of_everybody(own, capitals)


def _duty_to_know(own: Sequence[Statement], everywhere: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
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
        language = f"the {duty['language']}"
        neither = f"does not know {language}"
        beside = next(((other, match) for other in section if (match := _ALONGSIDE.search(other.text))), None)
        if beside:
            neither = f"knows neither {language} nor {beside[1]['other']}"
            text += f", and that {beside[1]['other']} is used alongside it{cite([beside[0].address])}"
            places.append(beside[0].address)
        heard = [other for other in everywhere if _INTERPRETED.search(other.text) and other.passage is not one.passage]
        heard = list({other.number: other for other in heard}.values())[:_MOST_PLACES]
        if heard:
            told_of = list(dict.fromkeys(_where_heard(other) for other in heard))
            text += f"; interpretation is mentioned for {join(told_of)}{cite([other.address for other in heard])}"
            places += [other.address for other in heard]
        text += f"; how {'other bodies hear ' if heard else ''}a person who {neither}"
        text += " is not stated" if heard else " is heard by courts and authorities is not stated"
        yield Issue(
            "acknowledged",
            Line(text, "state", "Duty to know a language"),
            tuple(places),
            "",
            question=f"explain how courts and authorities hear a person who {neither}, and how often interpreters "
            "were provided, by language",
            recommendation="Provide interpreters free of charge in all courts and before all authorities, so that "
            f"nobody is kept from a remedy for not knowing the {duty['language']}",
        )
        return


def _where_heard(statement: Statement) -> str:
    """The court or the proceedings for which a sentence tells of interpretation."""
    where = _HEARD_IN.search(statement.text)
    if where is None:
        return "other proceedings"
    return f"the {where[0].removeprefix('The ')}" if where[0][0].isupper() else where[0]


def _laws_in_few(own: Sequence[Statement]) -> Iterable[Issue]:
    for one in own:
        match = _PUBLISHED.search(one.text)
        if match is None:
            continue
        text = (
            f"The State party says that laws are published in {match['languages']}"
            f"{cite([one.address])}; that section of the report names no language of a smaller ethnic group in which "
            "laws can be read"
        )
        yield Issue(
            "not_given",
            Line(text, "inference", "Languages of laws"),
            (one.address,),
            "",
            question="state which laws, forms and information on remedies are available in the languages of "
            "smaller ethnic groups",
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
        told = reported(_BETWEEN.sub("", after.text), capitals, subject="it").replace(", as the", " as the")
        proficient = bool(re.search(r"\bproficient\b", one.text)) and bool(re.search(r"\bregard\w*\b", after.text))
        if proficient:
            gap = "the shares given are of those “proficient” in them, which does not show what they regard as such"
        elif not _BY_GROUP.search(one.passage.text):
            gap = f"the shares that it gives are of the population “{of_all['words']}”, and none is of one ethnic group"
        else:
            continue
        yield Issue(
            "survey",
            Line(f"The State party says that {told}{cite([after.address])}; {gap}", "inference", "Not shown"),
            (one.address,),
            "",
            question="give for each ethnic group the share of those who regard each language as their main one"
            if proficient
            else f"give for each ethnic group the shares that are given of the population {of_all['words']}",
        )
        return

"""Names: ministries, places, peoples, acts and organisations that the cited passages and their headings do not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.checks.actors import absent_actor, outside_quotations
from assistant.checks.capital import stands_for_government
from assistant.checks.claim import Claim
from assistant.checks.clauses import Weigh, clauses, likeness
from assistant.checks.proper import Name, ProperNames, kind_of, read_names
from assistant.checks.source import SourceSentence
from assistant.checks.words import POSSESSIVE, Word, read_words
from assistant.model import Finding

# Bodies that drafts write with a small letter, or that every draft names; as those who do what the sentence tells.
_DOER = re.compile(
    r"\bby\s+(?:the\s+|a\s+|an\s+)?(?P<doer>parliament|president|ombudsman|ministers?|ministry|courts?|judges?|police"
    r"|prosecutors?|procurators?|senate|majilis|mayors?|governors?|akims?|employers?|unions?|army|referendum)\b",
    re.IGNORECASE,
)
_JUDGE, _COURT = (word.stem for word in read_words("judge court"))
_NO = re.compile(
    r"\b(?:(?:no(?!\.\s?\d|\s+\d)|neither|nor|none|nowhere)(?:\s+[\w’-]+){0,9}|(?:not(?!\s+only)|never)(?:\s+[\w’-]+){0,3}"
    r"|none\s+of\s+(?:them|these|those|which|whom)(?:,?\s+[\w’-]+){0,9},?)\s+$",
    re.IGNORECASE,
)
_IS_NOT = re.compile(
    r"(?:,?\s+(?:(?:and|or)\s+)?(?-i:[A-Z])[\w’-]+)*"
    r"(?:(?:\s+[\w’-]+){0,3}?\s+(?:no|not|never|nowhere|neither|missing|absent)|(?:\s+[\w’-]+){0,2}?\s+finds?\s+nothing)\b",
    re.IGNORECASE,
)
_ONE_OF_MANY = re.compile(r"^\W*an?\s", re.IGNORECASE)
_SAY = re.compile(
    r"\b(?:such\s+as|say|like|e\.g\.|for\s+(?:example|instance),?|an?|any|whether\s+(?:you|he|she|one|they|we)\s+(?:is|are))"
    r"\s+(?:[\w’-]+\s+){0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:the\s+)?[A-Z]")
_CASE = re.compile(r"^\W*(?:when(?:ever)?|where(?:ver)?|if|for)\s+[^;:.]*?,\s", re.IGNORECASE)
_LAW_HEADS = frozenset({"code", "act"})
_MOST_LAW_WORDS = 3
_LAW_TITLE = 16  # words after "Act" that may be its title: "the Act of 5 July 2024 on the Rights of …"
_SAME_MATTER = 0.5
_OTHER_MATTER = 0.3


class Names:
    """Looks for each name of a claim in the cited passages."""

    name = "names"

    def __init__(self, proper: ProperNames, weigh: Weigh) -> None:
        self._proper = proper
        self._weigh = weigh

    def check(self, claim: Claim) -> list[Finding]:
        """`wrong_name` for a name in whose place the passage has another, or that it does not have at all."""
        if not claim.source.passages:
            return []
        given = _Given(claim)
        applied = _case_of_the_author(claim)
        for name in read_names(outside_quotations(claim), self._proper):
            if name.start < applied or _denied(name, claim) or _an_example(name, claim, given, self._proper):
                continue
            if stands_for_government(claim.text, name.start, name.end):
                continue
            if given.has(name, self._proper):
                rival = None if given.spells_out(name) else self._of_another(name, claim)
                if rival is not None:
                    return [_finding(claim, name, rival)]
                continue
            nearby = self._place_of_section(name, claim) or self._body_of_section(name, claim)
            rival = None if nearby else self._rival(name, claim, given)
            if rival is not None or not self._known_nearby(name, claim):
                return [_finding(claim, name, rival)]
        absent = absent_actor(claim)
        return self._agent(claim) or ([absent] if absent is not None else [])

    def _agent(self, claim: Claim) -> list[Finding]:
        """A body that does it ("by Parliament"), where the passages name another doer or none of that name."""
        given = frozenset(word.stem for s in [*claim.source.sentences, *claim.source.context] for word in s.words)
        if not any(_BY.search(sentence.text) for sentence in claim.source.sentences):
            return []
        for match in _DOER.finditer(claim.asserted):
            of = read_words(match["doer"])[0].stem
            if of == _JUDGE and _COURT in given:
                continue
            if of not in given and not any(_akin(of, other) for other in given if len(other) >= 4):
                return [_finding(claim, Name(match["doer"], frozenset({of}), "body", *match.span("doer")), None)]
        return []

    def _rival(self, name: Name, claim: Claim, given: _Given) -> str | None:
        """A name of the same kind in the passages that the claim does not mention."""
        told = {word.stem for word in claim.words}
        for other in given.names(self._proper):
            distinct = other.stems - name.stems
            alike = _one_kind(other, name) and self._proper.is_specific(other) >= self._proper.is_specific(name)
            if alike and distinct and not distinct <= told:
                return other.text
        return None

    def _of_another(self, name: Name, claim: Claim) -> str | None:
        """The name in whose place it stands, where the sentence of the passage that says the rest has another."""
        part = next((part for part in clauses(claim.asserted) if name.text in part.text), None)
        if part is None or len(part.stems - name.stems) < 3:
            return None
        scored = [
            (likeness(part.stems - name.stems, sentence.stems, self._weigh), i)
            for i, sentence in enumerate(claim.source.sentences)
        ]
        best, at = max(scored)
        sentence = claim.source.sentences[at]
        naming = [score for score, i in scored if _named_in(name, claim.source.sentences[i].stems)]
        if best < _SAME_MATTER or max(naming, default=0.0) > _OTHER_MATTER or len(claim.source.passages) > 1:
            return None
        if any(name.stems & heading.stems for heading in claim.source.context):
            return None
        if any(form <= sentence.stems for form in self._proper.other_forms(name)):
            return None
        told = {word.stem for word in claim.words}
        others = (other for other in read_names(sentence.text, self._proper) if not other.stems & told)
        return next((other.text for other in others if _one_kind(other, name)), None)

    def _place_of_section(self, name: Name, claim: Claim) -> bool:
        """Whether it is a place that the paragraphs around the passage are about."""
        if name.kind != "place":
            return False
        return any(name.stems <= sentence.stems for sentence in claim.source.section)

    def _body_of_section(self, name: Name, claim: Claim) -> bool:
        """Whether it is the body that the passage calls "the Institute", by the name that the section has."""
        return name.kind == "body" and name.stems <= _section_stems(claim) and _named_short(name, claim)

    def _known_nearby(self, name: Name, claim: Claim) -> bool:
        """Whether the section around the passages has it, or it is no name that the documents tell apart."""
        if name.kind == "law" and not _has_law(name, claim.source.section):
            return False
        if name.kind == "people":
            return not self._proper.is_specific(name)
        # A body that the passage does not name at all, not even as "the Institute".
        several = len(name.stems) > 1 and name.kind == "body" and not _named_short(name, claim)
        return (
            name.stems <= _section_stems(claim)
            and not several
            or name.kind in {"other", "people"}
            and not self._proper.is_specific(name)
        )


class _Given:
    """The names of the cited passages and the words of their headings."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim

    @cached_property
    def _stems(self) -> frozenset[str]:
        source = self._claim.source
        every = [word.stem for sentence in [*source.sentences, *source.context] for word in sentence.words]
        return frozenset(every)

    @cached_property
    def _long(self) -> tuple[str, ...]:
        return tuple(stem for stem in self._stems if len(stem) >= 4)

    def has(self, name: Name, proper: ProperNames) -> bool:
        """Whether every word of a name is there, in some form, or the name under its other form."""
        exact = name.kind == "law"  # the Citizenship Act is not the act on citizens' access to something
        source = self._claim.source
        if exact and not _has_law(name, [*source.sentences, *source.context]):
            return False
        if all(stem in self._stems if exact else self._has_stem(stem) for stem in name.stems):
            return True
        if self.spells_out(name):
            return True
        if any(all(self._has_stem(stem) for stem in other) for other in proper.other_forms(name)):
            return True
        parts = _joined_names(name)
        return len(parts) > 1 and all(self.has(part, proper) for part in parts)

    def spells_out(self, name: Name) -> bool:
        """Whether a name is an acronym, or an acronym with everyday words ("CIS States"), that they have in full."""
        acronyms = [word for word in read_words(name.text) if word.text.isupper() and word.stem in name.stems]
        return len(acronyms) == len(name.stems) and all(self._spelt_out(word.text) for word in acronyms)

    def _spelt_out(self, acronym: str) -> bool:
        """Whether words with capitals in a row begin with its letters: CIS, Commonwealth of Independent States."""
        source = self._claim.source
        for sentence in [*source.sentences, *source.context]:
            initials = "".join(word.text[0] for word in sentence.words if word.text[0].isupper())
            if acronym in initials:
                return True
        return False

    def _has_stem(self, stem: str) -> bool:
        return stem in self._stems or any(_akin(stem, other) for other in self._long)

    def names(self, proper: ProperNames) -> list[Name]:
        """The names in the cited passages."""
        return [name for sentence in self._claim.source.sentences for name in read_names(sentence.text, proper)]


def _named_short(name: Name, claim: Claim) -> bool:
    """Whether the passage says "the Institute", "the Commission" or points back, where the section has the name."""
    words = [re.escape(POSSESSIVE.sub("", word)) for word in name.text.split()]
    short = re.compile(rf"\b[Tt]he (?:{words[0]}|{words[-1]})\b(?! (?:of|for|on)\b)")
    return any(short.search(sentence.text) for sentence in claim.source.sentences) or _points_back(claim)


def _section_stems(claim: Claim) -> frozenset[str]:
    return frozenset().union(*(sentence.stems for sentence in claim.source.section))


def _points_back(claim: Claim) -> bool:
    """Whether the passage begins with what an earlier one told: "This decision gives precedence …"."""
    first = claim.source.sentences[0].text if claim.source.sentences else ""
    return re.match(r"\W*(?:This|These)\s+(?!is\b|are\b|was\b|were\b|ha[sd]\b|have\b)", first) is not None


def _has_law(name: Name, sentences: Iterable[SourceSentence]) -> bool:
    """Whether a law's words stand about the word for a law: civil society and a Social Code are no Civil Code.

    True of names that do not end with such a word, and of long ones, which may be two.
    """
    head = read_words(name.text)[-1].stem
    if head not in _LAW_HEADS or len(name.text.split()) > _MOST_LAW_WORDS:
        return True
    return any(
        name.stems <= _about(sentence.words, at)
        for sentence in sentences
        for at, word in enumerate(sentence.words)
        if word.stem == head
    )


def _about(words: Sequence[Word], at: int) -> frozenset[str]:
    """The stems of the words that can belong to the name of a law whose head stands at a place."""
    start = at - 1
    while start >= 2 and words[start - 1].lower in {"and", "or"} and words[start - 2].text[0].isupper():
        start -= 2
    while start >= 1 and words[start].text[0].isupper():
        if words[start - 1].text[0].isupper():
            start -= 1
        elif start >= 2 and words[start - 1].lower in {"and", "or"} and words[start - 2].text[0].isupper():
            start -= 2
        else:
            break
    return frozenset(word.stem for word in words[max(0, start) : at + _LAW_TITLE])


def _joined_names(name: Name) -> list[Name]:
    """The names that "A and B" joins; the end of each is not kept."""
    parts = re.split(r"\s+and\s+(?:the\s+)?", name.text)
    words = [[word.stem for word in read_words(part) if word.content] for part in parts]
    return [Name(part, frozenset(stems), kind_of(part), 0, 0) for part, stems in zip(parts, words, strict=True)]


def _one_kind(first: Name, second: Name) -> bool:
    """Whether one name may stand where the other does; a place is often named without "Oblast" or "District"."""
    return first.kind == second.kind or {first.kind, second.kind} == {"place", "other"}


def _named_in(name: Name, stems: frozenset[str]) -> bool:
    """Whether a text has a word of a name, in some form."""
    return any(_akin(own, other) for own in name.stems for other in stems) or bool(name.stems & stems)


def _denied(name: Name, claim: Claim) -> bool:
    """Whether a name stands in what is denied ("no word of Uzbek", "the Ministry is not among them").

    What is told as absent need not be in the passage.
    """
    text = claim.asserted
    return _NO.search(text, 0, name.start) is not None or _IS_NOT.match(text, name.end) is not None


def _an_example(name: Name, claim: Claim, given: _Given, proper: ProperNames) -> bool:
    """Whether a people stands for anyone: "a Korean citizen may enter …" of a passage that names no people at all.

    To apply a general rule to one person is what a shadow report does; the passage need not name her people. One that
    does name peoples is held to its names. A treaty's rules are everyone's.
    """
    if name.kind != "people" or any(other.kind == "people" for other in given.names(proper)):
        return False
    text = claim.asserted
    if claim.source.of_treaty or "?" in text[name.end :]:
        return True
    return _ONE_OF_MANY.match(text) is not None or _SAY.search(text, 0, name.start) is not None


def _akin(first: str, second: str) -> bool:
    """Whether two words look like forms of one: Afghan and Afghanistan, Interior and Internal."""
    short, long = sorted((first, second), key=len)
    if len(short) < 4:
        return False
    shared = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return shared == len(short) and len(short) >= 4 or shared >= 5 and shared * 5 >= len(long) * 3


def _case_of_the_author(claim: Claim) -> int:
    """Where the case ends to which an author applies a treaty: "When a Roma family is turned away, …"; else 0."""
    if not claim.source.of_treaty:
        return 0
    case = _CASE.match(claim.asserted)
    return case.end() if case else 0


def _finding(claim: Claim, name: Name, rival: str | None) -> Finding:
    has = f"has “{rival}”" if rival else "does not mention it"
    return Finding(
        kind="wrong_name",
        message=f"“{name.text}” is not in the cited passage, which {has}.",
        suggestion=f"Write “{rival}”." if rival else "Check the name, or cite the passage that has it.",
        span=(name.start, name.end),
        replacement=rival,
    )

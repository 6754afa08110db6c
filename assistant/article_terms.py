"""What the provisions of the Convention are about, in the words that State reports use for them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from Stemmer import Stemmer

from vectorstore.address import Address

# Words that single a provision out: they widen its query, pick its sub-sections by their headings, and stand in every
# passage from elsewhere.
_TERMS: dict[str, str] = {
    "ICERD#1(1)": "definition discrimination descent colour",
    "ICERD#1(2)": "citizens non-citizens foreigners aliens",
    "ICERD#1(3)": "nationality citizenship naturalization",
    "ICERD#1(4)": "quotas advancement affirmative positive",
    "ICERD#2(1)(a)": "public authorities civil servants officials",
    "ICERD#2(1)(b)": "sponsor defend funding organizations",
    "ICERD#2(1)(c)": "review policies legislation amend amendments draft bill",
    "ICERD#2(1)(d)": "prohibit prohibition legislation anti-discrimination",
    "ICERD#2(1)(e)": "Assembly ethnocultural associations integration movements",
    "ICERD#2(2)": "quotas grants disadvantaged affirmative positive",
    "ICERD#4(a)": "hate hatred incitement dissemination propaganda",
    "ICERD#4(b)": "extremist organizations propaganda banned prohibited",
    "ICERD#4(c)": "officials authorities politicians public statements",
    "ICERD#5(a)": "courts tribunals judges trial interpreters justice",
    "ICERD#5(b)": "security violence police torture riots clashes victims",
    "ICERD#5(c)": "political elections vote electoral deputies parliament civil service",
    "ICERD#5(d)(i)": "movement residence registration relocate",
    "ICERD#5(d)(ii)": "leave return repatriates kandas exit",
    "ICERD#5(d)(iii)": "nationality citizenship stateless statelessness naturalization",
    "ICERD#5(d)(iv)": "marriage marriages spouse family forced",
    "ICERD#5(d)(v)": "property land ownership",
    "ICERD#5(d)(vi)": "inherit inheritance",
    "ICERD#5(d)(vii)": "religion religious conscience belief",
    "ICERD#5(d)(viii)": "expression opinion media journalists speech",
    "ICERD#5(d)(ix)": "assembly assemblies rallies association associations",
    "ICERD#5(e)(i)": "work employment labour unemployment workers wages",
    "ICERD#5(e)(ii)": "trade unions",
    "ICERD#5(e)(iii)": "housing homes dwelling",
    "ICERD#5(e)(iv)": "health healthcare medical insurance social assistance pensions",
    "ICERD#5(e)(v)": "education schools training pupils students teachers textbooks languages",
    "ICERD#5(e)(vi)": "cultural culture theatres festivals heritage",
    "ICERD#5(f)": "transport restaurants hotels cafés parks shops",
    "ICERD#8": "amendment article 8 financing of the Committee",
    "ICERD#9": "periodic report reporting guidelines submitted under article 9",
    "ICERD#14": "individual communications complaints to treaty bodies",
    "ICERD#17": "ratification ratified",
    "ICERD#18": "accession",
    "ICERD#20": "reservations reservation",
    "ICERD#22": "International Court of Justice",
}

# For articles 8 to 25 a passage must hold one of these phrases whole: single words of theirs are everywhere.
_PHRASES: dict[str, str] = {
    "8": r"article 8 of the Convention",
    "9": r"article 9 of the Convention|periodic reports?\b|report was submitted|guidelines on reporting|next report",
    "14": r"individual (?:communication|complaint|petition)s?",
    "17": r"ratified by Act|ratified the (?:International )?Convention on the Elimination",
    "18": r"acceded to the (?:International )?Convention on the Elimination",
    "20": r"\breservations? (?:to|concerning|under)\b",
    "22": r"International Court of Justice",
}

_FIRST_PROCEDURAL = 8
_COMMON = frozenset({"a", "an", "and", "any", "as", "at", "for", "in", "of", "on", "or", "other", "the", "to", "with"})
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _stemmer() -> Stemmer:
    return Stemmer("english")


@lru_cache(maxsize=8_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry meaning."""
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(_stemmer().stemWords([word for word in words if word not in _COMMON]))


def terms_of(article: Address) -> str:
    """The words for a provision, those of its parts with them; "" if none are known."""
    if article.id in _TERMS:
        return _TERMS[article.id]
    below = [words for id, words in _TERMS.items() if article.covers(Address.from_id(id))]
    above = [words for id, words in _TERMS.items() if Address.from_id(id).covers(article)]
    return " ".join(below or above)


def provisions_below(article: Address) -> list[Address]:
    """The provisions below an article for which words are known."""
    known = [Address.from_id(id) for id in _TERMS]
    return [one for one in known if article.covers(one) and one != article]


def is_procedural(article: Address) -> bool:
    """Whether the provision is about the Committee or the treaty itself, on which State reports have no section."""
    head = article.path[0]
    return head.isdecimal() and int(head) >= _FIRST_PROCEDURAL


def names_article(article: Address, text: str) -> bool:
    """Whether `text` speaks of a procedural article: its phrase, or "article N of the Convention"."""
    number = re.escape(article.path[0])
    pattern = _PHRASES.get(article.path[0], rf"\barticle {number}(?:\s*\(\d+\))* of the Convention")
    return re.search(pattern, text.replace("\u00a0", " "), re.IGNORECASE) is not None

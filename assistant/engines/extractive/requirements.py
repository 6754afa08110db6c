"""The first part of a section: what the Convention requires, closely reported from its text."""

from __future__ import annotations

import re

from vectorstore.model import Passage

_OBLIGATION = (
    (re.compile(r"^In this Convention, the term (“[^”]+”) shall mean "), r"The Convention defines \1 as "),
    (re.compile(r"^This Convention shall not apply to "), "The Convention does not apply to "),
    (
        re.compile(r"^(?:and )?to adopt immediate and positive measures"),
        "States parties must adopt immediate and positive measures",
    ),
    (re.compile(r"^Each State Party undertakes not to\b"), "States parties undertake not to"),
    (re.compile(r"^Each State Party undertakes to\b"), "States parties undertake to"),
    (re.compile(r"^(?:Each State Party|States Parties) shall not\b"), "States parties may not"),
    (re.compile(r"^(?:Each State Party|States Parties) shall\b"), "States parties must"),
    (re.compile(r"^Shall not\b"), "States parties may not"),
    (re.compile(r"^Shall\b"), "States parties must"),
    (re.compile(r"^States Parties\b"), "States parties"),
)
_RIGHT = re.compile(r"^(?:The rights? |Political rights|Other civil rights|Economic, social)")
_TAIL = re.compile(
    r"[,;:]?(?: and)?$|, inter alia:?$|, notably in the enjoyment of the following rights:?$|, and, to this end:?$"
)
_SHORTENED = re.compile(
    r"—| within the border|,? and to return|, including one’s own| alone as well|,? intended for|, whether inflicted|"
    r" and protection by the State|, to free choice|, medical care| and all other organs|, just and favourable"
)
_LAST_OF_LIST = re.compile(r", (?=(?:\w+ ){1,5}\w+$)")
_BOUNDARY = re.compile(
    r", as well as\b|, and also\b|, for the purpose of\b|"
    r", and shall\b|, with a view to\b|; |\. "
)
_NEXT_SENTENCE = re.compile(
    r"\. (They|The|In|Such|These|This|However|It|At|Nothing|No|If|For|Within|Each|When|A|An|Any|Where|Upon)(?= )"
)
# "undertake to do this and, to this end, with due regard to that": the regard belongs to all of it.
_WITH_REGARD = re.compile(r"undertake to (?P<do>.+?) and, to this end, (?P<regard>with due regard to .+)$")
_RELATED = {"States Parties": "States parties", "State Party": "State party"}


def requirement(passage: Passage) -> str | None:
    """One provision as a sentence without its citation, or None where it is a mere heading ("in particular:")."""
    text = passage.text.strip()
    if text.endswith("in particular:"):
        return None
    text = re.sub(r"^In compliance with [^,]+, ", "", text)
    text = re.sub(r"\b(?:expressly )?set forth in article (\d+) of this Convention", r"set forth in article \1", text)
    for pattern, words in _OBLIGATION:
        text = pattern.sub(words, text)
    text = re.sub(r"\bthis Convention\b", "the Convention", re.sub(r"\bthis article\b", "the article", text))
    for form, words in _RELATED.items():
        text = text.replace(form, words)
    text = re.sub(r"\. (?=[A-Z])", "; ", _NEXT_SENTENCE.sub(lambda start: "; " + start[1].lower(), text))
    text = _TAIL.sub("", text).strip(" ,;:.")
    return _WITH_REGARD.sub(r"undertake, \g<regard>, to \g<do>", text)


def clip(text: str, words: int) -> str:
    """`text` cut at its last clause boundary within `words`, or else at the first after; never in its first dozen."""
    if len(text.split()) <= words:
        return text
    lengths = [(match.start(), len(text[: match.start()].split())) for match in _BOUNDARY.finditer(text)]
    cuts = [(position, length) for position, length in lengths if length >= 12]
    within = [position for position, length in cuts if length <= words]
    if not cuts:
        return text
    cut = within[-1] if within else cuts[0][0]
    return _LAST_OF_LIST.sub(" and ", text[:cut]) if text.startswith(", as well as", cut) else text[:cut]


def is_right(passage: Passage) -> bool:
    """Whether the provision names a right in a list ("The right to housing;")."""
    return bool(_RIGHT.match(passage.text))


def right_words(passage: Passage) -> str:
    """A right in running text: "the right to housing"."""
    text = passage.text.rstrip(";., ").replace("Political rights, in particular the rights", "the rights")
    text = re.sub(r"^(?:Other civil rights|Economic, social and cultural rights), in particular:?$", "", text)
    return text[:1].lower() + text[1:]


def short_right(passage: Passage) -> str:
    """A right in few words, for headings and lists: up to its first comma or clause."""
    if passage.text.startswith("Political rights"):
        return "political rights"
    return _SHORTENED.split(right_words(passage))[0].replace("the rights to work", "the right to work")

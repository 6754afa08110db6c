"""The words by which a citation's document is told from another treaty, a domestic law or any other text."""

from __future__ import annotations

# Names that people write instead of a symbol. The State report's own names are always understood.
DOCUMENT_NAMES = {"concluding observations": "CERD/C/KAZ/CO/8-10"}

CONVENTION_YEARS = {"ICERD": "1965", "CEDAW": "1979", "CRC": "1989", "CAT": "1984", "ICRMW": "1990", "CRPD": "2006"}
CONVENTION_TITLES = {
    "ICERD": "racial discrimination",
    "ICCPR": "civil and political rights",
    "ICESCR": "cultural rights",
    "CEDAW": "discrimination against women",
    "CRC": "rights of the child",
    "CAT": "against torture",
    "ICRMW": "migrant workers",
    "CRPD": "persons with disabilities",
    "CPED": "enforced disappearance",
}
LAST_ARTICLES = {
    "ICERD": 25,
    "ICCPR": 53,
    "ICESCR": 31,
    "CEDAW": 30,
    "CRC": 54,
    "CAT": 33,
    "ICRMW": 93,
    "CRPD": 50,
    "CPED": 45,
}
ALIASES = {"ICERD": frozenset({"icerd", "cerd"})}

# Words that may stand between "the" and "Convention" without making it another one.
NEUTRAL_BEFORE_TREATY = frozenset({
    "the", "this", "that", "said", "same", "present", "un", "nations", "international", "icerd", "under", "of", "in",
    "see", "cf", "and", "both", "its", "to", "by", "article", "art", "articles", "arts",
})  # fmt: skip
TITLE_PREPOSITIONS = frozenset({"on", "against", "relating", "concerning", "regarding", "for"})
# After "of the Convention on …", these begin a remark, not a title.
NO_TITLE = frozenset({"state", "states", "government", "committee", "kazakhstan", "party", "convention"})
TITLE_TOPICS = frozenset({
    "migrant", "migrants", "refugees", "torture", "children", "women", "disabilities", "genocide", "stateless",
    "statelessness", "child", "discrimination", "apartheid", "slavery", "trafficking",
})  # fmt: skip

# Singular forms; a final "s" or "'s" is taken off before looking. The first set counts only with a capital letter in
# running prose: "equality before the law" and "acts of racism" name no law.
LAWS_IN_CAPITALS = frozenset({
    "act", "law", "order", "rule", "regulation", "bill", "instruction", "directive", "ordinance", "resolution",
})  # fmt: skip
LAWS = frozenset({"code", "constitution", "decree", "statute", "legislation", "unconstitutional", "constitutional"})
# Of the words above, those that tell of a law without naming one: "the Constitutional Court" is no source.
LAW_ADJECTIVES = frozenset({"constitutional", "unconstitutional"})
TREATIES_IN_CAPITALS = frozenset({"declaration", "treaty", "charter"})
TREATY_WORDS = frozenset({"covenant", "protocol"})
TREATY_ACRONYMS = frozenset(
    {"UDHR", "ECHR", "ICRMW", "CEDAW", "CRC", "CAT", "CRPD", "CPED", "ICCPR", "ICESCR", "CCPR", "CESCR"}
)
# Texts cited by paragraph that are not ours.
OTHER_TEXTS = frozenset({
    "plan", "programme", "program", "decision", "comment", "guideline", "principle", "annex", "judgment", "opinion",
    "report", "strategy", "agenda", "declaration", "charter", "study", "submission", "letter", "resolution",
})  # fmt: skip
# Lower-case words inside the name of a law or report.
NAME_LINKS = frozenset(
    {"of", "the", "on", "and", "for", "in", "against", "to", "all", "from", "no", "nos", "or", "its"}
)
DETERMINERS = frozenset({
    "the", "this", "that", "these", "those", "same", "its", "their", "our", "a", "an", "said", "present", "document",
})  # fmt: skip
# Words that end the name of the owner in "article 5 of the …".
PHRASE_ENDS = frozenset({"under", "in", "by", "with", "to", "is", "are", "was", "were", "which", "that", "has", "have"})
REPORT_WORDS = frozenset({
    "the", "this", "present", "its", "state", "states", "state's", "states'", "party", "party's", "parties", "periodic",
    "combined", "government", "government's", "kazakhstan", "kazakhstan's", "eleventh", "fourteenth",
})  # fmt: skip
ABBREVIATIONS = frozenset({
    "art", "arts", "para", "paras", "no", "nos", "sect", "sects", "cf", "e", "g", "i", "ibid", "id", "mr", "ms", "dr",
    "st", "p", "pp", "ch", "vol", "vs", "v", "chap", "par", "pars",
})  # fmt: skip

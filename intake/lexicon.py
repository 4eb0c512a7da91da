"""The hurtful words that the list starts with; the secretariat changes it in the admin from there on.

Kept short on purpose. A word is here if it insults people for what they are, or as a person, and
hardly has another use; names of peoples, faiths and illnesses are not insults and are not here. A
match only holds a report until somebody has read it. How words are matched: intake/screening.py.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """One term; behind a Turkish one, Turkish endings count too."""

    text: str
    language: str
    note: str

    @property
    def inflects(self) -> bool:
        """Whether endings count."""
        return self.language == "tr"


SEXIST, HOMOPHOBIC, RACIST, ABLEIST, INSULT, THREAT = (
    "sexist", "homophobic", "racist", "ableist", "insult", "threat",
)  # fmt: skip

LEXICON = [
    Entry("gavur", "tr", RACIST),
    Entry("kıro", "tr", RACIST),
    Entry("Ermeni dölü", "tr", RACIST),
    Entry("Yahudi dölü", "tr", RACIST),
    Entry("orospu", "tr", SEXIST),
    Entry("kahpe", "tr", SEXIST),
    Entry("kaltak", "tr", SEXIST),
    Entry("sürtük", "tr", SEXIST),
    Entry("ibne", "tr", HOMOPHOBIC),
    Entry("nonoş", "tr", HOMOPHOBIC),
    Entry("geri zekalı", "tr", ABLEIST),
    Entry("gerizekalı", "tr", ABLEIST),
    Entry("embesil", "tr", ABLEIST),
    Entry("şerefsiz", "tr", INSULT),
    Entry("namussuz", "tr", INSULT),
    Entry("haysiyetsiz", "tr", INSULT),
    Entry("pezevenk", "tr", INSULT),
    Entry("gavat", "tr", INSULT),
    Entry("piç", "tr", INSULT),
    Entry("puşt", "tr", INSULT),
    Entry("yavşak", "tr", INSULT),
    Entry("siktir", "tr", INSULT),
    Entry("amına koyayım", "tr", INSULT),
    Entry("amk", "tr", INSULT),
    Entry("gebertirim", "tr", THREAT),
    Entry("nigger", "en", RACIST),
    Entry("niggers", "en", RACIST),
    Entry("kike", "en", RACIST),
    Entry("raghead", "en", RACIST),
    Entry("whore", "en", SEXIST),
    Entry("slut", "en", SEXIST),
    Entry("bitch", "en", SEXIST),
    Entry("faggot", "en", HOMOPHOBIC),
    Entry("tranny", "en", HOMOPHOBIC),
    Entry("retard", "en", ABLEIST),
    Entry("bastard", "en", INSULT),
    Entry("cunt", "en", INSULT),
]

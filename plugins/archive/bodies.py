"""How running text names those who meet and those who act: "the City Executive Board", "CEB", "the Head of Planning".

Patterns only, with no named groups, to be built into grammars. All repetitions are bounded.
"""

from __future__ import annotations

from typing import Final

NOUN: Final = (
    r"(?:(?:Sub-?|sub-?)?[Cc]ommittees?|COMMITTEE|Sub-?Committees?|CABINET|COUNCIL|EXECUTIVE|BOARD|PANEL"
    r"|Cabinet|Council|Executive|Boards?|Panels?|Commission|Forums?|Assembly|"
    r"Working\s+(?:Group|Party)|Task(?:\s+and\s+Finish)?\s+(?:Group|Force)|Steering\s+Group|Partnership"
    r"|Authority|Scrutiny|Overview\s+(?:and|&)\s+Scrutiny)"
)
# "the Council Tax" and "Council officers" name no body.
_NOT_AFTER: Final = r"(?!\s+(?:[Tt]ax|[Oo]fficers?|[Hh]ous|[Mm]otion|[Pp]lan\b|[Ss]taff|[Ll]eader|[Mm]embers?\s+for))"
# What may follow the noun in a name: "Planning Committee East", "Board for the Town Centre". No month and no verb.
_MORE: Final = (
    r"(?:\s+(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|RES|AGR|That\b"
    r"|Minute|Item|Meeting))"
    r"(?:(?:for|of)\s+(?:the\s+)?)?[A-Z][\w'’&-]*(?:\s+(?:and\s+)?(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep"
    r"|Oct|Nov|Dec|Meeting))[A-Z][\w'’&-]*){0,3})?"
)
BODY: Final = (
    rf"(?:(?:the|The|this|full|Full|its|that)\s+)*(?:(?:[A-Z][\w'’&-]*,?\s+)(?:(?:[A-Z][\w'’&-]*,?|and|for|of"
    rf"|the|&)\s+){{0,9}}?)?{NOUN}\b{_NOT_AFTER}"
    rf"{_MORE}(?:\s+\([^()]{{1,40}}\))?"
)
ACRONYM: Final = r"(?:(?:the|The)\s+)?[A-Z]{2,7}\b"
# One who undertakes: a role, a named person, officers. No body, no pronoun.
ACTOR: Final = (
    r"(?:(?:[Tt]he\s+|[Aa]ll\s+|[Ll]ead\s+)?(?:[Oo]fficers?|[Dd]irectors?|[Rr]epresentatives?|[Cc]hair(?:man"
    r"|woman|person)?|"
    r"(?:[A-Z][\w'’&.-]*,?\s+)(?:(?:[A-Z(][\w'’&.)-]*,?|and|for|of|the|&|-|–)\s+){0,11}?(?:[A-Z][\w'’.-]*[\w)]"
    r"|[A-Z]|[a-z]+\))))"
)

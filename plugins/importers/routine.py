"""Which items are routine: they recur at every meeting and are no matter of their own, so they make no issue."""

from __future__ import annotations

import re
from typing import Final

from plugins.archive.text import squeeze

_ROUTINE: Final = re.compile(
    r"""(?ix)
    (?:to\s+(?:receive|note|consider|report|approve|confirm|sign|agree|record)\s+(?:any\s+|and\s+|the\s+)*)?
    (?:(?:any|the|receipt\s+of|notification\s+of)\s+)*
    (?:
      apolog(?:y|ies)\b.*
      | welcome(?:s)?(?:\s+and\s+.{0,40})? | introductions?(?:\s+and\s+.{0,40})?
      | (?:disclosures?|declarations?)\s+of\s+.*interests?.* | declarations? | interests | members'?\s+interests
      | declarations?\s+of\s+lobbying | dispensations?
      | (?:draft\s+|public\s+|confidential\s+|exempt\s+|previous\s+)*minutes
        (?:\s+(?:of|from|for|-).*(?:meeting|committee|cabinet|council|board|panel).*)?
      | minutes?\s+of\s+(?:the\s+)?(?:last|previous)\b.*
      | approv(?:e|al)\s+(?:of\s+)?(?:the\s+)?minutes.*
      | (?:chair(?:man|woman|person)?|mayor|leader|chief\s+executive)(?:'s|s')?\s+(?:announcements?|communications?)
      | announcements?(?:\s+by\s+.*)? | communications(?:\s+from\s+.*)?
      | any\s+other\s+.{0,40}items?\s+which\s+.{0,40}urgent | any\s+(?:confidential|exempt).{0,60}urgent
      | urgent\s+(?:business|items?|matters?).* | (?:any\s+)?other\s+(?:urgent\s+)?business.*
      | items?\s+(?:of\s+)?(?:requiring\s+)?urgent\s+attention.*
      | (?:public|member|councillor)s?(?:'s?|s')?\s+(?:participation|question\s*s?(?:\s+time)?|speaking)(?:\s+.{0,60})?
      | questions?\s+(?:from|by)\s+(?:the\s+)?(?:public|members|councillors).*
      | petitions?(?:\s+and\s+deputations?)? | deputations?(?:\s+and\s+petitions?)?
      | exclusion\s+of\s+(?:the\s+)?(?:press|public).* | admission\s+of\s+the\s+public
      | (?:exempt|confidential|private)\s+(?:items?|business|information).*
      | access\s+to\s+information | order\s+of\s+business | webcasting.* | filming.*
      | fire\s+(?:evacuation|procedure|alarm).*
      | (?:election|appointment)\s+of\s+(?:a\s+|the\s+)?(?:vice-?\s*)?chair(?:man|woman|person)?.*
      | substitut(?:es?|ions?|e\s+members?).* | (?:notification\s+of\s+)?substitutes?
      | date\s+(?:and\s+time\s+)?of\s+(?:the\s+)?next\s+meeting.* | next\s+meeting
      | dates?\s+of\s+(?:future|next)\s+meetings?.*
      | matters\s+arising.* | prayers | minute'?s\s+silence | roll\s+call | call\s+to\s+order | adjournment
      | closure\s+of\s+meeting | evacuation\s+procedures?
      | ymddiheuriadau.* | datgan(?:iadau|iad)?\s+o?\s*(?:gysylltiad|buddiannau|fuddiannau|ddiddordeb).* | cofnodion
      | datgan\s+cysylltiad | gwahardd\s+y\s+(?:cyhoedd|wasg).* | materion\s+brys
    )
    \s*[.:]?"""
)


def is_routine(title: str) -> bool:
    """Whether an item of this title is business of procedure, by the words of its title alone."""
    return _ROUTINE.fullmatch(squeeze(title).replace("’", "'")) is not None

"""German words for what happened, as the closed sets of records. What is not certain is `other`."""

from __future__ import annotations

import re
from typing import Final

from plugins.archive.text import squeeze
from plugins.archive.vocabulary import CommitteeKind, DocumentKind, MeetingStatus, Outcome

_DOUBTFUL = re.compile(r"(?i)\b(?:teilweise|zum teil|kein(?:e[nr]?)?|ohne|nicht|siehe|tlw)\b")
_UNCHANGED = re.compile(r"(?i)\b(?:ungeändert|unverändert|ohne änderung(?:en)?)(?:e[nrsm]?)?\b")
_OUTCOMES: Final = tuple(
    (outcome, re.compile(rf"(?i){words}"))
    for outcome, words in (
        (Outcome.WITHDRAWN, r"\bzurückgezogen\b"),
        (Outcome.DEFERRED, r"\b(?:vertagt|vertagung|zurückgestellt|verschoben)\b"),
        (Outcome.REFERRED, r"\b(?:verwiesen|verweisung|überwiesen|überweisung|zurückverwiesen)\b"),
        (Outcome.REFUSED, r"\b(?:abgelehnt|ablehnung)\b"),
        (Outcome.RECOMMENDED, r"\b(?:empfohlen|beschlussempfehlung|empfehlung an)\b"),
        (Outcome.NOTED, r"\b(?:kenntnisnahme|kenntnis genommen|kenntnisgenommen|zur kenntnis)\b"),
        (
            Outcome.APPROVED_AMENDED,
            r"\b(?:geändert\w*|abgeändert\w*|modifiziert\w*|mit änderung(?:en)?)\b",
        ),
        (
            Outcome.APPROVED,
            r"\b(?:zugestimmt|zustimmung|beschlossen|angenommen|genehmigt|einverstanden|bewilligt|gewählt|annahme)\b",
        ),
    )
)
_DECIDES = re.compile(r"(?i)\b(?:zugestimmt|zustimmung|beschlossen|angenommen|genehmigt|bewilligt|annahme)\b")


def outcome_of(result: str) -> Outcome:
    """What a result says was decided, where its words are certain."""
    text = _UNCHANGED.sub(" ", squeeze(result))
    if _DOUBTFUL.search(text):
        return Outcome.OTHER
    found = [outcome for outcome, words in _OUTCOMES if words.search(text)]
    if Outcome.APPROVED_AMENDED in found and not _DECIDES.search(text):
        return Outcome.OTHER
    certain = [each for each in found if each is not Outcome.APPROVED or Outcome.APPROVED_AMENDED not in found]
    return certain[0] if len(certain) == 1 and not re.search(r"(?i)stellungnahme einverst", text) else Outcome.OTHER


_ROUTINE = re.compile(
    r"""(?ix)\W*(?:
      (?:bekanntgaben?|bekanntmachungen?|mitteilungen|anfragen|anträge|wünsche|anregungen|fragen|berichte)\b(?!.*[;/]).{0,80}
    | verschiedenes | sonstiges | (?:einwohner|bürger)\w*frage?\w* | fragestunde.* | mündliche\s+(?:an)?fragen.*
    | (?:aktuelle\s+)?informationen(?:\s+(?:der|des|aus|zu)\b.{0,60})? | aktuelle\s+stunde
    | (?:er)?öffnung\s+der\s+sitzung.* | begrüßung.* | schlie(?:ß|ss)ung\s+der\s+sitzung.*
    | feststellung\s+der\s+(?:anwesenheit|tagesordnung|beschluss|ordnungs).* | tagesordnung | niederschrift.*
    | (?:genehmigung|anerkennung|feststellung|bestätigung|kontrolle)\s+(?:der|des)\s+
        (?:tagesordnung|niederschrift|protokoll).*
    | (?:ö|nö|n?icht\s*ö)ffentlicher?\s+(?:teil|sitzung) | (?:abgesetzt|vertagt|entfällt|zurückgezogen)
    )\W*"""
)


def is_routine(title: str) -> bool:
    """Whether an item is business of procedure, or only a heading for such, by its words alone."""
    return _ROUTINE.fullmatch(squeeze(title)) is not None


_STATUSES: Final = (
    (MeetingStatus.CANCELLED, re.compile(r"(?i)abgesagt|ausgefallen|entfällt|entfallen|storniert")),
    (MeetingStatus.POSTPONED, re.compile(r"(?i)verschoben|verlegt|vertagt")),
    (MeetingStatus.HELD, re.compile(r"(?i)durchgeführt|stattgefunden|beendet|abgeschlossen|protokolliert")),
    (MeetingStatus.SCHEDULED, re.compile(r"(?i)terminiert|geplant|eingeladen|einberufen|vorläufig|angesetzt")),
)


def status_of(state: str | None) -> MeetingStatus | None:
    """What a meeting's state says."""
    return next((status for status, words in _STATUSES if state and words.search(state)), None)


_DOCUMENTS: Final = (
    (DocumentKind.MINUTES, re.compile(r"(?i)protokoll|niederschrift")),
    (DocumentKind.AGENDA, re.compile(r"(?i)tagesordnung|einladung|bekanntmachung")),
    (DocumentKind.DECISIONS, re.compile(r"(?i)beschlussauszug|beschlussprotokoll|beschlüsse|abstimmungsergebnis")),
    (DocumentKind.APPENDIX, re.compile(r"(?i)^\W*(?:anlage|anhang|lageplan)")),
    (DocumentKind.REPORT, re.compile(r"(?i)vorlage|bericht|stellungnahme|antwort|antrag|anfrage")),
)


def document_kind(title: str, role: str) -> DocumentKind:
    """What a file is, by its place and by the words of its name."""
    placed = {
        "resultsprotocol": DocumentKind.MINUTES,
        "verbatimprotocol": DocumentKind.MINUTES,
        "invitation": DocumentKind.AGENDA,
        "resolutionfile": DocumentKind.DECISIONS,
        "mainfile": DocumentKind.REPORT,
    }.get(role)
    return placed or next((kind for kind, words in _DOCUMENTS if words.search(title)), DocumentKind.OTHER)


def committee_kind(name: str, sort: str) -> CommitteeKind:
    """What a body is for, as far as its name is certain."""
    if re.fullmatch(
        r"(?i)(?:gemeinde|stadt|kreis|markt)rat|rat(?: der .*)?|(?:stadtverordneten|gemeinde)\w*|kreistag|bürgerschaft",
        name,
    ):
        return CommitteeKind.COUNCIL
    if re.search(r"(?i)^(?:ortschaft|orts|bezirks|stadtbezirks|stadtteil)\w*(?:rat|beirat|vertretung)\b", name):
        return CommitteeKind.AREA
    return CommitteeKind.ADVISORY if re.search(r"(?i)beirat", f"{name} {sort}") else CommitteeKind.OTHER

"""German words as the closed sets of records."""

from __future__ import annotations

import pytest

from plugins.archive.vocabulary import CommitteeKind, DocumentKind, MeetingStatus, Outcome
from plugins.importers.oparl.words import committee_kind, document_kind, is_routine, outcome_of, status_of


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        ("einstimmig zugestimmt", Outcome.APPROVED),
        ("mehrheitlich beschlossen", Outcome.APPROVED),
        ("ungeändert beschlossen", Outcome.APPROVED),
        ("Zustimmung", Outcome.APPROVED),
        ("Geändert beschlossen", Outcome.APPROVED_AMENDED),
        ("zugestimmt zu geändertem Beschlusstext", Outcome.APPROVED_AMENDED),
        ("mehrheitlich abgelehnt", Outcome.REFUSED),
        ("zur Kenntnis genommen", Outcome.NOTED),
        ("Kenntnisnahme", Outcome.NOTED),
        ("vertagt", Outcome.DEFERRED),
        ("verwiesen in den Rat", Outcome.REFERRED),
        ("zurückgezogen", Outcome.WITHDRAWN),
        ("teilweise zugestimmt", Outcome.OTHER),
        ("nicht beschlossen", Outcome.OTHER),
        ("keine Abstimmung", Outcome.OTHER),
        ("vorberaten ohne Änderungen", Outcome.OTHER),
        ("erledigt", Outcome.OTHER),
        ("abgelehnt und verwiesen", Outcome.OTHER),
    ],
)
def test_a_result_is_the_outcome_that_its_words_are_certain_of(result: str, kind: Outcome) -> None:
    assert outcome_of(result) is kind


@pytest.mark.parametrize(
    "title",
    [
        "Verschiedenes",
        "Mitteilungen der Verwaltung",
        "ANFRAGEN",
        "- abgesetzt -",
        "Genehmigung der Niederschrift vom 3. Mai",
    ],
)
def test_procedure_is_routine(title: str) -> None:
    assert is_routine(title)


@pytest.mark.parametrize("title", ["Neubau der Holzbrücke", "Anfrage zur Brücke", "Jahresbericht des Museums"])
def test_a_matter_is_not_routine(title: str) -> None:
    assert not is_routine(title)


def test_states_places_and_names_are_understood() -> None:
    assert status_of("Eingeladen") is MeetingStatus.SCHEDULED
    assert status_of("Durchgeführt") is MeetingStatus.HELD
    assert status_of("Sitzung ausgefallen") is MeetingStatus.CANCELLED
    assert status_of("irgendwie") is None
    assert document_kind("Anlage 2", "auxiliaryfile") is DocumentKind.APPENDIX
    assert document_kind("Irgendwas", "resultsprotocol") is DocumentKind.MINUTES
    assert committee_kind("Gemeinderat", "") is CommitteeKind.COUNCIL
    assert committee_kind("Ortschaftsrat Aue", "") is CommitteeKind.AREA

from __future__ import annotations

import pytest

from plugins.importers.routine import is_routine


@pytest.mark.parametrize(
    "title",
    [
        "Apologies for Absence", "APOLOGIES", "Declarations of Interest", "Disclosures of interests, if any",
        "To receive declarations of interest", "Minutes", "Minutes of the Previous Meeting",
        "Minutes of the last meeting", "Minutes of Previous Meeting: 30 March 2021",
        "To approve the minutes of the meeting held on 3 May", "Urgent Business",
        "Any other public items which the Chair decides are urgent", "Any other business",
        "Public Question Time", "Exclusion of the Press and Public", "Chair's Announcements",
        "Date of next meeting", "Substitute Members",
        "To receive the minutes of the meetings of the Cabinet held on…", "Roll call", "Matters arising",
        "Gwahardd y Cyhoedd", "Ymddiheuriadau am absenoldeb", "Election of Chairman", "Webcasting Introduction",
        "Admission of the Public",
    ],
)  # fmt: skip
def test_business_of_procedure_is_routine(title: str) -> None:
    assert is_routine(title)


@pytest.mark.parametrize(
    "title",
    [
        "Customer Strategy", "Minutes of Silence Monument", "Interest Rates and Treasury Management",
        "Public Toilets", "Question of the Town Hall clock", "Urgent Repairs to Mill Bridge", "Election Costs",
        "Petition against the bypass", "Communications Strategy", "Appointment of Contractor", "Welcome Centre",
    ],
)  # fmt: skip
def test_matters_of_their_own_are_not_routine(title: str) -> None:
    assert not is_routine(title)

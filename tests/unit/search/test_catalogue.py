from __future__ import annotations

import datetime as dt

from plugins.search.catalogue import Catalogue, Standing
from tests.support.builders import make_archive, make_committee, make_decision, make_issue, make_item, make_meeting


def test_a_catalogue_that_let_go_of_its_sources_gives_the_same_documents_under_the_same_numbers() -> None:
    catalogue = Catalogue(
        make_archive(
            make_committee("cabinet"),
            make_meeting("cabinet", "2013-09-11", make_item("Budget", issue="budget"), make_item("Apologies")),
            make_meeting("cabinet", "2012-01-04", make_item("Bins")),
            make_issue("budget", "The budget"),
            make_decision("2014/grant", "2014-02-03", title="A grant", decision="To award it."),
        )
    )
    documents, days = catalogue.all().documents, (dt.date(2012, 1, 4), dt.date(2014, 2, 3))
    catalogue.stand(Standing([source.key for source in catalogue.sources], catalogue.order, catalogue.days()))
    assert not isinstance(catalogue.sources, tuple)  # they are made when they are asked for
    assert len(documents) == len(catalogue) == 6
    assert catalogue.all().documents == documents
    assert catalogue.days() == days

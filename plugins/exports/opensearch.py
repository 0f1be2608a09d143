"""The OpenSearch description: lets a browser offer the archive's search in its own address bar."""

from __future__ import annotations

import io
from typing import Final
from xml.etree.ElementTree import Element, ElementTree, SubElement

from plugins.archive.permalinks import SEARCH
from plugins.archive.records import ArchiveSettings

DESCRIPTION: Final = "opensearch.xml"
_NAMESPACE: Final = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST_NAME: Final = 16


def description(settings: ArchiveSettings, site_url: str) -> bytes:
    """The description of the search at `site_url`."""
    title = settings.title or settings.name
    root = Element("OpenSearchDescription", xmlns=_NAMESPACE)
    SubElement(root, "ShortName").text = title[:_LONGEST_NAME].strip()
    SubElement(root, "LongName").text = title[:48]
    SubElement(root, "Description").text = f"Search the decisions of {settings.name}"
    SubElement(root, "InputEncoding").text = "UTF-8"
    SubElement(root, "Language").text = settings.language
    SubElement(root, "Url", type="text/html", method="get", template=f"{site_url}{SEARCH}?q={{searchTerms}}")
    file = io.BytesIO()
    ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    return file.getvalue()

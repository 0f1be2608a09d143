"""Files → documents: a file and the files that are derived from it are renditions of one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from plugins.archive.records import Document, Rendition
from plugins.importers.oparl.objects import Index, Thing
from plugins.importers.oparl.words import document_kind

_FORMATS: Final = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/rtf": "rtf",
    "text/plain": "txt",
    "text/html": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
}
_ENDING = re.compile(r"\.([A-Za-z0-9]{2,5})(?:[?#].*)?$")


def documents(made: Index, files: Sequence[Thing]) -> tuple[Document, ...]:
    """The documents of files, in order; what is only another form of one of them is a rendition there."""
    present = {each.id for each in files if each.id}
    derived = {each.id for file in files for each in _derived(made, file)}
    whole = [
        file
        for file in files
        if not (file.id and file.id in derived) and not set(file.addresses("masterfile")) & present
    ]
    forms = _by_master(files)
    found = (_document(file, [*_derived(made, file), *_from_master(file, forms)]) for file in whole or files)
    return tuple(dict.fromkeys(document for document in found if document))


def _derived(made: Index, file: Thing) -> list[Thing]:
    """The files that a file says are derived from it."""
    return [each for each in made.refer(file, "derivativefile") if each is not file and each.id != file.id]


def _by_master(files: Iterable[Thing]) -> dict[str, list[Thing]]:
    """Files by the file that they say they are derived from."""
    found: dict[str, list[Thing]] = {}
    for each in files:
        for master in dict.fromkeys(each.addresses("masterfile")):
            found.setdefault(master, []).append(each)
    return found


def _from_master(file: Thing, forms: Mapping[str, Sequence[Thing]]) -> list[Thing]:
    """The files that say they are derived from a file."""
    return [each for each in forms.get(file.id or "", ()) if each is not file]


def _document(file: Thing, others: Sequence[Thing]) -> Document | None:
    """The document of a file and its other forms."""
    fields = file.fields
    title = fields.text("name", "filename", "title")
    if not title:
        return None
    forms = {each.id or str(id(each)): each for each in (file, *others)}
    for other in others:
        other.fields.text("name")
    return Document(
        title=title,
        kind=document_kind(title, file.role),
        renditions=tuple(each for form in forms.values() if (each := _rendition(form))),
        published=fields.day("date"),
    )


def _rendition(file: Thing) -> Rendition | None:
    """One form of a document; `None` where nobody can fetch it."""
    url = file.fields.url("downloadurl") or file.fields.url("accessurl")
    if url is None:
        return None
    size = file.fields.count("size")
    return Rendition(format=format_of(file), url=url, bytes=size if size and size > 0 else None)


def format_of(file: Thing) -> str:
    """A file's format, by its kind, its name or its address."""
    values = file.fields.values
    mime = values.get("mimetype")
    known = _FORMATS.get(mime.partition(";")[0].strip().lower()) if isinstance(mime, str) else None
    named = (values.get(name) for name in ("filename", "downloadurl", "accessurl"))
    endings = (match[1].lower() for name in named if isinstance(name, str) and (match := _ENDING.search(name)))
    return known or next(endings, "file")

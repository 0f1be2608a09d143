"""Queries for tantivy on the standard input, its answers on the standard output. Run by the peers' own Python."""

import json
import sys

import tantivy


def main() -> None:
    given = json.load(sys.stdin)
    made = _index(given["leaves"])
    searcher = made.searcher()
    found = []
    for text in given["queries"]:
        query, _ = made.parse_query_lenient(text, ["title", "body"], conjunction_by_default=given["every"])
        hits = searcher.search(query, given["limit"]).hits
        found.append([searcher.doc(address)["id"][0] for _, address in hits])
    json.dump(found, sys.stdout)


def _index(leaves: list[dict[str, str]]) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    made = tantivy.Index(builder.build())
    writer = made.writer(128_000_000, 1)
    for leaf in leaves:
        writer.add_document(tantivy.Document(**leaf))
    writer.commit()
    writer.wait_merging_threads()
    made.reload()
    return made


if __name__ == "__main__":
    main()

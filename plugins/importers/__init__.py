"""How other systems' pages and data become records: a reader for each format, drafts, and merging into `content/`."""

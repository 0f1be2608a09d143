"""Collecting: a council's public pages, answers and documents, fetched gently into WARC files."""

"""Attached files: copies and checksums."""

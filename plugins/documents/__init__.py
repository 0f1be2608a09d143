"""Attached files of our own, published beside the pages."""

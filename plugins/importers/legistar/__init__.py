"""Legistar Web API answers → drafts: bodies, events, items, matters, histories, attachments, votes, persons."""

from plugins.importers.legistar.reader import finish, read

__all__ = ["finish", "read"]

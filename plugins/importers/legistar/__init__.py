"""Legistar Web API answers → drafts: bodies, events, items, matters, histories, attachments, votes, persons."""

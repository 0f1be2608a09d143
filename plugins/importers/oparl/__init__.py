"""OParl 1.0 and 1.1 objects → drafts: organizations, meetings, papers, consultations, files, persons."""

from plugins.importers.oparl.reader import finish, read

__all__ = ["finish", "read"]

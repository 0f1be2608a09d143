"""OParl 1.0 and 1.1 objects → drafts: organisations, meetings, papers with consultations, files, persons."""

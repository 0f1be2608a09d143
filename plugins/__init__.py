"""Minutebook's own code: what a decisions archive is, how records come in, how they are read, found and reused."""

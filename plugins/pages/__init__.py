"""How the archive is read: which pages exist, what each shows, and how they are written."""

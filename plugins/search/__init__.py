"""How the archive is found: a Whoosh index of its texts, and the files from which a browser answers as Whoosh does."""

"""How the archive is reused: data, feeds, calendars, maps of the site."""

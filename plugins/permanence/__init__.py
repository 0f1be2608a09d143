"""What keeps every published address alive."""

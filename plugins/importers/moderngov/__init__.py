"""ModernGov (Civica "modern.gov"): its pages as text and HTML, and its web service."""

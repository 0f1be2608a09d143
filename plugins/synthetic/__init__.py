"""Archives of invented councils, of any size, for tests of scale."""

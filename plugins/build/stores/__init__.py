"""Records and sites in object stores and wherever else fsspec reaches. Nothing here is loaded where none is named."""

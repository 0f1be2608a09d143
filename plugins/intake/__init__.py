"""How records come in: the only reader and writer of `content/`, and the rules that good content keeps."""

"""The benchmarks: Minutebook and its peers on the same archive in one run, as ratios."""

"""How a build runs: settings, stages and their counts, workers, and the change of the output folder at the end."""

"""Question sets, metrics, runs and comparisons; may import everything, nothing imports it."""

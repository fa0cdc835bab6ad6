"""A text to its blocks, zones, clause tree, labels and metadata."""

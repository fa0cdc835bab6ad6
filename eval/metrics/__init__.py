"""One metric a file; ``MEASURES`` names those that every question of a run gets."""

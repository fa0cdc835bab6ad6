"""To answer, in whole or in part, or to refuse."""

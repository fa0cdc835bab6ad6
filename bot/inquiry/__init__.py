"""What people ask: questions without an answer grouped by likeness, their matter, their trend."""

"""Documents as they were parsed, kept by what they were parsed from: a start parses none twice."""

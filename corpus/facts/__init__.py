"""Who is to do what, until when, how much."""

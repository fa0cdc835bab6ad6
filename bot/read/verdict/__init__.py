"""Yes-or-no questions: how they are asked, and whether a clause says yes or no to them."""

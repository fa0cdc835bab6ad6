"""What a clause holds and how much of a question that is; nothing here knows a step."""

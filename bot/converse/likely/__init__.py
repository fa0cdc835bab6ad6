"""Which clause a message of a talk is after, of those that its own words and the talk lead to."""

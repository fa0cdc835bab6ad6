"""What documents say of one another: numbers, references, validity."""

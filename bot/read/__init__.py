"""What candidates are worth: their order, whether they answer, which words do."""

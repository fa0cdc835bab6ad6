"""Files read by processes of their own, within limits, and what was read kept by its bytes."""

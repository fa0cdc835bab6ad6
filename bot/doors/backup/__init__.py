"""Keeping and giving back all that an installation holds."""

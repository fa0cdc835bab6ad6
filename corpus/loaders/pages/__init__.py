"""Formats that are pages with words on them (PDF, scans), not running text."""

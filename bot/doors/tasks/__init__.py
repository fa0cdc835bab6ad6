"""The tasks of the agencies: page, API, files and command over one selection."""

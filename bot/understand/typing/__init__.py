"""Questions as they are typed, brought into ordinary written Vietnamese."""

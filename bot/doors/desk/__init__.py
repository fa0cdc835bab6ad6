"""The doors to the desk: routes for administrators, their page, the command."""

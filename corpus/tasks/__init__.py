"""Who has to do what by when, over all documents: agency, role, deadline, target, clause."""

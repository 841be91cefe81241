"""From year to year: which task goes on in the next report, and in what shape."""

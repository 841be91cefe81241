"""Who might own a task that names no owner: proposals from a roster of offices and from earlier task tables."""

"""From place to place: which tasks and targets are shared, and whose are a place's own."""

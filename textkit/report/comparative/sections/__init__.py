"""The sections of a report, in the order in which they are read. Each module has ``build(study)``, which gives its Section
or raises TextkitError with the reason why these documents cannot answer its question."""

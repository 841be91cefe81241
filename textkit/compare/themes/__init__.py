"""How much of a text goes to which theme: codebooks, what they hit, and the figures made of the hits."""

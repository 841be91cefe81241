"""Who repeats whose text: the steps of :func:`textkit.compare.reuse`, in the order they run.

symbols (a text as what two texts are compared by), shingling (its stretches and their shingles), candidates (stretches that
may be the same), tiling (the runs that they share), aligning (which characters are the same), telling (how much it tells that they
are), matching (which passages count), phrases (what everybody says), origins (who was first), families (all occurrences of one
passage, and what is left as a document's own), recurring (the verb).
"""

"""How documents, corpora and results show themselves in a notebook: self-contained HTML, light and dark, nothing from a network.

look (styles and the page around), values (a value as readers see it), grid (the table), passages (a row's sentences),
results (results and DataFrames), aligned (two wordings side by side), documents (marked text, the list of a corpus).
"""

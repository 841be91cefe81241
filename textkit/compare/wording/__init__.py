"""In which words: keyness, concordance, trends, likeness of documents, topics. The verbs are those of ``textkit.compare``."""

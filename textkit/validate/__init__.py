"""How good the answers are: figures of extracted answers against answers that people gave."""

from textkit.validate.accuracy import evaluate, extract_answers
from textkit.validate.score import Figure, Miss, Scores, compare_answers, score

__all__ = ["Figure", "Miss", "Scores", "compare_answers", "evaluate", "extract_answers", "score"]

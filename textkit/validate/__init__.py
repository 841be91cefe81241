"""How good the answers are: figures of extracted answers against answers that people gave."""

from textkit.validate.agreement import Agreement, agreement, alpha
from textkit.validate.extraction import evaluate, extract_answers
from textkit.validate.score import Figure, Miss, Scores, compare_answers, score

__all__ = ["Agreement", "Figure", "Miss", "Scores", "agreement", "alpha", "compare_answers", "evaluate", "extract_answers", "score"]

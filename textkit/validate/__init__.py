"""How good the answers are: against answers that people gave, and estimated from a coded sample of one's own corpus."""

from textkit.validate.agreement import Agreement, agreement, alpha
from textkit.validate.coding import Coding, read_coding
from textkit.validate.estimates import Accuracy, accuracy
from textkit.validate.extraction import evaluate, extract_answers
from textkit.validate.sampling import Sample, sample
from textkit.validate.score import Figure, Miss, Scores, compare_answers, score

__all__ = [
    "Accuracy", "Agreement", "Coding", "Figure", "Miss", "Sample", "Scores", "accuracy", "agreement", "alpha", "compare_answers",
    "evaluate", "extract_answers", "read_coding", "sample", "score",
]

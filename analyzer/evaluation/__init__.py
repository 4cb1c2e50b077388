"""How good the rules are: labelled texts, and the scores of what the rules say of them."""

from analyzer.evaluation.marked import Marked, parse_marked
from analyzer.evaluation.score import Scores, score

__all__ = ["Marked", "Scores", "parse_marked", "score"]

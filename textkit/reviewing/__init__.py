"""People at work on what textkit found: reviewing tasks beside their text, and coding a sample blind, in a notebook."""

from textkit.reviewing.coding import CodingSitting, code
from textkit.reviewing.review import Review, review

__all__ = ["CodingSitting", "Review", "code", "review"]

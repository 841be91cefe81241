"""Findings as people and programs read them: lines, JSON, a page, and the drafter's own Word file with comments."""

"""Engines: who does the work when documents go into a store. They differ in where the work is done and in nothing else."""

from textkit.corpus.engines.running import Run, fill

__all__ = ["Run", "fill"]

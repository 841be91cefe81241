"""A comparative report over a corpus: one page to look at, a Word file to hand in, a workbook to count on with.

:mod:`.study` is what all sections share, :mod:`.sections` makes each of them, :mod:`.model` is what they are made of, and
:mod:`.page`, :mod:`.paper` and :mod:`.book` write it. Nothing is measured here: every number is one of a comparison.
"""

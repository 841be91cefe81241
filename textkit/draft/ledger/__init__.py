"""The ledger of tasks: handed out to the units, collected again, judged by the calendar, reported on.

A ledger is a folder: ``ledger.json`` (everything that was ever reported), ``台账.xlsx`` (what people read and edit),
``更正.jsonl`` (what people corrected of tasks, units and deadlines; see :mod:`textkit.corpus.corrections`) and
``台账配置.toml`` (reporting day, schedule, escalation).
"""

from textkit.draft.ledger.collecting import Collected, collect
from textkit.draft.ledger.following import Standing, status
from textkit.draft.ledger.keeping import init, update
from textkit.draft.ledger.outgoing import dispatch

__all__ = ["Collected", "Standing", "collect", "dispatch", "init", "status", "update"]

"""stub"""
from __future__ import annotations
def canonical(name: str, *, date: str | None = None, level: str = "unknown", place: str | None = None) -> str:
    return name

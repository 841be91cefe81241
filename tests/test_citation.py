"""CITATION.cff is what the form asks for (https://citation-file-format.github.io, 1.2.0), and speaks of this version."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import textkit

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def citation() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    data: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return data


def test_has_what_the_form_asks_for(citation: dict[str, Any]) -> None:
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()                    # required by the schema
    assert citation.keys() <= {"cff-version", "message", "title", "authors", "type", "abstract", "version", "date-released", "license", "keywords"}
    assert citation["cff-version"] == "1.2.0" and citation["type"] in ("software", "dataset")
    assert all(isinstance(citation[key], str) and citation[key] for key in ("message", "title", "abstract", "version"))
    assert [author["name"] for author in citation["authors"]] == ["The textkit authors"]
    assert len(set(citation["keywords"])) == len(citation["keywords"]) > 0
    assert date.fromisoformat(citation["date-released"])                                         # a string: YAML dates are none of the schema's


def test_agrees_with_the_package(citation: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == textkit.__version__
    assert citation["license"] == project["license"]

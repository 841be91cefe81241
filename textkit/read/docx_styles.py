"""What a Word paragraph or run takes from its styles: which list it is numbered by, and whether it is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from textkit.read.docx_package import W
from textkit.read.numbering import Level, List

__all__ = ["Lists", "Styles", "flag", "number"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DEPTH = 32       # longest chain of styles based on each other that is followed; Word allows eleven
_FONTS = ("Wingdings", "Symbol", "Webdings")


def flag(properties: Any | None, name: str) -> bool | None:
    """An on/off property: True, False, or None where it is not given."""
    element = properties.find(W + name) if properties is not None else None
    if element is None:
        return None
    return element.get(W + "val", "true") not in ("0", "false", "off")


def number(element: Any | None, name: str) -> int | None:
    """The integer value of the child ``name`` of ``element``; None where there is none or it is no number."""
    found = element.find(W + name) if element is not None else None
    try:
        return int(found.get(W + "val", "")) if found is not None else None
    except ValueError:
        return None


def _value(element: Any, name: str, default: str = "") -> str:
    found = element.find(W + name)
    return default if found is None else found.get(W + "val", default)


class _Style(NamedTuple):
    name: str
    base: str
    paragraph: Any | None
    run: Any | None


class Styles:
    """The styles of a document by id; ``root`` is the root of its styles part, or None."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for style in root.iter(W + "style") if root is not None else ():
            name = style.get(W + "styleId", "")
            self._styles[name] = _Style(
                _value(style, "name").lower(), _value(style, "basedOn"), style.find(W + "pPr"), style.find(W + "rPr"))
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default = name

    def _chain(self, name: str) -> Iterator[tuple[str, _Style]]:
        for _ in range(_DEPTH):
            style = self._styles.get(name)
            if style is None:
                return
            yield name, style
            name = style.base

    def name(self, style: str) -> str:
        """The name of a style in small letters (toc 1, heading 2), the same in every language of Word."""
        found = self._styles.get(style)
        return found.name if found else ""

    def of(self, paragraph: Any | None) -> str:
        """The id of the style of a paragraph with these properties."""
        return _value(paragraph, "pStyle", self._default) if paragraph is not None else self._default

    def hidden(self, paragraph_style: str, run: Any | None) -> bool:
        """Whether a run with these properties is hidden text: its own property wins over the styles'."""
        own = flag(run, "vanish")
        if own is not None:
            return own
        chains = [self._chain(_value(run, "rStyle"))] if run is not None else []
        for chain in [*chains, self._chain(paragraph_style)]:
            for _, style in chain:
                found = flag(style.run, "vanish")
                if found is not None:
                    return found
        return False

    def bases(self, name: str) -> list[str]:
        """The style and those it is based on, nearest first."""
        return [key for key, _ in self._chain(name)]

    def numbering(self, name: str) -> tuple[str, int | None] | None:
        """The list (numId) and level that the style gives its paragraphs; None where it gives none."""
        level: int | None = None
        for _, style in self._chain(name):
            given = style.paragraph.find(W + "numPr") if style.paragraph is not None else None
            if given is None:
                continue
            level = number(given, "ilvl") if level is None else level
            chosen = _value(given, "numId")
            if chosen:
                return None if chosen == "0" else (chosen, level)
        return None


def _level(element: Any) -> Level:
    style, form = _format(element)
    text = _value(element, "lvlText")
    if style == "bullet":
        fonts = element.find(f"{W}rPr/{W}rFonts")
        named = fonts.get(W + "ascii", "") if fonts is not None else ""
        # bullets of symbol fonts have codes that mean nothing in text
        text = "•" if named.startswith(_FONTS) or any("\ue000" <= c <= "\uf8ff" for c in text) else text
        text = {"o": "◦", "§": "▪", "Ø": "➢", "ü": "✓", "": "•" if element.find(W + "lvlPicBulletId") is not None else ""}.get(text, text)
    start = number(element, "start")
    suffix = _value(element, "suff", "tab")
    return Level(
        style=style, text=text, start=1 if start is None else start, suffix=suffix, restart=number(element, "lvlRestart"),
        legal=bool(flag(element, "isLgl")), width=len(form.split(",")[0].strip()) if form[:1] == "0" else 0,
        paragraph_style=_value(element, "pStyle") or None,
    )


def _format(level: Any) -> tuple[str, str]:
    """The number format of a level, and the pattern of a custom one (001, 002, 003, ...)."""
    alternatives = level.find(_MC + "AlternateContent")
    for holder in (*(alternatives if alternatives is not None else ()), level):
        found = holder.find(W + "numFmt")
        if found is None:
            continue
        style = found.get(W + "val", "decimal")
        if style != "custom":
            return style, ""
        if found.get(W + "format", "")[:1] == "0":
            return "decimal", found.get(W + "format")
    return "decimal", ""


class Lists:
    """The lists of a document by numId; ``root`` is the root of its numbering part, or None."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, List] = {}
        if root is None:
            return
        abstracts = {element.get(W + "abstractNumId", ""): element for element in root.iter(W + "abstractNum")}
        nums = {element.get(W + "numId", ""): element for element in root.iter(W + "num")}
        by_style = {_value(e, "styleLink"): key for key, e in abstracts.items() if e.find(W + "styleLink") is not None}
        for name, num in nums.items():
            key = _value(num, "abstractNumId")
            linked = _value(abstracts[key], "numStyleLink") if key in abstracts else ""
            if linked:
                chosen = styles.numbering(linked)
                target = _value(nums[chosen[0]], "abstractNumId") if chosen and chosen[0] in nums else ""
                key = target if target in abstracts and not _value(abstracts[target], "numStyleLink") else by_style.get(linked, key)
            levels = dict(_levels(abstracts[key].iterchildren(W + "lvl"))) if key in abstracts else {}
            starts: dict[int, int] = {}
            for override in num.iterchildren(W + "lvlOverride"):
                index = _index(override)
                levels.update(_levels(override.iterchildren(W + "lvl"), index))
                start = number(override, "startOverride")
                if start is not None:
                    starts[index] = start
            self._lists[name] = List(key, levels, starts)

    def of(self, paragraph: Any | None, style: str) -> tuple[str, List, int] | None:
        """The list of a paragraph: its name, the list, and the level from 0; None where it has no number.

        A paragraph's own numPr wins over its style's; the level of a style is the one that names it, else its own.
        """
        own = paragraph.find(W + "numPr") if paragraph is not None else None
        name = _value(own, "numId") if own is not None else ""
        level = number(own, "ilvl") if own is not None else None
        given = self._styles.numbering(style)
        if not name and given is not None:
            name = given[0]
            if level is None and name in self._lists:
                level = self._linked(self._lists[name], style)
                level = given[1] if level is None else level
        found = self._lists.get(name)
        if found is None or name == "0":
            return None
        level = min(max(level or 0, 0), 8)
        return (name, found, level) if level in found.levels else None

    def _linked(self, plan: List, style: str) -> int | None:
        for name in self._styles.bases(style):
            for index, level in plan.levels.items():
                if level.paragraph_style == name:
                    return index
        return None


def _index(element: Any) -> int:
    try:
        return int(element.get(W + "ilvl", "0"))
    except ValueError:
        return 0


def _levels(elements: Iterable[Any], index: int | None = None) -> Iterator[tuple[int, Level]]:
    for element in elements:
        yield _index(element) if index is None else index, _level(element)

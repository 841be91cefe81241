"""Signs that Word keeps as codes of a symbol font (w:sym), as characters of text."""

from __future__ import annotations

__all__ = ["symbol"]

# Codes of the fonts as Microsoft publishes them; those not here have no counterpart that a reader of text would miss.
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○",
    0xA2: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + n: c for n, c in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")}, **{0x8B + n: c for n, c in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")},
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0x98: "●", 0xA3: "□", 0x30: "◻",
                **{0x69 + n: c for n, c in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")}}
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xAE: "→",
    0xAC: "←", 0xA2: "′", 0xB2: "″", 0xE5: "∑", 0xD6: "√", 0xD7: "⋅", 0x2D: "−", 0xBE: "—",
    **{0x61 + n: c for n, c in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    **{0x41 + n: c for n, c in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
    **{n: chr(n) for n in (*range(0x30, 0x40), 0x20, 0x25, 0x28, 0x29, 0x2B, 0x2C, 0x2E, 0x2F)},
}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, code: str) -> str:
    """The character for the hexadecimal ``code`` of ``font``; • for a sign of a symbol font that has none.

    >>> symbol("Wingdings", "F0FE"), symbol("Symbol", "F0B3"), symbol("宋体", "2460")
    ('☑', '≥', '①')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    table = _FONTS.get(font.lower())
    if table is not None or 0xF000 <= number <= 0xF0FF:
        return (table or {}).get(number & 0xFF, "•")
    return chr(number)

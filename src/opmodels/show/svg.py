"""Drawings as SVG text: elements, escaping, and the frame that says what is drawn."""

from __future__ import annotations

from html import escape as escape

INK, FAINT, LINE, PAPER = "#1b1f24", "#4a5560", "#8a96a3", "#ffffff"
"""Text, lesser text, lines, background; text has a contrast of at least 7 to 1 on the background."""
HUES = ("#0b5394", "#a64d00", "#1d6b3a", "#6b2c8f", "#8f1d3f", "#4a4a4a")
"""Colours that differ in lightness too; shapes, dashes and words carry the same meaning."""
FONT = "Arial, Helvetica, sans-serif"


def write_number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """Return one element; underscores in names of attributes become hyphens, numbers are rounded."""
    told = "".join(_write_attribute(name, value) for name, value in attributes.items() if value is not None)
    return f"<{tag}{told}>{content}</{tag}>" if content else f"<{tag}{told}/>"


def _write_attribute(name: str, value: object) -> str:
    words = write_number(value) if isinstance(value, float) else str(value)
    return f' {name.rstrip("_").replace("_", "-")}="{escape(words)}"'


def text(x: float, y: float, words: str, size: int = 12, **attributes: object) -> str:
    """Return a line of text."""
    return element(
        "text", escape(words), x=float(x), y=float(y), font_size=size, **{"fill": INK, **attributes}
    )


def line(x1: float, y1: float, x2: float, y2: float, **attributes: object) -> str:
    """Return a straight line."""
    styled = {"stroke": LINE, "stroke_width": 1, **attributes}
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **styled)


def rectangle(x: float, y: float, width: float, height: float, **attributes: object) -> str:
    """Return a box."""
    return element("rect", x=float(x), y=float(y), width=float(width), height=float(height), **attributes)


def frame(
    name: str, title: str, finding: str, width: float, height: float, content: str, extra: str = ""
) -> str:
    """Return a whole drawing that says what it is.

    Parameters
    ----------
    name
        An identifier, unique on the page.
    title, finding
        What is drawn, and what it shows, in a sentence each: read aloud in place of the drawing.
    width, height
        In pixels; the drawing scales with the page.
    content
        What is inside.
    extra
        Definitions, such as arrowheads.
    """
    told = element("title", escape(title), id=f"{name}-title") + element(
        "desc", escape(finding), id=f"{name}-desc"
    )
    ground = rectangle(0, 0, width, height, fill=PAPER)
    wide, high = write_number(float(width)), write_number(float(height))
    return element(
        "svg",
        told + extra + ground + content,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {wide} {high}",
        font_family=FONT,
        aria_labelledby=f"{name}-title {name}-desc",
        width="100%",
        style=f"max-width:{wide}px",
    )


def shorten(words: str, most: int) -> str:
    """Return words cut to a length, with dots where something is left out."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"

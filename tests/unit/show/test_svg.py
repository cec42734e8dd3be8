"""SVG as text."""

from __future__ import annotations

from xml.etree import ElementTree

from opmodels.show import svg


def test_text_is_escaped() -> None:
    """What a user wrote cannot become markup, in text or in attributes."""
    drawn = svg.text(1, 2, "<b>&", aria_label='"x"')
    root = ElementTree.fromstring(drawn)
    assert root.text == "<b>&"
    assert root.get("aria-label") == '"x"'


def test_numbers_are_short() -> None:
    """Coordinates have at most one decimal, and whole ones none."""
    assert svg.write_number(3.0) == "3"
    assert svg.write_number(3.14159) == "3.1"
    assert 'x1="0.3"' in svg.line(1 / 3, 0, 1, 1)


def test_frame_is_named() -> None:
    """A drawing is an image with a title and a finding that are read in its place."""
    root = ElementTree.fromstring(svg.frame("a", "Title & more", "What it shows.", 100, 50, ""))
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "a-title a-desc"
    assert [root.find(f"{space}{tag}").text for tag in ("title", "desc")] == [
        "Title & more",
        "What it shows.",
    ]  # type: ignore[union-attr]


def test_attributes_without_value_are_left_out() -> None:
    """None stands for no attribute."""
    assert svg.element("path", d="M0 0", stroke_dasharray=None) == '<path d="M0 0"/>'


def test_contrast_of_text() -> None:
    """Text is readable on the background: at least 7 to 1 by WCAG 2."""
    for colour in (svg.INK, svg.FAINT):
        assert contrast(colour, svg.PAPER) >= 7
    for colour in svg.HUES:
        assert contrast(colour, svg.PAPER) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    low, high = sorted(luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_shorten() -> None:
    """Words that are too long end in dots."""
    assert svg.shorten("reception", 20) == "reception"
    assert svg.shorten("reception desk", 11) == "reception…"

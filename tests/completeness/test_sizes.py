"""Functions and files stay small enough to be read in one go."""

from __future__ import annotations

from statistics import median

from tests.completeness.source_tree import docstring_length, list_functions, list_sources, read_source

# Files of the kernel in which a function, the event loop, may be longer than 80 lines, with the reason.
LONG_FUNCTIONS: dict[str, str] = {}


def measure_functions() -> list[tuple[int, str]]:
    """Return the lines of each function without its docstring, longest first, and where it stands."""
    return sorted(
        (
            (
                (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_length(node),
                f"{file}:{node.name}",
            )
            for file in list_sources()
            for node in list_functions(file)
        ),
        reverse=True,
    )


def measure_files() -> list[tuple[int, str]]:
    """Return the lines of each file that has any, longest first."""
    sizes = ((len(read_source(file).splitlines()), file) for file in list_sources())
    return sorted((size for size in sizes if size[0]), reverse=True)


def show_worst(kind: str, sizes: list[tuple[int, str]]) -> str:
    """Print and return the five longest, for the message."""
    lines = [f"the longest {kind}:", *(f"{lines:6} {where}" for lines, where in sizes[:5])]
    print("\n".join(lines))
    return "\n".join(lines)


def test_median_function() -> None:
    """Half of all functions have at most 8 lines."""
    sizes = measure_functions()
    worst = show_worst("functions", sizes)
    assert median(lines for lines, _ in sizes) <= 8, worst


def test_few_long_functions() -> None:
    """At least 95 % of all functions have at most 40 lines."""
    sizes = measure_functions()
    long = [size for size in sizes if size[0] > 40]
    assert len(long) <= 0.05 * len(sizes), show_worst("functions", sizes)


def test_no_very_long_function() -> None:
    """No function has more than 80 lines, but for the event loop."""
    sizes = measure_functions()
    too_long = [(lines, where) for lines, where in sizes if lines > 80]
    outside = [where for _, where in too_long if where.rpartition(":")[0] not in LONG_FUNCTIONS]
    assert not outside, show_worst("functions", sizes)


def test_median_file() -> None:
    """Half of all files have at most 150 lines."""
    sizes = measure_files()
    assert median(lines for lines, _ in sizes) <= 150, show_worst("files", sizes)


def test_no_very_long_file() -> None:
    """No file has more than 500 lines."""
    sizes = measure_files()
    assert sizes[0][0] <= 500, show_worst("files", sizes)


def test_exceptions_are_needed() -> None:
    """Only the kernel may have long functions, and a file on the list still has one."""
    long = {where.rpartition(":")[0] for lines, where in measure_functions() if lines > 80}
    assert all(file.startswith("simulate/kernel/") for file in LONG_FUNCTIONS)
    assert set(LONG_FUNCTIONS) <= long, "a file has no long function any more: take it off the list"

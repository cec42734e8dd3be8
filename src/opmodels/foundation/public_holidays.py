"""Public holidays by the name of a country, or of a part of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from opmodels.foundation.errors import find_nearest, name_list
from opmodels.foundation.numerals import UnitError, quote

if TYPE_CHECKING:
    from holidays import HolidayBase

_EXPECTED = "a country or a part of one, such as England, Scotland, Netherlands, Germany BY or US CA"
_NATIONS = {"england": "ENG", "northern ireland": "NIR", "scotland": "SCT", "wales": "WLS"}
# Names in use that the holidays package does not list.
_OTHER_NAMES = {
    "great britain": "GB",
    "britain": "GB",
    "usa": "US",
    "united states of america": "US",
    "holland": "NL",
    "czech republic": "CZ",
}
_ENGLISH_NAMES = {
    "DE": {
        "bavaria": "BY",
        "hesse": "HE",
        "lower saxony": "NI",
        "mecklenburg western pomerania": "MV",
        "north rhine westphalia": "NW",
        "rhineland palatinate": "RP",
        "saxony": "SN",
        "saxony anhalt": "ST",
        "thuringia": "TH",
    }
}
_LANGUAGES = ("en_GB", "en_US", "en_CA", "en")


def public_holidays(where: str, years: Iterable[int]) -> dict[date, str]:
    """Return the public holidays of some years, by date, with their names (in English where known).

    Parameters
    ----------
    where
        A nation of the United Kingdom (``England``), a country by name or ISO 3166 code (``Netherlands``,
        ``NL``), or a country and a part of it (``Germany BY``, ``Germany Bavaria``, ``US CA``, ``GB-ENG``).
    years
        Calendar years.

    Raises
    ------
    UnitError
        When there is no such country, or no such part of it.
    """
    from holidays import country_holidays

    code, part = _find_place(where)
    wanted = sorted(set(years))
    days = country_holidays(code, subdiv=part, years=wanted, language=_find_language(code))
    return {day: str(days[day]) for day in sorted(days) if day.year in wanted}


def _find_place(where: str) -> tuple[str, str | None]:
    """Return the country's ISO code and the code of its part, if any."""
    words = _fold(where).split()
    nation = _NATIONS.get(" ".join(words))
    if nation:
        return "GB", nation
    countries = _list_countries()
    for count in range(len(words), 0, -1):
        code = countries.get(" ".join(words[:count]))
        if code:
            return code, _find_part(code, " ".join(words[count:]), where)
    names = [name for name in (*_NATIONS, *countries) if len(name) > 3]
    nearest = find_nearest(" ".join(words), names)
    raise UnitError(f"{quote(where)} (no such country)", _EXPECTED, nearest.title() if nearest else None)


def _fold(text: str) -> str:
    """Return `text` in lower case without accents, punctuation or a leading *the*."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", plain.casefold()).strip().removeprefix("the ")


def _list_countries() -> dict[str, str]:
    """Return the two-letter code of each country by its folded name and by its codes."""
    from holidays.registry import COUNTRIES

    by_name = {_fold(module): entry[1] for module, entry in COUNTRIES.items()}
    by_code = {code.casefold(): entry[1] for entry in COUNTRIES.values() for code in entry[1:]}
    return {**by_code, **by_name, **_OTHER_NAMES}


def _find_part(code: str, name: str, where: str) -> str | None:
    if not name:
        return None
    country = _load_country(code)
    by_name = {_fold(part): part for part in country.subdivisions}
    by_name |= {_fold(alias): part for alias, part in country.subdivisions_aliases.items()}
    by_name |= _ENGLISH_NAMES.get(code, {})
    if name in by_name:
        return by_name[name]
    expected = f"a part of {code}: {name_list(country.subdivisions)}" if by_name else f"{code} alone"
    raise UnitError(
        f"{quote(where)} (no such part)", expected, nearest=_show_nearest(code, name, list(by_name))
    )


def _show_nearest(code: str, name: str, names: list[str]) -> str:
    near = find_nearest(name, names)
    return f"{code} {near.upper() if len(near) <= 3 else near.title()}" if near else code


def _load_country(code: str) -> HolidayBase:
    from holidays import country_holidays

    return country_holidays(code)


def _find_language(code: str) -> str | None:
    known = _load_country(code).supported_languages
    return next((language for language in _LANGUAGES if language in known), None)

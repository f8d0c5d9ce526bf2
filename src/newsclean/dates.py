"""Dates as news sites print them in English lines, without a library: a line, not a page."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

__all__ = ["find_date"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio", "february feb februar février febrero febbraio",
            "march mar märz mars marzo", "april apr avril abril aprile", "may mai mayo maggio",
            "june jun juni juin junio giugno", "july jul juli juillet julio luglio",
            "august aug août agosto", "september sep sept septembre septiembre settembre",
            "october oct oktober okt octobre octubre ottobre", "november nov novembre noviembre",
            "december dec dezember dez décembre diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO_RE = re.compile(
    r"\b(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
_DAY_MONTH_RE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?({_MONTH})\.?,?\s+(?:de\s+)?(\d{{4}})\b",
    re.IGNORECASE,
)
_MONTH_DAY_RE = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_NUMERIC_RE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_TIME_RE = re.compile(
    r"\b(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*([ap])?\.?\s?m?\.?(?:\s*\(?\s*([A-Z]{2,4})\b)?", re.IGNORECASE
)
# Abbreviations that mean one offset wherever they are printed; others (IST, CST) do not.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180,
    "EST": -300, "EDT": -240, "PST": -480, "PDT": -420, "MST": -420, "MDT": -360, "CDT": -300,
    "AEST": 600, "AEDT": 660, "JST": 540, "KST": 540, "SGT": 480, "HKT": 480, "WIB": 420,
}  # fmt: skip


def find_date(line: str) -> datetime | None:
    """Return the first date in ``line``, with its time and zone where they are printed.

    Numeric dates count only in the order that one reading allows (ISO, or D.M.Y with full stops):
    3/4/2025 is two days. A date that does not exist or lies before 1900 is none.

    >>> find_date("Published 3 March 2025, 10:41 GMT").isoformat()
    '2025-03-03T10:41:00+00:00'
    """
    if match := _ISO_RE.search(line):
        year, month, day, hour, minute, second = (int(group or 0) for group in match.groups()[:6])
        zone = match.group(7)
        offset = None if zone is None else UTC if zone == "Z" else _offset(zone)
        return _made((year, month, day), (hour, minute, second), offset)
    if match := _DAY_MONTH_RE.search(line):
        date = (int(match.group(3)), _MONTHS[match.group(2).lower()], int(match.group(1)))
    elif match := _MONTH_DAY_RE.search(line):
        date = (int(match.group(3)), _MONTHS[match.group(1).lower()], int(match.group(2)))
    elif match := _NUMERIC_RE.search(line):
        date = (int(match.group(3)), int(match.group(2)), int(match.group(1)))
    else:
        return None
    hour, minute, name = _time(line[: match.start()] + "\n" + line[match.end() :])
    return _made(date, (hour, minute, 0), _zone(name))


def _time(text: str) -> tuple[int, int, str]:
    match = _TIME_RE.search(text)
    if match is None:
        return 0, 0, ""
    hour, minute = int(match.group(1)), int(match.group(2))
    half = (match.group(3) or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute, (match.group(4) or "").upper()


def _zone(name: str) -> timezone | None:
    if name not in _ZONES:
        return None
    return timezone(timedelta(minutes=_ZONES[name])) if _ZONES[name] else UTC


def _offset(zone: str) -> timezone:
    sign = -1 if zone[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])))


def _made(date: tuple[int, int, int], time: tuple[int, int, int], zone: tzinfo | None) -> datetime | None:
    """Return the moment, or ``None`` where there is no such day or time."""
    try:
        made = datetime(*date, *time, tzinfo=zone)
    except ValueError:
        return None
    return made if made.year >= 1900 else None

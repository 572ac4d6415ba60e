"""Telephone numbers as they are printed, and as E.164.

Numbers of old plans ("+57 1 639 7777") are no longer valid but were right: their digits are kept as printed.
"""

import re
from functools import lru_cache

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_possible_number, parse

_NUMBER = r"(?:\+\s?\(?\d|\(\+\s?\d|\(?00\s?\d)(?:[\s().\u00a0-]{0,3}\d){6,14}"
_TAIL = r"\+?\s?\(?\d(?:[\s().\u00a0-]{0,3}\d){1,14}"
_BETWEEN = r"\s*(?:[/;,]|\b(?:ou|or|o|et|and|y)\b)\s*"
_EXTENSION = r"(?:,?\s*\(?(?:[Ee]xt|[Pp]oste|[Ee]xtensi[oó]n|[Aa]nexo|[Ii]nt)\b\.?\s*:?\s*\d{1,6}\)?)?"
TELEPHONES = re.compile(rf"{_NUMBER}{_EXTENSION}(?:{_BETWEEN}{_TAIL}{_EXTENSION})*")
_ONE = re.compile(rf"(?P<number>{_TAIL}){_EXTENSION}")
NATIONAL = re.compile(r"(?<!\w)\(?\d{2,4}\)?(?:[\s.-]{0,2}\d){5,12}(?!\w)")
SHORTEST = 6  # digits of a number without its country code; "89/90" is the end of another


def e164(printed: str) -> list[str]:
    """E.164 numbers of "(+237) 2 22 55 01 40 / 6 99 55 01 40": a later one without country code takes the first's."""
    numbers: list[str] = []
    country = ""
    for match in _ONE.finditer(printed):
        digits = re.sub(r"\D", "", match["number"].replace("(0)", ""))
        if _is_international(match["number"], digits):
            number, country = _international(digits.removeprefix("00"))
        elif country and len(digits) >= SHORTEST:
            number, _ = _international(country + digits.lstrip("0"))
        else:
            continue
        numbers += [number] if number not in numbers else []
    return numbers


def _is_international(printed: str, digits: str) -> bool:
    return "+" in printed or digits.startswith("00")


@lru_cache(maxsize=10_000)  # one press officer's number is on hundreds of releases
def _international(digits: str) -> tuple[str, str]:
    """E.164 and country code; the printed digits where the library knows better than the page what is possible."""
    try:
        number = parse(f"+{digits}")
    except NumberParseException:
        return f"+{digits}", ""
    formatted = format_number(number, PhoneNumberFormat.E164)
    return formatted if is_possible_number(number) else f"+{digits}", str(number.country_code)

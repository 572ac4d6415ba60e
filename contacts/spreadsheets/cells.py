"""The text of one cell: harmless to a spreadsheet program, several values in one, and the same when read again."""

STARTS_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def _would_calculate(text: str) -> bool:
    return text.lstrip("'").startswith(STARTS_A_FORMULA)


def neutral(text: str) -> str:
    """With an apostrophe before what a program might calculate: '=1+1, '+22720000000."""
    return f"'{text}" if _would_calculate(text) else text


def as_meant(cell: str) -> str:
    """Without the apostrophe that `neutral` wrote, and no other: as_meant(neutral(text)) is text."""
    return cell[1:] if cell.startswith("'") and _would_calculate(cell) else cell


def join(values: list[str], mark: str = ";") -> str:
    """Several values in a cell; a backslash keeps a mark, a backslash, or a space at an end, as part of its value."""
    return f"{mark} ".join(_escaped(value, mark) for value in values if value)


def join_parts(parts: list[str], mark: str = ":") -> str:
    """The parts of one value, close together and in their places; empty ones at the end are left out."""
    last = max((place for place, part in enumerate(parts, 1) if part), default=0)
    return mark.join(_escaped(part, mark) for part in parts[:last])


def split(text: str, mark: str = ";") -> list[str]:
    """The values that `join` joined, or that a person wrote with or without spaces; empty ones are left out."""
    return [value for value in split_parts(text, mark) if value]


def split_parts(text: str, mark: str = ":") -> list[str]:
    values, kept = [[]], 0  # the last value's letters; how many of them its end may not lose
    letters = iter(text)
    for letter in letters:
        if letter == "\\":
            values[-1] += _meant_by_backslash(next(letters, ""), mark)
            kept = len(values[-1])
        elif letter == mark:
            _strip_end(values[-1], kept)
            values.append([])
            kept = 0
        elif values[-1] or not letter.isspace():
            values[-1].append(letter)
    _strip_end(values[-1], kept)
    return ["".join(value) for value in values]


def _meant_by_backslash(letter: str, mark: str) -> str:
    """Before any other letter a backslash is one: a part within the value may have been written with it."""
    return letter if letter in (mark, "\\") or letter.isspace() else f"\\{letter}"


def _strip_end(letters: list[str], kept: int) -> None:
    while len(letters) > kept and letters[-1].isspace():
        letters.pop()


def _escaped(value: str, mark: str) -> str:
    inner = value.replace("\\", "\\\\").replace(mark, f"\\{mark}")
    start = "\\" if inner[:1].isspace() else ""
    return start + (f"{inner[:-1]}\\{inner[-1]}" if inner[1:] and inner[-1].isspace() else inner)

"""The rows of a form as a browser sends them, taken out of what was sent and written back under other numbers."""

from .numbers import whole_number

MOST = 10_000


def number_of_rows(data, prefix: str) -> int:
    return min(whole_number(data.get(f"{prefix}-TOTAL_FORMS")) or 0, MOST)


def take(data, files, start) -> dict:
    """The fields of one row by their names, each a list as a browser sends it; files come as `file:name`."""
    row = {name.removeprefix(start): data.pop(name) for name in list(data) if name.startswith(start)}
    for name in [name for name in files if name.startswith(start)]:
        row[f"file:{name.removeprefix(start)}"] = files.pop(name)
    return row


def write(data, files, prefix, known, added) -> None:
    """First the rows that are there already, then the new ones."""
    for n, row in enumerate(known + added):
        for name, values in row.items():
            target, field = (files, name.removeprefix("file:")) if name.startswith("file:") else (data, name)
            target.setlist(f"{prefix}-{n}-{field}", values)
    data[f"{prefix}-INITIAL_FORMS"], data[f"{prefix}-TOTAL_FORMS"] = str(len(known)), str(len(known + added))

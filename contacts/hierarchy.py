"""What answers to what: a record's parents, one above the other."""


def line_above(record) -> list:
    """Its parent, that one's parent and so on; a circle ends where it closes."""
    line, parent = [], record.parent
    while parent and parent not in line:
        line.append(parent)
        parent = parent.parent
    return line


def stands_above_itself(record) -> bool:
    return record.pk is not None and record in line_above(record)

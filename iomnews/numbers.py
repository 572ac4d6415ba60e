"""Numbers as browsers and addresses send them."""


def whole_number(text: str | None) -> int | None:
    """None for what is no number, or one that no database holds: Python refuses to read 5,000 digits, too."""
    is_one = text and text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_one else None

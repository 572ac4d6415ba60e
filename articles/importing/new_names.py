"""What an import calls a record that it makes."""

from hashlib import sha256

from contacts.names import LONGEST_SLUG, free_slug, name_key, slug_stem

WHOLE = 1000  # letters: more than any name


def fit(model, field: str, text: str | None) -> str:
    """The text, cut with an ellipsis where the column is too short for it."""
    room = model._meta.get_field(field).max_length
    text = text or ""
    return text if room is None or len(text) <= room else text[: room - 1] + "…"


def stem_of(model, name: str) -> str:
    """The beginning of the slug that an import gives the name; with a digest where the slug cannot hold all of it."""
    stem = slug_stem(name, longest=WHOLE)
    if 0 < len(stem) <= LONGEST_SLUG:
        return stem
    digest = sha256(name_key(name).encode()).hexdigest()[:8]
    return f"{slug_stem(stem, LONGEST_SLUG - 9) or model._meta.model_name}-{digest}"


def slug_of(model, name: str) -> str:
    return free_slug(model, stem_of(model, name))

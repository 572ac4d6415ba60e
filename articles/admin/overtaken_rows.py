"""The rows of a form whose article was saved meanwhile: the first saver may have deleted, made again or added some.

A row that is gone is made anew with what the second wrote; one that the first added is shown to the second.
"""

from iomnews.form_rows import number_of_rows, take, write


def renew(data, files, inline, formset, article) -> None:
    """Rewrite what was sent for one part of the article, so that it names rows that exist; `inline` is its admin."""
    prefix = formset.get_default_prefix()
    if f"{prefix}-TOTAL_FORMS" not in data:
        return
    sent = [take(data, files, f"{prefix}-{n}-") for n in range(number_of_rows(data, prefix))]
    free = {str(row.pk): row for row in inline.model.objects.filter(article=article)}
    known = [row for row in sent if free.pop(_id(row), None)]
    added = []
    for row in (row for row in sent if row not in known):
        _settle(row, free, inline, known, added)
    known += [_as_sent(row, formset, article) for row in free.values()]
    write(data, files, prefix, known, added)


def begin_anew(data, files, inline, formset) -> None:
    """The same rows for an article that is not there yet; a document that was on the server only is left out."""
    prefix = formset.get_default_prefix()
    rows = [take(data, files, f"{prefix}-{n}-") for n in range(number_of_rows(data, prefix))]
    file = inline.model._meta.model_name == "attachment" and "file:file"
    kept = [row | {"id": [""], "article": [""]} for row in rows if not (file and _id(row) and file not in row)]
    write(data, files, prefix, [], kept)


def _settle(row, free, inline, known, added) -> None:
    """Give a row that is gone, or new, the place of the one that says the same; else it is new."""
    was_there, known_by = _id(row), getattr(inline, "known_by", ())
    same = next((pk for pk, other in free.items() if known_by and _agree(row, other, known_by)), None)
    if not known_by and was_there:  # a file stays on the server: without its row there is nothing to save
        same = next(iter(free), None)
    if same:
        free.pop(same)
        known.append(row | {"id": [same]})
    elif not was_there or (known_by and "DELETE" not in row):
        added.append(row | {"id": [""]})


def _agree(row, other, known_by) -> bool:
    texts = (str(other.serializable_value(field) or "") for field in known_by)
    return all(
        row.get(field, [""])[0].replace("\r\n", "\n") == text for field, text in zip(known_by, texts, strict=True)
    )


def _id(row) -> str:
    return row.get("id", [""])[0]


def _as_sent(row, formset, article) -> dict:
    form = formset.form(instance=row)
    values = {field.name: field.value() for field in form}
    sent = {name: [str(value)] for name, value in values.items() if value not in (None, "", False)}
    return sent | {"id": [str(row.pk)], "article": [str(article.pk)]}

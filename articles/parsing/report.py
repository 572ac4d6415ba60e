"""The keys of the import report that come from a Reading."""

from articles.parsing.reading import Reading


def entry(reading: Reading) -> dict:
    """A JSON-able dict: the report's line for a page, but for its source, status, article and error."""
    return {
        "title": reading.title,
        "subtitle": reading.subtitle,
        "language": reading.language,
        "kind": reading.kind,
        "dateline": vars(reading.dateline),
        "date": vars(reading.date),
        "countries": reading.countries,
        "countries_mentioned": reading.countries_mentioned,
        "paragraphs": reading.paragraphs,
        "headings": reading.headings,
        "lists": reading.lists,
        "quotes": [vars(quote) for quote in reading.quotes],
        "contacts": [vars(contact) for contact in reading.contacts],
        "captions": [vars(caption) for caption in reading.captions],
        "programmes": reading.programmes,
        "organisations": [vars(organisation) for organisation in reading.organisations],
        "themes": reading.themes,
        "repairs": [vars(repair) for repair in reading.repairs],
        "evidence": [vars(one) for one in reading.evidence],
        "discarded": [vars(piece) for piece in reading.discarded],
    }

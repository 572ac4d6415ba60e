"""Which office issued a release, in the page's own words."""

import re

from articles.parsing.reading import Reading

OWN_NAMES = r"(?:OIM|IOM)"
OTHER_AGENCY = re.compile(rf"\((?!{OWN_NAMES}\))[A-Z]{{2,}}\)")


def issuing_office(reading: Reading) -> tuple[str | None, str]:
    """The printed office and the rule: that of the first "contact", else the place of the "dateline", else "none"; no
    office for the release of "other_agency".
    """
    if OTHER_AGENCY.search(reading.dateline.printed or ""):
        return None, "other_agency"
    offices = (contact.office or contact.place for contact in reading.contacts)
    if of_contact := next(filter(None, offices), None):
        return of_contact, "contact"
    place = reading.dateline.place
    return (place, "dateline") if place else (None, "none")

"""Pages that are made up, and what was put into them found again; in bin/soak very many of them."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.parsing.contacts import read_contacts
from articles.parsing.dates import read_date
from articles.parsing.page import read_page
from articles.parsing.quotes import read_quotes
from articles.parsing.repair import strip_links
from articles.parsing.wrapping import unwrap
from tests.parsing import made_pages as made
from tests.parsing.test_page import accounted, words

fewer = settings(max_examples=settings.default.max_examples // 8)


@fewer
@given(st.lists(made.paragraphs(), min_size=1, max_size=6))
def test_any_text_wrapped_by_the_old_rule_comes_back(texts):
    texts = [text for text in texts if made.shows_its_end(text, "Près")]
    assert unwrap([line for text in texts for line in made.wrapped(text)]) == texts


@fewer
@given(made.pages())
def test_what_is_on_a_page_is_found_under_any_menu(gazetteer, names, page):
    text, title, texts, contact = page
    assume(texts)
    reading = read_page(text, gazetteer, names)
    assert (reading.title, reading.paragraphs) == (title, texts)
    assert [found.email for found in reading.contacts] == [contact.email]


@fewer
@given(made.pages())
def test_no_word_of_a_made_page_is_lost(gazetteer, names, page):
    assert words(page[0]) - accounted(read_page(page[0], gazetteer, names)) == Counter()


@fewer
@given(made.contacts())
def test_a_contact_in_any_shape_is_read(contact):
    [found] = read_contacts(strip_links(contact.text)[0])
    assert (found.name, found.office, found.phones, found.email) == (
        contact.name,
        contact.office,
        [contact.e164],
        contact.email,
    )


@fewer
@given(made.contacts(), made.contacts(), st.sampled_from(["\nou\n", " ou ", "\n", " ; "]))
def test_two_contacts_keep_what_is_theirs(first, second, between):
    assume(first.email != second.email)
    found = read_contacts(strip_links(first.text + between + second.text)[0])
    assert [(one.name, one.phones, one.email) for one in found] == [
        (one.name, [one.e164], one.email) for one in (first, second)
    ]


@fewer
@given(made.quotations())
def test_a_quotation_in_any_order_has_its_speaker(quotation):
    text, speaker = quotation
    assert [(quote.speaker, quote.role) for quote in read_quotes([text])] == [speaker]


@given(made.days(), st.sampled_from(["Publié le {}", "{}", "Le {}", "{}."]))
def test_a_date_line_is_the_day(day, line):
    assert read_date(["Un texte."], [line.format(made.in_words(day))]).edtf == day.isoformat()


@given(made.days(), st.integers(0, 400), st.integers(1998, 2024))
def test_a_day_without_its_year_is_never_of_another(day, later, named):
    """The year comes from what is named as past and from the capture, or stays open."""
    assume(named <= day.year)
    weekday, month = made.WEEKDAYS[day.weekday()], made.MONTHS[day.month - 1]
    text = f"L’OIM ouvre aujourd’hui, {weekday} {day.day} {month}, une école. La première date de {named}."
    found = read_date([text], [], captured=min(day + timedelta(days=later), day.replace(year=2025, day=1)))
    assert found.edtf in (None, day.isoformat())


@pytest.mark.parametrize("menu", made.MENUS)
def test_a_menu_alone_is_no_article(menu, gazetteer, names):
    assert not read_page(menu, gazetteer, names).is_article

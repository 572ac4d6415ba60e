"""Strategies for pages in the forms of the archive: what is put into one is known, so that it can be looked for."""

import re
from dataclasses import dataclass, field
from datetime import date
from html.entities import codepoint2name

from hypothesis import strategies as st

MENUS = [
    "Communiqué\nGlobal\n",
    "-\nQui sommes nous\nQui sommes nousL'OIM fait partie du système des Nations Unies.\nAgir\nAgir\n- 2030 AGENDA",
    "-\nWho we are\nWHO WE AREThe Organization belongs to the United Nations System.\n- Where we work\n- 2030 Agenda",
    "Inicio\nEl organismo\nEl organismo\n- Historia\n- Equipo directivo\nPublicaciones\nPublicaciones",
    "",
]
NAMES = ["Awa Diallo", "Jean-Paul N’Dri", "Ximena de la Cruz Rocha", "Liz O’Brien", "Omar Al-Jabouri", "Zoé Lefèvre"]
OFFICES = ["OIM Niger", "OIM Genève", "IOM Kenya", "OIM Côte d’Ivoire", "OIM San José"]
ROLES = ["cheffe de mission de l’OIM au Niger", "juge à Diffa", "chargé de projet", "institutrice", "maire de Kayes"]
COUNTRY_CODES = ["227", "41", "254", "225", "506", "1"]
_WORDS = "les familles du village ont reçu hier des vivres à l’école où œuvre l'équipe déplacée de la côte".split()
_OPENINGS = ["Le", "La", "Près de", "Chaque jour, les", "À Agadez, les", "L’an dernier, les"]
WIDTH = 67
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def sentences():
    words = st.lists(st.sampled_from(_WORDS), min_size=18, max_size=32)
    return st.builds(lambda opening, rest: f"{opening} {' '.join(rest)}.", st.sampled_from(_OPENINGS), words)


def paragraphs():
    return st.lists(sentences(), min_size=1, max_size=3).map(" ".join)


@dataclass
class Printed:
    """A contact and how it is printed."""

    name: str
    office: str
    phone: str
    e164: str
    email: str
    text: str = field(default="")


@st.composite
def contacts(draw):
    name, office = draw(st.sampled_from(NAMES)), draw(st.sampled_from(OFFICES))
    country = draw(st.sampled_from(COUNTRY_CODES))
    groups = draw(st.lists(st.integers(100, 999), min_size=3, max_size=3))
    between = draw(st.sampled_from([" ", ".", "-"]))
    prefixes = [f"+{country} ", f"+ {country} ", f"(+{country}) ", f"+ ({country}) ", f"00{country} "]
    prefix = draw(st.sampled_from(prefixes))
    number = between.join(map(str, groups))
    email = re.sub(r"\W", "", name).lower() + "@iom.example"
    email = email.encode("ascii", "ignore").decode()
    found = Printed(name, office, prefix + number, f"+{country}" + "".join(map(str, groups)), email)
    found.text = draw(_shapes(found))
    return found


def _shapes(one: Printed):
    tel = st.sampled_from(["Tel: ", "Tél. : ", "Tél : ", "tél. ", "Téléphone : ", "Mob: "])
    mail = st.sampled_from(["Email: ", "E-mail : ", "Courriel : ", "email ", "Correo electrónico: "])
    shapes = st.sampled_from(
        [
            "{name}, {office}, {tel}{phone}, {mail}{email}",
            "{name} à l’{office}, {tel}{phone}, {mail}{email}",
            "{name}\n{office}\n{tel}{phone}\n{mail}{email}",
            "{name}, {office}, {mail}{email}, {tel}{phone}",
            '{name}\n{office}\n{tel}{phone}\nE-mail:\n"mailto:{email}">{email}',
            "{name} ({office}), {tel}{phone}, {mail}{email}",
        ]
    )
    printed = {"name": one.name, "office": one.office, "phone": one.phone, "email": one.email}
    return st.builds(lambda shape, tel, mail: shape.format(tel=tel, mail=mail, **printed), shapes, tel, mail)


@st.composite
def quotations(draw):
    """The text of a paragraph, and its speaker and role."""
    said = draw(sentences()).rstrip(".")
    marks = draw(st.sampled_from(["« {} »", "«{}»", "“{}”", "« {}, »"]))
    verb = draw(st.sampled_from(["a déclaré", "explique", "a précisé", "témoigne", "souligne", "s’est réjouie"]))
    name, role = draw(st.sampled_from(NAMES)), draw(st.sampled_from(ROLES))
    orders = ["{quote}, {verb} {name}, {role}.", "{quote} {verb} {name}, {role}.", "{name}, {role}, {verb} : {quote}."]
    order = draw(st.sampled_from(orders))
    return order.format(quote=marks.format(said), verb=verb, name=name, role=role), (name, role)


def days():
    return st.dates(date(1999, 1, 1), date(2024, 12, 28))


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def source_width(text: str) -> int:
    """Characters of a text in the HTML source, counted by itself: each letter outside ASCII as its entity."""
    return sum(len(codepoint2name[ord(letter)]) + 2 if ord(letter) > 127 else 1 for letter in text)


def wrapped(paragraph: str) -> list[str]:
    """Lines of at most 67 characters of the source, the first after `<p>`."""
    lines: list[list[str]] = [[]]
    room = WIDTH - len("<p>")
    for word in paragraph.split():
        needed = source_width(word) + (1 if lines[-1] else 0)
        if lines[-1] and needed > room:
            lines.append([])
            room, needed = WIDTH, source_width(word)
        lines[-1].append(word)
        room -= needed
    return [" ".join(line) for line in lines]


def shows_its_end(paragraph: str, following: str) -> bool:
    """Whether its last line alone shows it: the next word would have fitted, and no full line ends a sentence."""
    *before, last = wrapped(paragraph)
    taken = source_width(last) + (0 if before else len("<p>"))
    return taken + 1 + source_width(following) <= WIDTH and not any(line.endswith(".") for line in before)


@st.composite
def pages(draw):
    """The text of a page, its title, paragraphs and contact."""
    menu, contact = draw(st.sampled_from(MENUS)), draw(contacts())
    title = draw(sentences()).rstrip(".")[:90].rsplit(" ", 1)[0]
    texts = draw(st.lists(paragraphs(), min_size=2, max_size=5, unique=True))
    is_wrapped = draw(st.booleans())
    if is_wrapped:
        texts = [text for text in texts if len(wrapped(text)) > 1 and shows_its_end(text, "Près")]
    body = [line for text in texts for line in (wrapped(text) if is_wrapped else [text, ""])]
    heading = "Pour plus d’informations, veuillez contacter" + draw(st.sampled_from([":\n", " :\n", " "]))
    lines = [menu, title, *([] if is_wrapped else [""]), *body, heading + contact.text]
    return "\n".join(lines), title, texts, contact

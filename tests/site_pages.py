"""Pages of a site whose menus nobody knows: in English and Finnish, round French texts of one office."""

HEAD = ["Tietoa meistä", "Staff directory and organisation chart", "Hankkeet", "Julkaisut ja tilastot", "Uutishuone"]
FOOT = ["Sivukartta", "Report a problem on this site", "Tietosuoja", "Takaisin ylös"]
PLACES = "Agadez Arlit Diffa Dosso Maradi Niamey Tahoua Tillabéri Zinder Birni Gaya Filingué Tchintabaraden".split()
TEXT = """{title}
Niger - L’OIM a ouvert lundi à {place} un centre d’accueil de {number} places pour les migrants du désert.

« Nous avons marché {number} jours », a déclaré Ali Sani, un habitant de la ville.

L’OIM est l’organisation des Nations Unies chargée des migrations. Elle travaille avec 174 États membres.
{contact}"""
CONTACT = """Pour plus d’informations, veuillez contacter :
Ibrahim Maïga
Tel: +227 20 55 01 40
Email: im@oim.example
OIM Niger"""


def text(number: int) -> str:
    title = f"Un centre d’accueil ouvre à {PLACES[number]}"
    return TEXT.format(title=title, place=PLACES[number], number=number + 120, contact=CONTACT)


def page(number: int) -> str:
    return "\n".join([*HEAD, text(number), *FOOT]) + "\n"


def write_all(folder) -> None:
    folder.mkdir(parents=True)
    for number in range(len(PLACES)):
        (folder / f"{number:03}.txt").write_text(page(number), encoding="utf-8")

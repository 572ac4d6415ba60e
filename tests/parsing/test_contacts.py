import pytest

from articles.parsing.contact_block import find_contact_block
from articles.parsing.contacts import read_contacts

HEADINGS = [
    "Pour plus d’informations, veuillez contacter ",
    "Pour plus d'informations, veuillez contacter: ",
    "Pour plus d'informations, veuillez contacter : ",
    "Pour toute information supplémentaire : ",
    "Pour en savoir plus, contactez ",
    "Contacts médias : ",
    "Contact presse : ",
    "For more information, please contact ",
    "For further information please contact: ",
    "For more information contact ",
    "Media contacts: ",
    "Para más información, se ruega ponerse en contacto con ",
    "Para mayor información: ",
    "Para más información, favor contactar a ",
]


def block(*lines: str) -> str:
    return "\n".join(lines)


def summary(text: str) -> list[tuple]:
    return [(contact.name, contact.office, contact.phones, contact.email) for contact in read_contacts(text)]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_contact_block_begins_with_its_heading(heading):
    found = find_contact_block(["Un texte.", f"{heading}Awa Diallo, OIM Niger, Tel: +227 20 55 01 40"])
    assert (found.before, found.heading) == (["Un texte."], heading.strip())
    assert found.text == "Awa Diallo, OIM Niger, Tel: +227 20 55 01 40"


@pytest.mark.parametrize(
    "line",
    ["Pour plus d’informations, consultez le site.", "Le contact avec les familles reste rare.", "Contacts presse"],
)
def test_a_heading_without_a_telephone_or_an_email_is_text(line):
    assert find_contact_block(["Un texte.", line, "Un autre texte."]).before == ["Un texte.", line, "Un autre texte."]


def test_a_heading_at_the_end_of_a_paragraph_begins_the_block():
    found = find_contact_block(["Un texte. Pour plus d'informations, veuillez contacter Awa Diallo, awa@oim.example"])
    assert (found.before, found.text) == (["Un texte."], "Awa Diallo, awa@oim.example")


def test_a_heading_may_follow_a_heading():
    found = find_contact_block(
        ["Contact :", "Pour plus d’informations, veuillez contacter Awa Diallo, awa@oim.example"]
    )
    assert found.text == "Awa Diallo, awa@oim.example"


def test_text_after_the_contacts_is_not_theirs():
    note = "Note aux rédactions : " + "les images de la cérémonie sont libres de droits et le resteront. " * 3
    found = find_contact_block(["Contact presse : awa@oim.example", "", note])
    assert (found.text, found.after) == ("awa@oim.example", ["", note])


ONE_LINE = [
    ("Awa Diallo, OIM Niger, Tel. + (227) 20 55 01 40, Email : awa@oim.example", "Awa Diallo", "OIM Niger"),
    ("Awa Diallo à l’OIM Niger, Tél: +227 20 55 01 40, Email: awa@oim.example", "Awa Diallo", "OIM Niger"),
    ("Awa Diallo at IOM Niger, Tel: +227 20 55 01 40. E-mail: awa@oim.example", "Awa Diallo", "IOM Niger"),
    ("Awa Diallo, siège de l’OIM, awa@oim.example, Tel : +227 20 55 01 40", "Awa Diallo", "siège de l’OIM"),
    ("Awa Diallo (OIM Niger), Tel : +227 20 55 01 40, awa@oim.example", "Awa Diallo", "OIM Niger"),
    ("Awa de la Cruz, IOM’s HQ in Bonn, +227 20 55 01 40, awa@oim.example", "Awa de la Cruz", "IOM’s HQ in Bonn"),
    ("l’OIM Niger. Tel: (00227) 20 55 01 40, Email: awa@oim.example", "OIM Niger", "OIM Niger"),
]


@pytest.mark.parametrize(("text", "name", "office"), ONE_LINE)
def test_one_line_holds_a_contact(text, name, office):
    assert summary(text) == [(name, office, ["+22720550140"], "awa@oim.example")]


def test_lines_hold_a_contact_each_part():
    text = block(
        "Awa Diallo",
        "en la Oficina de la OIM en Niamey",
        "Teléfono móvil: +227 20 55 01 40",
        "Correo electrónico: awa@oim.example",
    )
    assert summary(text) == [("Awa Diallo", "Oficina de la OIM en Niamey", ["+22720550140"], "awa@oim.example")]


def test_a_second_contact_without_an_office_has_none():
    text = block(
        "Awa Diallo",
        "OIM Niger",
        "Tél: +227 20 55 01 40",
        "Ali Issa",
        "Tél: +227 20 55 01 41",
        "ou",
        "Zara Ba",
        "OIM Tchad",
        "z@oim.example",
    )
    assert [(name, office) for name, office, *_ in summary(text)] == [
        ("Awa Diallo", "OIM Niger"),
        ("Ali Issa", None),
        ("Zara Ba", "OIM Tchad"),
    ]


def test_two_contacts_in_one_line_are_parted_by_or():
    text = "Awa Diallo, OIM Niger, Tel: +227 20 55 01 40 ou Zara Ba, OIM Tchad, Tel: +235 22 55 01 40, z@oim.example"
    assert summary(text) == [
        ("Awa Diallo", "OIM Niger", ["+22720550140"], None),
        ("Zara Ba", "OIM Tchad", ["+23522550140"], "z@oim.example"),
    ]


def test_contacts_by_city_have_the_city_for_office():
    text = block(
        "In Niamey: Awa Diallo on +227 20 55 01 40 or +227 20 55 01 41", "• En Ginebra, Zara Ba, z@oim.example"
    )
    assert summary(text) == [
        ("Awa Diallo", "Niamey", ["+22720550140", "+22720550141"], None),
        ("Zara Ba", "Ginebra", [], "z@oim.example"),
    ]


def test_a_role_is_neither_name_nor_office():
    [contact] = read_contacts("Awa Diallo, Media Officer, IOM Niger, Tel: +227 20 55 01 40")
    assert (contact.name, contact.role, contact.office) == ("Awa Diallo", "Media Officer", "IOM Niger")


TELEPHONES = [
    ("+ (56) 2 2555 0140", ["+56225550140"]),
    ("+56-2 25 550140", ["+56225550140"]),
    ("+41 (0)22 555 01 26", ["+41225550126"]),
    ("+51.1.555.0140", ["+5115550140"]),
    ("+ 1 212 555 0140", ["+12125550140"]),
    ("+ 5715550140 Ext. 142", ["+5715550140"]),
    ("(+237) 2 22 55 01 40 / 6 99 55 01 40", ["+237222550140", "+237699550140"]),
    ("+251 11 555 0140 ; +251 91 155 0140", ["+251115550140", "+251911550140"]),
    ("+33 1 99 00 55 01/02", ["+33199005501"]),
    ("00 227 20 55 01 40", ["+22720550140"]),
]


@pytest.mark.parametrize(("printed", "numbers"), TELEPHONES)
def test_a_telephone_is_kept_as_printed_and_read_as_e164(printed, numbers):
    [contact] = read_contacts(f"Awa Diallo, OIM Niger, Tel: {printed}, Email: awa@oim.example")
    assert (contact.phone_printed, contact.phones) == (printed, numbers)


def test_a_fax_is_no_telephone():
    [contact] = read_contacts(block("Awa Diallo", "Tél: +227 20 55 01 40", "Fax: +227 20 55 01 49"))
    assert contact.phones == ["+22720550140"]


def test_a_number_without_its_country_is_printed_only():
    [contact] = read_contacts("Awa Diallo, OIM Niger, Tél. 20 55 01 40")
    assert (contact.phone_printed, contact.phones) == ("20 55 01 40", [])


TWO = "Arlette Ngono ou Jean Fouda, OIM Cameroun, Tél : +237 222 55 01 47, Email : presse@oim.example"


def test_what_is_printed_once_for_two_people_is_each_ones_and_nobodys_own():
    contacts = read_contacts(TWO)
    assert [contact.name for contact in contacts] == ["Arlette Ngono", "Jean Fouda"]
    assert {(contact.office, contact.phones[0], contact.email, contact.is_shared) for contact in contacts} == {
        ("OIM Cameroun", "+237222550147", "presse@oim.example", True)
    }


def test_two_people_with_a_number_each_share_nothing():
    contacts = read_contacts("Awa Diallo, Tél: +227 20 55 01 40 ou Ali Maïga, Tél: +227 20 55 01 41")
    assert [contact.is_shared for contact in contacts] == [False, False]


def test_the_office_begins_with_its_own_word():
    [contact] = read_contacts("Rose Maelaua, chargée de communication de l’OIM, Tél : +677 255 014")
    assert (contact.role, contact.office) == ("chargée de communication", "OIM")


def test_a_service_is_a_name():
    [contact] = read_contacts("Media and Communications Division, IOM Headquarters, Tel: +41 22 555 01 55")
    assert (contact.name, contact.office) == ("Media and Communications Division", "IOM Headquarters")


def test_or_before_another_way_to_reach_a_person_begins_nobody_else():
    [contact] = read_contacts("Elif Demir, IOM Türkiye: +90 312 555 0144 or press@iom.example")
    assert (contact.name, contact.email) == ("Elif Demir", "press@iom.example")


def test_an_extension_in_brackets_is_the_numbers():
    [contact] = read_contacts("Awa Diallo, OIM Niger, Tél : +227 20 55 01 40 (poste 12), Email : awa@oim.example")
    assert (contact.phones, contact.email) == (["+22720550140"], "awa@oim.example")


def test_a_town_after_the_office_is_where_it_is():
    [contact] = read_contacts("Siège de l’OIM, Genève, media@iom.example")
    assert (contact.name, contact.office) == ("Siège de l’OIM", "Genève")


@pytest.mark.parametrize(
    ("printed", "contact"),
    [
        ("Mme Awa Diallo, OIM Niger, Cel. : +227 20 55 01 40", ("Awa Diallo", "OIM Niger", ["+22720550140"], None)),
        ("Awa Diallo, OIM Niger, Tél./Fax : +227 20 55 01 40", ("Awa Diallo", "OIM Niger", ["+22720550140"], None)),
        ("Awa Diallo, IOM, Skype: awa.iom, a@iom.example", ("Awa Diallo", "IOM", [], "a@iom.example")),
        (
            "Awa Diallo, IOM Fiji\nT: +679 331 5014\nE: a@iom.example",
            ("Awa Diallo", "IOM Fiji", ["+6793315014"], "a@iom.example"),
        ),
        (
            "Awa Diallo, IOM Guyana – a@iom.example – T +592 225 5014",
            ("Awa Diallo", "IOM Guyana", ["+5922255014"], "a@iom.example"),
        ),
        ("M. Awa Diallo, OIM Niger, +227 20 55 01 40, poste 12", ("Awa Diallo", "OIM Niger", ["+22720550140"], None)),
        ("Save the Sahel: Awa Diallo, a@save.example", ("Awa Diallo", "Save the Sahel", [], "a@save.example")),
        ("ONARS\nAwa Diallo, a@onars.example", ("Awa Diallo", "ONARS", [], "a@onars.example")),
    ],
)
def test_labels_and_offices_of_all_sorts(printed, contact):
    assert summary(printed) == [contact]


def test_each_agency_has_its_own_contact():
    found = find_contact_block(["Pour l’OIM : Awa Diallo, a@iom.example", "Pour le HCR : Omar Ba, o@unhcr.example"])
    assert summary(found.text) == [
        ("Awa Diallo", "OIM", [], "a@iom.example"),
        ("Omar Ba", "HCR", [], "o@unhcr.example"),
    ]


def test_a_name_that_begins_like_a_little_word_stays_whole():
    found = find_contact_block(["For more information, contact Conrado Nadal, +63 2 555 0140"])
    assert found.text.startswith("Conrado Nadal")


def test_agencies_at_the_end_need_no_heading():
    lines = [
        "The text ends.",
        "IOM: Awa Diallo, a@iom.example, +41 79 555 01 40",
        "Save the Sahel: Omar Ba, o@save.example",
    ]
    found = find_contact_block(lines)
    assert (found.before, [contact[:2] for contact in summary(found.text)]) == (
        ["The text ends."],
        [("Awa Diallo", "IOM"), ("Omar Ba", "Save the Sahel")],
    )


def test_a_second_person_after_and_is_a_contact_of_its_own():
    assert [
        contact[:2]
        for contact in summary("Awa Diallo, IOM Kabul, a@iom.example and Ute Stein, IOM Berlin, u@iom.example")
    ] == [
        ("Awa Diallo", "IOM Kabul"),
        ("Ute Stein", "IOM Berlin"),
    ]

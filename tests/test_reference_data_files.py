"""fixtures/reference/*.json agree with their sources and with each other."""

import importlib.machinery
import importlib.util
import json
import subprocess
import sys
import zoneinfo
from collections import defaultdict

import pytest
from django.conf import settings

from articles.models import Organisation
from contacts.models import Mission, Region

babel = pytest.importorskip("babel")

SCRIPT = settings.BASE_DIR / "bin" / "make_reference_data"
NAMES = ["name_fr", "name_en", "name_es", "name_ar"]
MATCHED = ["aliases", "demonyms", "cities"]
NAMED_LIKE_THEIR_CAPITAL = {"SG", "SM", "VA"}
# The members of the United Nations and their observers, and Kosovo.
STATES = """AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH
  CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN
  GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC
  LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP
  NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST
  SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW"""
WEAK = ["weak_names", "weak_demonyms", "weak_cities"]


def read(name):
    return json.loads((settings.BASE_DIR / "fixtures" / "reference" / f"{name}.json").read_text(encoding="utf-8"))


def load_script():
    loader = importlib.machinery.SourceFileLoader("make_reference_data", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


script = load_script()
folded = script.fold


def strong_forms(country):
    """What the importer may take for the country wherever it reads it."""
    weak = {folded(name) for name in country["weak_names"]}
    names = [country[name] for name in NAMES[:3] if folded(country[name]) not in weak]
    return [*names, *(form for key in MATCHED for form in country[key])]


def owners(forms_of):
    found = defaultdict(set)
    for country in read("countries"):
        for form in forms_of(country):
            found[folded(form)].add(country["code"])
    return found


def test_the_files_are_what_the_script_makes():
    run = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True)
    assert run.stdout + run.stderr == ""
    assert run.returncode == 0


def test_check_names_what_differs(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(script, "REFERENCE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["make_reference_data", "--check"])
    assert script.main() == 1
    assert "regions.json" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_all_iso_3166_countries_and_kosovo_are_there():
    territories = {code for code in babel.Locale("en").territories if len(code) == 2 and code.isalpha()}
    codes = [country["code"] for country in read("countries")]
    assert codes == sorted(territories - script.NOT_ISO_3166)
    assert len(codes) == 249 + 1
    assert "XK" in codes


def test_three_letter_codes_are_unique():
    codes = [country["alpha3"] for country in read("countries")]
    assert len(set(codes)) == len(codes)
    assert {"FRA", "DEU", "COD", "TLS", "YEM", "MMR", "XKX"} <= set(codes)


@pytest.mark.parametrize("file", ["regions", "countries", "themes", "organisations", "missions"])
def test_every_record_has_four_names_and_french_typography(file):
    for record in read(file):
        assert all(record[name].strip() == record[name] != "" for name in NAMES)
        assert not [form for form in [record["name_fr"], *record["aliases"]] if "'" in form or "oe" in form.split()]


@pytest.mark.parametrize("file", ["regions", "countries", "themes", "organisations", "missions"])
def test_keys_are_unique_and_sorted(file):
    keys = [record["code" if file == "countries" else "slug"] for record in read(file)]
    assert keys == sorted(set(keys))


def test_no_form_means_two_countries():
    assert {form: codes for form, codes in owners(strong_forms).items() if len(codes) > 1} == {}


def test_a_weak_form_is_a_strong_form_nowhere():
    weak = owners(lambda country: [form for key in WEAK for form in country[key]])
    assert weak.keys() & owners(strong_forms).keys() == set()


def test_no_town_is_named_like_a_country():
    names = owners(lambda country: [*(country[name] for name in NAMES[:3]), *country["aliases"]])
    towns = owners(lambda country: country["cities"])
    assert names.keys() & towns.keys() == set()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("RDC", "CD"),
        ("Congo-Kinshasa", "CD"),
        ("Libya", "LY"),
        ("La République-Unie de Tanzanie", "TZ"),
        ("Etats-Unis", "US"),
        ("Birmanie", "MM"),
        ("Moldavie", "MD"),
        ("Swaziland", "SZ"),
        ("Cap-Vert", "CV"),
        ("Centrafrique", "CF"),
        ("péruviennes", "PE"),
        ("nigériens", "NE"),
        ("Nigerians", "NG"),
        ("libyenne", "LY"),
        ("salvadoreñas", "SV"),
        ("turque", "TR"),
        ("Genève", "CH"),
        ("Ginebra", "CH"),
        ("N'Djamena", "TD"),
        ("Cox’s Bazar", "BD"),
        ("CIUDAD DE PANAMÁ", "PA"),
        ("San Jose", "CR"),
        ("Kasai", "CD"),
        ("La Paz", "BO"),
        ("Tecún Umán", "GT"),
        ("Colombie-Britannique", "CA"),
    ],
)
def test_forms_seen_in_old_pages_are_known(form, code):
    assert owners(strong_forms)[folded(form)] == {code}


@pytest.mark.parametrize(
    "word",
    ["français", "Réunion", "La réunion", "Congo", "El paso", "Car", "Maurice", "Le cap", "Seul", "Sido"],
)
def test_words_that_begin_a_sentence_mean_no_country(word):
    assert folded(word) not in owners(strong_forms)


def test_every_state_has_adjectives_and_towns():
    countries = {country["code"]: country for country in read("countries")}
    for code in STATES.split():
        assert countries[code]["demonyms"] or countries[code]["weak_demonyms"] or code == "VA", code
        assert countries[code]["cities"] or countries[code]["weak_cities"] or code in NAMED_LIKE_THEIR_CAPITAL, code


def test_regions_of_countries_and_offices_exist():
    slugs = {region["slug"] for region in read("regions")}
    used = {country["region"] for country in read("countries")}
    assert used == slugs | {None}
    assert {slug for mission in read("missions") for slug in mission["regions"]} == slugs


def test_only_uninhabited_territories_have_no_region():
    nowhere = {country["code"] for country in read("countries") if country["region"] is None}
    assert nowhere == {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}


def test_about_twenty_four_themes_have_keywords_in_three_languages():
    themes = read("themes")
    assert 22 <= len(themes) <= 28
    for theme in themes:
        assert list(theme["keywords"]) == ["fr", "en", "es"]
        assert all(len(words) >= 4 for words in theme["keywords"].values())


def test_a_keyword_points_to_one_theme():
    themes_of = defaultdict(set)
    for theme in read("themes"):
        for language, words in theme["keywords"].items():
            assert words == [word.lower() for word in words]
            for word in words:
                themes_of[language, folded(word)].add(theme["slug"])
    assert {word: slugs for word, slugs in themes_of.items() if len(slugs) > 1} == {}


def test_a_name_means_one_organisation_and_no_country():
    owner_of = defaultdict(set)
    for organisation in read("organisations"):
        names = [*(organisation[name] for name in NAMES[:3]), organisation["acronym"] or "", *organisation["aliases"]]
        for name in filter(None, names):
            owner_of[folded(name)].add(organisation["slug"])
    assert {name: slugs for name, slugs in owner_of.items() if len(slugs) > 1} == {}
    assert owner_of.keys() & owners(strong_forms).keys() == set()


def test_organisations_have_known_types_and_countries():
    codes = {country["code"] for country in read("countries")} | {None}
    organisations = read("organisations")
    assert {organisation["type"] for organisation in organisations} <= set(Organisation.Type.values)
    assert {organisation["country"] for organisation in organisations} <= codes


def test_headquarters_is_the_parent_of_every_office():
    missions = read("missions")
    assert [mission["slug"] for mission in missions if mission["kind"] == "headquarters"] == ["geneva"]
    assert {mission["parent"] for mission in missions if mission["slug"] != "geneva"} == {"geneva"}
    assert {mission["kind"] for mission in missions} <= set(Mission.Kind.values)


def test_offices_are_in_a_real_time_zone_and_place():
    for mission in read("missions"):
        assert zoneinfo.ZoneInfo(mission["time_zone"])
        assert -90 < mission["latitude"] < 90
        assert -180 < mission["longitude"] < 180


def test_slugs_and_acronyms_fit_their_columns():
    for model, file in [(Region, "regions"), (Mission, "missions"), (Organisation, "organisations")]:
        for record in read(file):
            for name in {"slug", "acronym", "name_fr", "name_en", "name_es", "name_ar"} & record.keys():
                assert len(record[name] or "") <= model._meta.get_field(name).max_length

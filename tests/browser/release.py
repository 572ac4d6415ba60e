"""One release with every part that a release may have, each as long as it may be in practice."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import ArticleContact, ArticleImage, ArticleOrganisation, Attachment, Correction, Quote, Theme
from contacts.models import Country, Mission
from tests.factories import make_organisation, make_programme, make_published
from tests.photographs import upload

BODY = """<h2>Un intertitre</h2><p>Le texte, avec une adresse : <a href="https://www.exemple.example/une/adresse/qui/ne-finit/
pas">https://www.exemple.example/une/adresse/qui/ne-finit/pas/et-qui-continue-encore-et-encore-et-encore.html</a></p>
<blockquote><p>« Rien. »</p></blockquote><ul><li>un</li></ul><table><thead><tr><th scope="col">Pays</th>
<th scope="col">Retours accompagnés en 2018</th><th scope="col">Réinstallations en 2019</th></tr></thead>
<tbody><tr><th scope="row">République centrafricaine</th><td>12 345</td><td>23 456</td></tr></tbody></table>"""


def make_release_with_every_part():
    countries = list(Country.objects.order_by("code")[:12])
    release = make_published(
        title="Anticonstitutionnellement" * 4, slug="tout", lead="Le chapô.", dateline="NIAMEY –", body_html=BODY,
        mission=Mission.objects.get(slug="geneva"), countries=countries[:6], mentioned=countries[6:],
        programmes=[make_programme(f"retours-{n}", f"Retours accompagnés, phase {n}") for n in range(3)],
        themes=Theme.objects.all()[:4],
    )  # fmt: skip
    release.co_issuers.set(Mission.objects.exclude(slug="geneva")[:3])
    credit = "Organisation / Aïssata Ouédraogo-Diallo Ben Youssef, tous droits réservés"
    for name in ("une.png", "deux.png"):
        picture = upload(name, kind="PNG")
        ArticleImage.objects.create(
            article=release, image=picture, alt="Un puits", caption="Une légende", credit=credit
        )
    Attachment.objects.create(article=release, file=SimpleUploadedFile("note.pdf", b"%PDF"), title="La note complète")
    Correction.objects.create(article=release, number=1, made_on=date(2019, 2, 25), text="Lire 148 et non 184.")
    for n in range(3):
        Quote.objects.create(article=release, speaker=f"Aïssata Sow {n}", role="cheffe de mission", text="« Rien. »")
        ArticleContact.objects.create(
            article=release, name=f"Awa Sow {n}", email=f"{'adresse.' * 8}{n}@exemple.example"
        )
        organisation = make_organisation(f"bailleur-{n}", f"Fonds pour la protection des routes {n}")
        ArticleOrganisation.objects.create(
            article=release, organisation=organisation, role="funder", funded="les vols"
        )

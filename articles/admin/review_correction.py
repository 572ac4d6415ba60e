"""The box in which one field is corrected at the review desk: the article's own form and parts, of this field alone.

So it is judged, saved, kept as a version and searched for as from the article's page.
"""

from django.forms import Media
from django.utils.translation import gettext as _

from articles.models import Article
from articles.wording import label

from . import overtaken_rows
from .parts import ContactInline, CountryInline, OrganisationInline, QuoteInline

IN_THE_FORM = (
    *("title", "lead", "dateline", "date_edtf", "mission", "language", "kind", "programmes", "themes", "body_html"),
)
PARTS = {
    "countries": CountryInline,
    "organisations": OrganisationInline,
    "quotes": QuoteInline,
    "contacts": ContactInline,
}


class Correction:
    def __init__(self, pages, request, article: Article, field: str):
        """`pages` is the admin of articles; the article's row is held where the request sends the box."""
        self.pages, self.request, self.article, self.field = pages, request, article, field
        self.is_overtaken = request.method == "POST" and request.POST.get("seen_version") != str(article.version)
        inlines = [one for one in pages.get_inline_instances(request, article) if type(one) is PARTS.get(field)]
        names = [field] if field in IN_THE_FORM else []
        form = pages.get_form(request, article, change=True, fields=names)
        if self.is_overtaken:
            form.unsaved_because = _("Somebody saved this article while you wrote. Above is what it says now.")
        self.formsets = [self._formset(inline) for inline in inlines]
        self.form = form(self._data(), instance=article)
        self.is_possible = field in self.form.fields or bool(inlines)

    def _data(self):
        if self.request.method != "POST":
            return None
        data = self.request.POST.copy()
        data["seen_version"] = str(self.article.version)
        return data

    def _formset(self, inline):
        made = inline.get_formset(self.request, self.article)
        made.extra = 1
        data = self._data()
        if self.is_overtaken:
            overtaken_rows.renew(data, self.request.FILES, inline, made, self.article)
        prefix = made.get_default_prefix()
        return made(data, instance=self.article, prefix=prefix, queryset=inline.get_queryset(self.request))

    @property
    def media(self) -> Media:
        return sum((formset.media for formset in self.formsets), self.pages.media + self.form.media)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(formset.is_valid() for formset in self.formsets)])

    def save(self) -> None:
        """As the article's page does. The article has the number of its new version afterwards, if there is one."""
        form = self.form
        form.cleaned_data["why"] = form.cleaned_data["why"] or _("Corrected: %(field)s") % {"field": label(self.field)}
        article = self.pages.save_form(self.request, form, change=True)
        self.pages.save_model(self.request, article, form, change=True)
        self.pages.save_related(self.request, form, self.formsets, change=True)
        message = self.pages.construct_change_message(self.request, form, self.formsets)
        self.pages.log_change(self.request, article, message)

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from articles.suggestions import suggestions


def suggest(request):
    """The options under the search box, for static/iomnews/site.js."""
    text = request.GET.get("q", "").replace("\0", "")
    found = suggestions(text, timezone.now(), get_language())
    return render(request, "articles/_suggestions.html", {"suggestions": found})

"""The response headers that neither Django nor django-csp sets."""

from django.utils.cache import add_never_cache_headers

OF_STAFF = ("/account/", "/admin/")

ISOLATION = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}

OF_API = "/api/"
FOR_OTHER_SITES = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Range, Range",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag, Retry-After",
}


def is_of_api(request) -> bool:
    return request.path_info.startswith(OF_API)


def open_to_other_sites(get_response):
    """The API is the same for everybody: it sees no cookie, and the scripts of any site may read it."""

    def middleware(request):
        if not is_of_api(request):
            return get_response(request)
        request.COOKIES = {}
        response = get_response(request)
        for header, value in FOR_OTHER_SITES.items():
            response.headers[header] = value
        return response

    return middleware


def isolation_headers(get_response):
    def middleware(request):
        response = get_response(request)
        for header, value in ISOLATION.items():
            response.headers.setdefault(header, value)
        return response

    return middleware


def no_cache_for_staff(get_response):
    """What staff are shown no cache keeps, unless its view says how long a browser may."""

    def middleware(request):
        response = get_response(request)
        if request.path_info.startswith(OF_STAFF) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware

"""The response headers that neither Django nor django-csp sets."""

ISOLATION = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def isolation_headers(get_response):
    def middleware(request):
        response = get_response(request)
        for header, value in ISOLATION.items():
            response.headers.setdefault(header, value)
        return response

    return middleware

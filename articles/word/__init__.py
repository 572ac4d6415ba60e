"""Word files: a release written for clearance by e-mail, and what comes back. Knows no Django and no network."""

from .beside import Origin
from .opening import NotWord
from .reading import WordText, plain_text, read
from .writing import Sheet, write

__all__ = ["NotWord", "Origin", "Sheet", "WordText", "plain_text", "read", "write"]

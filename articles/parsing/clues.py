"""Where a step of the parser saw each value of a field first, and by which rule: what its evidence is made from."""

from typing import NamedTuple

AROUND = 50  # characters before and after the words seen: enough to find them again among others like them
WEAKEST = "mentioned"


class Clue(NamedTuple):
    rule: str
    text: str
    start: int
    end: int

    @property
    def passage(self) -> str:
        """The words seen with a few around them, cut at spaces."""
        first, last = max(0, self.start - AROUND), min(len(self.text), self.end + AROUND)
        if first:
            first = max(self.text.find(" ", first, self.start) + 1, 0) or self.start
        if last < len(self.text):
            last = max(self.text.rfind(" ", self.end, last), self.end)
        return self.text[first:last].strip()


class Clues(dict[str, Clue]):
    """By value."""

    def see(self, value: str, rule: str, text: str, start: int, end: int) -> None:
        """Note the first place of a value."""
        if value not in self:
            self[value] = Clue(rule, text, start, end)

    def see_better(self, value: str, rule: str, text: str, start: int, end: int) -> None:
        """Note the first place that counts: it goes before one where the value was only mentioned."""
        if value not in self or self[value].rule == WEAKEST:
            self[value] = Clue(rule, text, start, end)

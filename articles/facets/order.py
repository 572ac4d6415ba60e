"""Positions in the order of a list, found by their place in it, whatever is chosen of them."""

from array import array
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable

from pyroaring import BitMap

FULL = 2048  # positions of a block before it is halved: few blocks to count, few positions to look through


class Block:
    def __init__(self, positions: array):
        self.positions = positions
        self.members = BitMap(positions)
        self.members.run_optimize()


class Order:
    """Blocks of positions, oldest first. It is never changed: `inserted` gives another that shares most blocks."""

    def __init__(self, key: Callable[[int], tuple], blocks: Iterable[Block] = ()):
        self.key = key
        self.blocks = list(blocks)

    @classmethod
    def of(cls, positions: list[int], key) -> "Order":
        ordered = array("I", sorted(positions, key=key))
        half = FULL // 2
        return cls(key, [Block(ordered[start : start + half]) for start in range(0, len(ordered), half)])

    def inserted(self, positions: Iterable[int]) -> "Order":
        if not self.blocks:
            return Order.of(list(positions), self.key)
        arriving = defaultdict(list)
        for position in positions:
            place = bisect(self.blocks, self.key(position), key=lambda block: self.key(block.positions[0]))
            arriving[max(0, place - 1)].append(position)
        blocks = []
        for place, block in enumerate(self.blocks):
            if place in arriving:
                blocks += Order.of([*block.positions, *arriving[place]], self.key)._whole_or_halves()
            else:
                blocks.append(block)
        return Order(self.key, blocks)

    def _whole_or_halves(self) -> list[Block]:
        if sum(len(block.positions) for block in self.blocks) > FULL:
            return self.blocks
        return [Block(array("I", [position for block in self.blocks for position in block.positions]))]

    def newest(self, chosen: BitMap, start: int, stop: int) -> list[int]:
        """The chosen positions from the place `start` to before `stop`, newest first."""
        found, skipped = [], start
        for block in reversed(self.blocks):
            here = chosen.intersection_cardinality(block.members)
            if here <= skipped:
                skipped -= here
                continue
            found += [position for position in reversed(block.positions) if position in chosen][skipped:]
            skipped = 0
            if len(found) >= stop - start:
                break
        return found[: stop - start]

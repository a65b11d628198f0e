"""Administrative codes: which area lies in which, and what the documents call them."""

from __future__ import annotations

from functools import cached_property, lru_cache

from minsheng.identity.names import normal, spelled_out

#: Digits of a code by level: province, city, county, town, village.
_LEVELS = (2, 2, 2, 3, 3)


@lru_cache(maxsize=1 << 14)
def core(code: str) -> str:
    """A code without the empty levels at its end: 500000 and 50 are the same province.

    Example:
        >>> core("500000"), core("500104"), core("500110001")
        ('50', '500104', '500110001')
    """
    kept = end = 0
    for width in _LEVELS:
        level = code[end : end + width]
        if not level:
            break
        end += width
        if level.strip("0"):
            kept = end
    return code[:kept]


def wider(code: str) -> tuple[str, ...]:
    """Cores of the areas that an area lies in, nearest first."""
    own = core(code)
    ends = [sum(_LEVELS[:n]) for n in range(len(_LEVELS), 0, -1)]
    return tuple(own[:end] for end in ends if end < len(own))


class AreaNames:
    """What the documents call the areas, so that 区图书馆 and 江州市清源区图书馆 meet as one name."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}
        self._ways: dict[str, tuple[str, tuple[str, ...]]] = {}

    def add(self, code: str, names: tuple[str, ...]) -> None:
        """Take in names of the area of a code."""
        self._names.setdefault(core(code), set()).update(map(normal, names))

    def codes(self, name: str, within: str) -> list[str]:
        """Cores of the areas of a normal name that are, or lie in, the area of a code."""
        inside = core(within)
        return [code for code in self._by_name.get(name, ()) if code.startswith(inside)]

    def spelled(self, name: str, code: str) -> str:
        """A normal name as it is said within an area; unchanged where no document names the area."""
        if not code.isdigit():
            return name
        way = self._ways.get(code)
        if way is None:
            way = self._ways[code] = self._way(code)
        return spelled_out(name, *way)

    def _way(self, code: str) -> tuple[str, tuple[str, ...]]:
        """The area's own name, and what may stand before it, longest first."""
        names = self._names.get(core(code), {""})
        own = min(names, key=lambda name: (_short(name), len(name), name))
        above = {wide for area in wider(code) for wide in self._names.get(area, ())}
        above |= {whole.removesuffix(own) for whole in names if own and whole.endswith(own)}
        telling = (wide for wide in above if len(wide) > 1)
        return own, tuple(sorted(telling, key=lambda wide: (-len(wide), wide)))

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code in sorted(self._names):
            for name in self._names[code]:
                found.setdefault(name, []).append(code)
        return found


def _short(name: str) -> bool:
    """Whether a name leaves out what kind of area it is: 清源 for 清源区."""
    return not name.endswith(("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道", "社区", "村"))

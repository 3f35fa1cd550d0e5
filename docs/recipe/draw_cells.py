"""The method `cells` of OneDoor draws, written from docs/ALGORITHMS.md (section 4) alone. Standard library only.

verify.py asks it when a bundle has tasks of this method. No state is kept between steps, every step eliminates
from the beginning: slow, and short.
"""
from fractions import Fraction

NEAR, NOTHING = 1e-10, 1e-7


def unit(value):
    return ((int.from_bytes(value[:8], "big") >> 11) + 0.5) / 2.0**53


def quota(size, ratio, rounding, cap):
    wanted = {
        "floor": size * ratio // 10000,
        "half_up": (2 * size * ratio + 10000) // 20000,
        "ceil": -(-size * ratio // 10000),
    }[rounding]
    if cap is not None:
        wanted = min(wanted, size * cap // 10000)
    return min(wanted, size)


class Group:
    """Doors with the same cells: `level` is the largest fraction, `parts` maps a list to [whole, fraction, state]."""

    def __init__(self, doors, shares):
        most = max(share // 1 for share in shares.values())
        top = [share % 1 for share in shares.values() if share // 1 == most and share % 1]
        largest = max(top) if top else None
        self.level = None if largest is None else largest.numerator / largest.denominator
        self.parts = {}
        for name, share in shares.items():
            rest = share % 1
            if rest == 0:
                state = "done"
            elif share // 1 < most:
                state = "alone"
            else:
                state = "tied" if rest == largest else "under"
            self.parts[name] = [int(share // 1), rest.numerator / rest.denominator, state]


def whole(part, fraction):
    part[0] += 1 if fraction >= 0.5 else 0
    part[1], part[2] = 0.0, "done"


def find_line(groups, count):
    """The first column, in order, that the columns before it explain: {entity: speed}."""
    entities = [(g, None) for g in range(len(groups)) if groups[g].level is not None]
    for g, group in enumerate(groups):
        entities += [(g, name) for name in group.parts if group.parts[name][2] in ("under", "alone")]
    reduced = []
    for entity in entities:
        group = groups[entity[0]]
        tied = [name for name, part in group.parts.items() if part[2] == "tied"]
        sums = [0.0] * count
        for name in tied if entity[1] is None else [entity[1]]:
            sums[name] = 1.0
        made_of = {}
        for pivot, other, others_parts, _ in reduced:
            factor = sums[pivot]
            if factor == 0.0:
                continue
            sums = [value - factor * o for value, o in zip(sums, other)]
            for key, value in others_parts.items():
                made_of[key] = made_of.get(key, 0.0) - factor * value
        size = max(abs(value) for value in sums)
        if size <= NOTHING:
            line = {key: value for key, value in made_of.items() if abs(value) > NOTHING}
            line[entity] = 1.0
            return line
        pivot = next(row for row, value in enumerate(sums) if abs(value) == size)
        scale = sums[pivot]
        made_of[entity] = 1.0
        reduced.append((pivot, [v / scale for v in sums], {k: v / scale for k, v in made_of.items()}, entity))
    return None


def room(groups, line, sign):
    distances = []

    def bound(distance, speed):
        if speed > 0.0:
            distances.append(distance / speed)

    for (g, name), rate in line.items():
        group, speed = groups[g], rate * sign
        if name is None:
            bound(group.level, -speed)
            bound(1.0 - group.level, speed)
        else:
            bound(group.parts[name][1], -speed)
            if group.parts[name][2] == "alone":
                bound(1.0 - group.parts[name][1], speed)
        if group.level is not None:
            own = line.get((g, None), 0.0) * sign
            for other, part in group.parts.items():
                if part[2] == "under":
                    bound(group.level - part[1], line.get((g, other), 0.0) * sign - own)
    return min(distances)


def settle(group):
    if group.level is not None:
        for part in group.parts.values():
            if part[2] == "under" and group.level - part[1] <= NEAR:
                part[2] = "tied"
        if group.level <= NEAR or group.level >= 1.0 - NEAR:
            level, group.level = group.level, None
            for part in group.parts.values():
                if part[2] == "tied":
                    whole(part, level)
                elif part[2] == "under":
                    part[2] = "alone"
    for part in group.parts.values():
        if part[2] in ("under", "alone") and (part[1] <= NEAR or part[1] >= 1.0 - NEAR):
            whole(part, part[1])


def walk(groups, count, ask):
    while True:
        line = find_line(groups, count)
        if line is None:
            prices = []
            for g, group in enumerate(groups):
                if group.level is not None:
                    tied = float(sum(part[2] == "tied" for part in group.parts.values()))
                    prices.append(((1.0 - group.level) / tied, g))
            if not prices:
                break
            group = groups[min(prices)[1]]
            for part in group.parts.values():
                if part[2] == "tied":
                    part[1] = group.level
                if part[2] != "done":
                    part[2] = "alone"
            group.level = None
            continue
        forth, back = room(groups, line, 1.0), room(groups, line, -1.0)
        step = forth if ask() * (forth + back) < back else -back
        for (g, name), rate in line.items():
            if name is None:
                groups[g].level += step * rate
            else:
                groups[g].parts[name][1] += step * rate
        for g in {g for g, _ in line}:
            settle(groups[g])
    return [{n: p[0] + (p[1] >= 0.5) for n, p in group.parts.items()} for group in groups]


def draw_cells(mac, frame, tasks, numbers):
    """What the tasks of this method draw: {task: {stratum: sample}}. `mac` is HMAC with the draw's key over bytes,
    `numbers` holds the doors' numbers."""
    members = {}
    for site, cells in frame.items():
        for cell in cells:
            members.setdefault(tuple(cell.split(":")), []).append(site)
    own = {task["id"]: task for task in tasks if task["method"] == "cells"}
    lists = sorted(cell for cell in members if cell[0] in own)
    if not lists:
        return {task: {} for task in own}
    sizes = [len(members[cell]) for cell in lists]
    quotas = [
        quota(size, own[t]["strata"][s], own[t]["rounding"], own[t]["cap_bp"]) for (t, s), size in zip(lists, sizes)
    ]
    place = {cell: index for index, cell in enumerate(lists)}
    alike = {}
    for site, cells in frame.items():
        places = tuple(sorted(place[cell] for cell in (tuple(c.split(":")) for c in cells) if cell in place))
        if places:
            alike.setdefault(places, []).append(site)
    order = sorted(alike, key=lambda places: (-len(places), places))
    groups = [Group(len(alike[p]), {l: Fraction(len(alike[p]) * quotas[l], sizes[l]) for l in p}) for p in order]
    asked = iter(range(10**9))
    counts = walk(groups, len(lists), lambda: unit(mac(b"cells\n%d" % next(asked))))
    chosen = {cell: set() for cell in lists}
    for places, count in zip(order, counts):
        doors = sorted(alike[places], key=lambda site: (numbers[site], site))
        for index in places:
            chosen[lists[index]].update(doors[: count[index]])
    result = {task: {} for task in own}
    for cell, size, wanted in zip(lists, sizes, quotas):
        ranked = sorted(members[cell], key=lambda site: (numbers[site], site))
        taken = [site for site in ranked if site in chosen[cell]]
        if len(taken) != wanted:
            raise ArithmeticError("%s:%s does not come to its quota" % cell)
        rest = [site for site in ranked if site not in chosen[cell]]
        result[cell[0]][cell[1]] = {
            "frame": size, "quota": wanted, "selected": taken, "reserve": rest[: own[cell[0]]["reserve"]],
        }
    return result

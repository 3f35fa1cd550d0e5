#!/usr/bin/env python3
"""A second verifier of OneDoor draws, written from docs/VERIFY.md alone. Standard library only.

    python3 verify.py BUNDLE.json [PUBLIC_KEY_HEX [PREVIOUS.json]]      exit 0 VALID, 1 INVALID, 2 unreadable

PREVIOUS.json is the bundle of the wave before, where waves turn in a series; PUBLIC_KEY_HEX may be "-" for any.
"""
import hashlib
import hmac
import json
import re
import sys

IDENTIFIER = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")


class Fault(Exception):
    """Something does not follow."""


def ensure(holds, words):
    if not holds:
        raise Fault(words)


# ---- 1. the file: canonical JSON, signed -----------------------------------------------------------------

def strict(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("a member is named twice")
    return dict(pairs)


def no_fraction(text):
    raise ValueError(text + " is not an integer")


def canonical(value):
    # Members sorted by UTF-16 code units, no white space; a bundle holds strings and integers only.
    def ordered(item):
        if isinstance(item, dict):
            return {name: ordered(item[name]) for name in sorted(item, key=lambda n: n.encode("utf-16-be"))}
        return [ordered(one) for one in item] if isinstance(item, list) else item
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))


def ed25519_holds(key, message, signature):
    # RFC 8032 §5.1.7, slowly.
    p, q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
    d = -121665 * pow(121666, p - 2, p) % p
    root = pow(2, (p - 1) // 4, p)

    def add(one, two):
        a = (one[1] - one[0]) * (two[1] - two[0]) % p
        b = (one[1] + one[0]) * (two[1] + two[0]) % p
        c = 2 * one[3] * two[3] * d % p
        e = 2 * one[2] * two[2] % p
        return ((b - a) * (e - c) % p, (e + c) * (b + a) % p, (e - c) * (e + c) % p, (b - a) * (b + a) % p)

    def times(number, point):
        total = (0, 1, 1, 0)
        while number:
            if number & 1:
                total = add(total, point)
            point, number = add(point, point), number >> 1
        return total

    def decode(data):
        y = int.from_bytes(data, "little")
        sign, y = y >> 255, y & (2**255 - 1)
        if y >= p:
            return None
        square = (y * y - 1) * pow(d * y * y + 1, p - 2, p) % p
        x = pow(square, (p + 3) // 8, p)
        if (x * x - square) % p:
            x = x * root % p
        if (x * x - square) % p or (x == 0 and sign):
            return None
        x = p - x if x & 1 != sign else x
        return (x, y, 1, x * y % p)

    def same(one, two):
        return (one[0] * two[2] - two[0] * one[2]) % p == 0 and (one[1] * two[2] - two[1] * one[2]) % p == 0

    base = decode((4 * pow(5, p - 2, p) % p).to_bytes(32, "little"))
    public, r = decode(key), decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if public is None or r is None or s >= q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % q
    return same(times(s, base), add(r, times(h, public)))


def check_file(text, bundle, wanted):
    ensure(canonical(bundle) == text, "the file is not in canonical form")
    ensure(bundle["format"] == "onedoor-bundle/1", "format")
    signature = bundle["signature"]
    ensure(wanted in (None, signature["key"]), "signed with another key")
    content = canonical({name: value for name, value in bundle.items() if name != "signature"})
    key, value = bytes.fromhex(signature["key"]), bytes.fromhex(signature["value"])
    ensure(ed25519_holds(key, content.encode(), value), "the signature does not fit the content")


# ---- 2. frame: a Merkle tree over the doors --------------------------------------------------------------

def check_frame(bundle, H):
    leaves = []
    for site in sorted(bundle["frame"], key=str.encode):
        cells = bundle["frame"][site]
        ensure(cells and cells == sorted(cells, key=str.encode), "cells of " + site)
        tasks = [cell.split(":")[0] for cell in cells]
        ensure(len(set(tasks)) == len(tasks), "two cells of one task at " + site)
        names = [site] + [part for cell in cells for part in cell.split(":", 1)]
        ensure(all(IDENTIFIER.match(name) for name in names), "names of " + site)
        leaves.append(H(b"\0" + (site + "\t" + ",".join(cells)).encode()))

    def root(part):
        if len(part) < 2:
            return part[0] if part else H(b"")
        half = 1 << (len(part) - 1).bit_length() - 1
        return H(b"\1" + root(part[:half]) + root(part[half:]))

    ensure(root(leaves).hex() == bundle["frame_root"], "frame_root")
    proof = bundle.get("inclusion_proof")
    if proof:
        index, last, node = proof["index"], len(leaves) - 1, leaves[proof["index"]]
        ensure(sorted(bundle["frame"], key=str.encode)[index] == proof["site"], "the place of the proof")
        for step in proof["path"]:
            step = bytes.fromhex(step)
            if index & 1 or index == last:
                node = H(b"\1" + step + node)
                while index and not index & 1:
                    index, last = index >> 1, last >> 1
            else:
                node = H(b"\1" + node + step)
            index, last = index >> 1, last >> 1
        ensure(last == 0 and node.hex() == bundle["frame_root"], "inclusion_proof")


# ---- 3. key: commitments, beacon, reveals ----------------------------------------------------------------

def check_key(bundle, H, hash_name):
    commitments, nonces = bundle["commitments"], bundle["nonces"]
    ensure(commitments and sorted(commitments) == sorted(nonces), "the witnesses")
    for witness, nonce in nonces.items():
        own = H(b"onedoor-commit/1\n" + witness.encode() + b"\n" + bytes.fromhex(nonce))
        ensure(own.hex() == commitments[witness], "the commitment of " + witness)
    lines = "".join("%s=%s\n" % (witness, nonces[witness]) for witness in sorted(nonces, key=str.encode))
    text = "onedoor-draw/1-%s\n%s\n%d\n%s\n%s\n%s" % (
        hash_name, bundle["wave"], bundle["attempt"], bundle["frame_root"], bundle["beacon"], lines)
    key = H(text.encode())
    ensure(key.hex() == bundle["seed"], "seed")
    return key


# ---- 4. numbers: the key's own, or those of a series, turned ----------------------------------------------

WORD = 2**64


def share(basis_points):
    return min(basis_points * WORD // 10000, WORD - 1)


def turned_by(bundle, mac):
    """All turns up to this wave."""
    turn = bundle["turn"]
    ensure(re.match(r"[0-9a-f]{16}\Z", turn["before"]), "turn.before")
    ensure(re.match(r"[0-9a-f]{64}\Z", turn["first"]), "turn.first")
    ensure(re.match(r"[0-9a-f]{64}\Z", turn["previous_hash"]), "turn.previous_hash")
    ensure(IDENTIFIER.match(turn["series"]) and IDENTIFIER.match(turn["previous"]), "names of the series")
    before, rotation = int(turn["before"], 16), turn["rotation"]
    ensure(all(0 <= rotation[name] <= 10000 for name in rotation) and len(rotation) == 4, "turn.rotation")
    ensure(turn["series"] != turn["previous"] or before == 0, "turn.before")
    steady = min(rotation["ratio_bp"] * (10000 - rotation["repeat_bp"]) * WORD // 10**8, WORD - 1)
    width = share(rotation["noise_bp"])
    noise = int.from_bytes(mac(b"shift\n")[:8], "big") * width // WORD
    return (before + steady + noise - width // 2) % WORD


def numbers(bundle, mac, mac_of):
    own = {site: mac(b"site\n" + site.encode()) for site in bundle["frame"]}
    if "turn" not in bundle:
        return own
    turned, fresh = turned_by(bundle, mac), share(bundle["turn"]["rotation"]["fresh_bp"])
    first = mac_of(bytes.fromhex(bundle["turn"]["first"]))

    def number(site):
        if int.from_bytes(mac(b"fresh\n" + site.encode())[:8], "big") < fresh:
            return own[site]
        old = first(b"site\n" + site.encode())
        return ((int.from_bytes(old[:8], "big") + turned) % WORD).to_bytes(8, "big") + old[8:]

    return {site: number(site) for site in bundle["frame"]}


def check_follows(bundle, data, mac_of):
    """That the wave before is the one that is named, and that key and turns of the series come from it."""
    turn, previous = bundle["turn"], json.loads(data.decode("utf-8"))
    ensure(turn["previous"] == previous["wave"] and bundle["algorithm"] == previous["algorithm"], "the wave before")
    ensure(turn["previous_hash"] == hashlib.sha256(data).hexdigest(), "turn.previous_hash")
    series, first, before = previous["wave"], previous["seed"], 0
    if "turn" in previous:
        series, first = previous["turn"]["series"], previous["turn"]["first"]
        before = turned_by(previous, mac_of(bytes.fromhex(previous["seed"])))
    ensure([turn["series"], turn["first"], int(turn["before"], 16)] == [series, first, before], "the series")


# ---- 5. selection: the smallest numbers ------------------------------------------------------------------

def rounded(numerator, rounding):
    return {"floor": numerator // 10000, "half_up": (2 * numerator + 10000) // 20000,
            "ceil": -(-numerator // 10000)}[rounding]


def check_result(bundle, number, mac):
    for site, stated in bundle.get("prn", {}).items():
        ensure(number[site].hex() == stated, "the number of " + site)
    strata = {task["id"]: {} for task in bundle["tasks"]}
    ensure(len(strata) == len(bundle["tasks"]), "tasks")
    for site, cells in bundle["frame"].items():
        for cell in cells:
            task, stratum = cell.split(":")
            strata[task].setdefault(stratum, []).append(site)

    def rank(site):
        return number[site], site

    def sample(doors, quota, reserve, size):
        return {"frame": size, "quota": quota, "selected": doors[:quota], "reserve": doors[quota:quota + reserve]}

    together, result = {}, {}
    if any(task["method"] == "cells" for task in bundle["tasks"]):
        from draw_cells import draw_cells  # beside this file; only these draws need it
        together = draw_cells(mac, bundle["frame"], bundle["tasks"], number)
    for task in bundle["tasks"]:
        own, drawn = strata[task["id"]], {}
        if task["method"] == "srs":
            for stratum, doors in own.items():
                size, cap = len(doors), task["cap_bp"]
                quota = rounded(size * task["strata"][stratum], task["rounding"])
                quota = min(quota, size, size if cap is None else size * cap // 10000)
                drawn[stratum] = sample(sorted(doors, key=rank), quota, task["reserve"], size)
        elif task["method"] == "pareto":
            drawn["*"] = pareto(task, own, number, sample)
        elif task["method"] == "cells":
            drawn = together[task["id"]]
        elif task["method"] != "batch_order":
            raise NotImplementedError("method %s: see docs/ALGORITHMS.md, section 4" % task["method"])
        else:
            doors, m = sorted((site for doors in own.values() for site in doors), key=rank), task["batches"]
            small, larger = divmod(len(doors), m)
            cuts = [index * small + min(index, larger) for index in range(m + 1)]
            drawn["*"] = {"frame": len(doors), "batches": [doors[a:b] for a, b in zip(cuts, cuts[1:])]}
        result[task["id"]] = drawn
    ensure(result == bundle["result"], "result")
    chosen = {site for drawn in result.values() for one in drawn.values() for site in one.get("selected", [])}
    ensure(sorted(chosen, key=str.encode) == bundle["sites_drawn"], "sites_drawn")
    return result


def pareto(task, own, number, sample):
    certain, ranked, total, size = [], [], 0, 0
    for stratum, doors in own.items():
        bp = task["strata"][stratum]
        total, size = total + bp * len(doors), size + len(doors)
        for site in doors:
            if bp >= 10000:
                certain.append((number[site], site))
            elif bp > 0:
                u = ((int.from_bytes(number[site][:8], "big") >> 11) + 0.5) / 2.0**53
                p = bp / 10000.0
                ranked.append(((u / (1.0 - u)) * ((1.0 - p) / p), site))
    cap = task["cap_bp"]
    quota = min(rounded(total, task["rounding"]), size, size if cap is None else size * cap // 10000)
    doors = [site for _, site in sorted(certain)] + [site for _, site in sorted(ranked)]
    return sample(doors, quota, task["reserve"], size)


# ---- 6. officers: the optimum ----------------------------------------------------------------------------

def check_officers(bundle, mac, result):
    def cost(visit, inspector):
        return int.from_bytes(mac(b"seat\n" + visit.encode() + b"\n" + inspector.encode())[:5], "big")

    parts, expected, leaders = bundle["departments"], {}, {}
    tasks_of = {}
    for task, drawn in result.items():
        for one in drawn.values():
            for site in one.get("selected", []) + [site for batch in one.get("batches", []) for site in batch]:
                tasks_of.setdefault(site, set()).add(task)
    ensure(set(parts["tasks"]) == set(result), "the departments' tasks")
    for site, tasks in tasks_of.items():
        visit = bundle["wave"] + "/" + site
        for task in tasks:
            for department in parts["tasks"][task]:
                expected.setdefault(department, set()).add(visit)
        leading = next((parts["tasks"][task][0] for task in sorted(tasks) if parts["tasks"][task]), None)
        if leading:
            team = parts["seats"].get(leading, {}).get("assigned", {}).get(visit, [])
            first = min(team, key=lambda name: (cost(visit, name), name)) if team else None
            leaders[visit] = {"department": leading, "inspector": first}
    ensure(leaders == parts["leaders"], "leaders")
    ensure(set(expected) <= set(parts["seats"]), "a department without seats")
    for department, section in parts["seats"].items():
        ensure(set(section["visits"]) == expected.get(department, set()), "the visits of " + department)
        check_seats(department, section, cost)


def check_seats(department, section, cost):
    loads, vacant = dict(section.get("loads", {})), 0
    for visit, seats in section["visits"].items():
        team = section["assigned"][visit]
        ensure(team == sorted(set(team)) and set(team) <= set(seats["eligible"]), "the team of " + visit)
        ensure(len(team) <= seats["seats"] and seats["seats"] >= 2, "the seats of " + visit)
        vacant += seats["seats"] - len(team)
        for inspector in team:
            loads[inspector] = loads.get(inspector, 0) + 1
    ensure(set(section["assigned"]) == set(section["visits"]) and vacant == section["vacant"], department)
    ensure(not improves(section, loads, cost), "the seats of %s could be filled better" % department)


def improves(section, loads, cost):
    """Whether some exchange of seats is better: a cycle of negative cost in the residual graph, whose arcs
    give a seat (visit → inspector), take one (inspector → visit), leave one vacant or fill it, and move
    load from one inspector to another through a node of their own ('')."""
    full, even, arcs = 2**100, 2**60, []
    for visit, seats in section["visits"].items():
        team = set(section["assigned"][visit])
        for inspector in seats["eligible"]:
            price = cost(visit, inspector)
            if inspector in team:
                arcs.append((("i", inspector), ("v", visit), -price))
            else:
                arcs.append((("v", visit), ("i", inspector), price))
        if team:
            arcs.append((("v", visit), "", full))
        if len(team) < seats["seats"]:
            arcs.append(("", ("v", visit), -full))
    started = section.get("loads", {})
    for inspector in {name for seats in section["visits"].values() for name in seats["eligible"]}:
        load = loads.get(inspector, 0)
        arcs.append((("i", inspector), "", even * load))
        if load > started.get(inspector, 0):
            arcs.append(("", ("i", inspector), -even * (load - 1)))
    distance = dict.fromkeys({node for arc in arcs for node in arc[:2]}, 0)
    for _ in distance:
        changed = False
        for a, b, price in arcs:
            if distance[a] + price < distance[b]:
                distance[b], changed = distance[a] + price, True
        if not changed:
            return False
    return True


# ---- all together ----------------------------------------------------------------------------------------

def verify(data, wanted=None, previous=None):
    text = data.decode("utf-8")
    bundle = json.loads(text, object_pairs_hook=strict, parse_float=no_fraction, parse_constant=no_fraction)
    if not isinstance(bundle, dict) or bundle.get("format") is None:
        raise ValueError("not a published bundle")
    hash_name = {"onedoor-draw/1-sha256": "sha256", "onedoor-draw/1-sm3": "sm3"}[bundle["algorithm"]]

    def H(message):
        return hashlib.new(hash_name, message).digest()

    check_file(text, bundle, wanted)
    check_frame(bundle, H)
    key = check_key(bundle, H, hash_name)

    def mac_of(of):
        keyed = hmac.new(of, digestmod=hash_name)

        def mac(message):
            one = keyed.copy()
            one.update(message)
            return one.digest()
        return mac

    mac = mac_of(key)
    check_officers(bundle, mac, check_result(bundle, numbers(bundle, mac, mac_of), mac))
    if previous is not None:
        check_follows(bundle, previous, mac_of)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main(path, wanted=None, previous=None):
    try:
        verify(read(path), None if wanted == "-" else wanted, read(previous) if previous else None)
    except Fault as fault:
        print("INVALID: %s" % fault)
        return 1
    except (KeyError, IndexError, TypeError, AttributeError, ArithmeticError) as error:
        print("INVALID: %r" % error)
        return 1
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        print("unreadable: %s" % error, file=sys.stderr)
        return 2
    print("VALID")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]) if len(sys.argv) > 1 else __doc__)

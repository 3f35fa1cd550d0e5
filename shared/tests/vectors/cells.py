#!/usr/bin/env python3
"""A second implementation of the draw, for `cells` (docs/ALGORITHMS.md, section 4), and the vectors made by it.

The implementation is docs/recipe/draw_cells.py, written from the specification, in another language and another
way. `python3 cells.py` writes draw-cells.json and draw-cells-sm3.json beside itself. Nothing of the product is
used.
"""
import hashlib
import hmac
import json
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../../docs/recipe"))
from draw_cells import draw_cells, quota  # noqa: E402


def digest(name, data):
    return hashlib.new(name, data).digest()


def mac(name, key, message):
    return hmac.new(key, message, lambda data=b"": hashlib.new(name, data)).digest()


def merkle(name, leaves):
    if len(leaves) == 1:
        return digest(name, b"\0" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return digest(name, b"\1" + merkle(name, leaves[:split]) + merkle(name, leaves[split:]))


def draw_srs(task, frame, numbers):
    members = {}
    for site, cells in frame.items():
        for cell in cells:
            if cell.split(":")[0] == task["id"]:
                members.setdefault(cell.split(":")[1], []).append(site)
    found = {}
    for stratum, sites in members.items():
        ranked = sorted(sites, key=lambda site: (numbers[site], site))
        size = quota(len(sites), task["strata"][stratum], task["rounding"], task["cap_bp"])
        found[stratum] = {
            "frame": len(sites), "quota": size, "selected": ranked[:size],
            "reserve": ranked[size : size + task["reserve"]],
        }
    return found


def make(name, seed, doors):
    chance = random.Random(seed)
    tasks = []
    for number in range(7):
        ratio = chance.randrange(60, 260)
        strata = {"A": ratio, "B": 3 * ratio, "C": 9 * ratio, "D": 25 * ratio}
        if number == 5:
            strata = {"ALL": 4 * ratio}
        tasks.append({
            "id": f"T{number + 1}", "method": "srs" if number == 6 else "cells",
            "rounding": chance.choice(["half_up", "ceil", "floor"]), "strata": strata,
            "reserve": number % 3, "cap_bp": 2500 if number == 2 else None,
        })
    trades = [sorted(chance.sample(range(7), chance.randrange(1, 6))) for _ in range(9)]
    frame = {}
    for door in range(doors):
        stratum = chance.choices("ABCD", [50, 33, 12, 5])[0]
        cells = [f"T{t + 1}:{'ALL' if t == 5 else stratum}" for t in chance.choice(trades)]
        frame["S" + digest("sha256", f"{seed}/{door}".encode()).hex()[:10].upper()] = sorted(cells)
    frame = dict(sorted(frame.items()))
    root = merkle(name, [f"{site}\t{','.join(cells)}".encode() for site, cells in frame.items()])
    nonces = {w: digest("sha256", f"{seed}/{w}".encode()) for w in ("jiwei", "shichang", "sifaju")}
    commitments = {
        w: digest(name, b"onedoor-commit/1\n" + w.encode() + b"\n" + nonce).hex() for w, nonce in nonces.items()
    }
    wave, beacon = "W2026-07", "福彩双色球2026136期 02,05,11,17,23,30+09"
    lines = "".join(f"{w}={nonces[w].hex()}\n" for w in sorted(nonces))
    key = digest(name, f"onedoor-draw/1-{name}\n{wave}\n1\n{root.hex()}\n{beacon}\n{lines}".encode())
    numbers = {site: mac(name, key, f"site\n{site}".encode()) for site in frame}
    result = draw_cells(lambda message: mac(name, key, message), frame, tasks, numbers)
    for task in tasks:
        if task["method"] == "srs":
            result[task["id"]] = draw_srs(task, frame, numbers)
    drawn = {s for strata in result.values() for stratum in strata.values() for s in stratum["selected"]}
    return {
        "algorithm": f"onedoor-draw/1-{name}", "wave": wave, "attempt": 1, "frame": frame,
        "frame_root": root.hex(), "commitments": commitments,
        "nonces": {w: nonce.hex() for w, nonce in nonces.items()}, "beacon": beacon, "seed": key.hex(),
        "prn": {site: numbers[site].hex() for site in list(frame)[:5]}, "tasks": tasks, "result": result,
        "sites_drawn": sorted(drawn),
    }


if __name__ == "__main__":
    for file, name, seed, doors in [("draw-cells", "sha256", 6, 420), ("draw-cells-sm3", "sm3", 9, 90)]:
        with open(os.path.join(HERE, file + ".json"), "w", encoding="utf-8") as out:
            json.dump(make(name, seed, doors), out, ensure_ascii=False, indent=1)
            out.write("\n")

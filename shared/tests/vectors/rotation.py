#!/usr/bin/env python3
"""Numbers of a rotated series (docs/ALGORITHMS.md, section 9), by a second implementation: writes rotation.json."""
import json
import os

from cells import digest, mac


def vector(name, number, ratio, repeat, noise, fresh):
    first, key = digest(name, b"first wave"), digest(name, f"wave {number}".encode())
    before = int.from_bytes(digest("sha256", f"before {number}".encode())[:8], "big")
    width = noise * 2**64 // 10**4
    shift = ratio * (10**4 - repeat) * 2**64 // 10**8
    shift += int.from_bytes(mac(name, key, "shift\n")[:8], "big") * min(width, 2**64 - 1) // 2**64
    shift = (shift - min(width, 2**64 - 1) // 2) % 2**64
    numbers = {}
    for site in (f"S{n:04d}" for n in range(12)):
        if int.from_bytes(mac(name, key, f"fresh\n{site}")[:8], "big") < fresh * 2**64 // 10**4:
            numbers[site] = mac(name, key, f"site\n{site}").hex()
        else:
            old = mac(name, first, f"site\n{site}")
            turned = (int.from_bytes(old[:8], "big") + before + shift) % 2**64
            numbers[site] = turned.to_bytes(8, "big").hex() + old[8:].hex()
    return {
        "hash": name, "rotation": {"ratio_bp": ratio, "repeat_bp": repeat, "noise_bp": noise, "fresh_bp": fresh},
        "first": first.hex(), "key": key.hex(), "before": f"{before:016x}", "shift": f"{shift:016x}",
        "numbers": numbers,
    }


if __name__ == "__main__":
    cases = [
        ("sha256", 1, 2000, 3000, 0, 0), ("sha256", 2, 500, 0, 120, 0), ("sm3", 3, 1234, 5678, 333, 2500),
        ("sm3", 4, 2000, 10000, 0, 10000),
    ]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "rotation.json"), "w") as out:
        json.dump([vector(*case) for case in cases], out, indent=1)
        out.write("\n")

#!/usr/bin/env python3
"""Times the compiled programs of this library under PyTorch, on a machine without Java.

ExportPrograms (see ../README.md) has written the programs, and programs.json says what they take.
A program is only timed if it returns what it has returned under DJL. Needs PyTorch 1.13 or newer
and nothing else. Exit code: 1 if there is no device, or a program could not be timed.
"""
import argparse
import json
import math
import os
import platform
import statistics
import sys
import time

try:
    import torch
except ImportError as missing:
    sys.exit(f"time_programs.py: PyTorch is missing ({missing}); install the package torch")

from programs import as_list, attempt, checked

LABEL = (
    "These are the compiled programs of this library run by PyTorch under Python, not the Java"
    " library."
)
# For each precision of a program: what a row is called, and whether float32 may become TF32.
MODES = {
    "float32": [("float32", False), ("TF32", True)],
    "float16": [("half", False)],
    "bfloat16": [("bfloat16", False)],
}
SHAPES = [(1, 256), (32, 256), (1, 512), (1, 1024)]
ROUNDS = 7
SECONDS_OF_A_ROUND = 0.3
WARM_UP_CALLS = 8
SECONDS_OF_WARM_UP = 0.5
# What --short divides frames and seconds by.
SHORT = 20


def read_back(results):
    """Reads a value, for which everything before it has to be done."""
    first = as_list(results)[0]
    return first[(0,) * first.dim()].item()


def synchronize(device):
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def allow_tf32(allowed):
    torch.backends.cuda.matmul.allow_tf32 = allowed
    torch.backends.cudnn.allow_tf32 = allowed


def seconds(module, arguments, calls, device):
    synchronize(device)
    start = time.perf_counter()
    for _ in range(calls):
        results = module(*arguments)
    read_back(results)
    return time.perf_counter() - start


def warm_up(module, arguments, device, divisor):
    """Calls until PyTorch has prepared itself; returns the seconds of a call."""
    calls = 0
    start = time.perf_counter()
    while calls < WARM_UP_CALLS or time.perf_counter() - start < SECONDS_OF_WARM_UP / divisor:
        last = seconds(module, arguments, 1, device)
        calls += 1
    return last


def timed(program, programs, batch, side, divisor):
    """The milliseconds of a call: median, least and most of some rounds of many calls."""
    pictures = torch.randn(batch, 3, side, side, device=program.device)
    arguments = program.arguments(pictures, programs)
    call = warm_up(program.module, arguments, program.device, divisor)
    calls = max(1, math.ceil(SECONDS_OF_A_ROUND / divisor / call))
    rounds = [
        1000 * seconds(program.module, arguments, calls, program.device) / calls
        for _ in range(ROUNDS)
    ]
    median = statistics.median(rounds)
    return {
        "milliseconds": median,
        "least": min(rounds),
        "most": max(rounds),
        "calls": calls,
        "rounds": ROUNDS,
        "picturesPerSecond": 1000 * batch / median,
        "teraflops": program.operations(batch, side) / median / 1e9,
    }


def original(program, side, frames):
    """One picture again and again with a program that has not run yet, as the original measured."""
    module = program.load()
    pictures = torch.rand(1, 3, side, side, device=program.device)
    arguments = program.arguments(pictures, {})
    taken = seconds(module, arguments, frames, program.device)
    return {"frames": frames, "seconds": taken, "picturesPerSecond": frames / taken}


def modes(program):
    allowed = MODES[program.spec["precision"]]
    return allowed if program.device.type == "cuda" else allowed[:1]


def row(program, mode, tf32, values, action, *arguments):
    """A line of a report: what was measured, or why it could not be."""
    allow_tf32(tf32)
    print(program.spec["name"], mode, values, file=sys.stderr, flush=True)
    measured, failure = attempt(action, program, *arguments)
    found = {"failure": failure} if failure else measured
    return {"program": program.spec["name"], "mode": mode, **values, **found}


def protocol_rows(protocol, programs, divisor):
    frames = max(1, protocol["frames"] // divisor)
    return [
        row(programs[name], mode, tf32, {}, original, protocol["side"], frames)
        for name in protocol["programs"]
        if name in programs
        for mode, tf32 in modes(programs[name])
    ]


def timed_rows(programs, divisor):
    shapes = SHAPES if divisor == 1 else SHAPES[:1]
    rows = []
    for program in programs.values():
        for mode, tf32 in modes(program):
            for batch, side in shapes:
                values = {"batch": batch, "side": side}
                arguments = (programs, batch, side, divisor)
                rows.append(row(program, mode, tf32, values, timed, *arguments))
    return rows


def check_rows(specs, folder, device, programs):
    """Loads and checks programs; those that fail are not among the programs afterwards."""
    allow_tf32(False)
    rows = []
    for spec in specs:
        error, failure = attempt(checked, spec, folder, device, programs)
        found = {"failure": failure} if failure else {"error": error}
        if failure:
            programs.pop(spec["name"], None)
        rows.append({"program": spec["name"], "limit": spec["check"]["tolerance"], **found})
    return rows


def machine(device):
    found = {"PyTorch": torch.__version__, "Python": platform.python_version()}
    found["system"] = platform.platform()
    if device.type == "cpu":
        return {"device": f"CPU, {torch.get_num_threads()} threads", **found}
    properties = torch.cuda.get_device_properties(device)
    return {
        "device": properties.name,
        "compute capability": f"{properties.major}.{properties.minor}",
        "memory": f"{properties.total_memory / 1e9:.1f} GB",
        "CUDA": torch.version.cuda,
        "cuDNN": torch.backends.cudnn.version(),
        **found,
    }


def cell(value):
    """Three digits that count."""
    if not isinstance(value, float):
        return str(value)
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def table(columns, rows):
    """A Markdown table; what could not be measured is a line below it."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    missing = []
    for found in rows:
        if "failure" in found:
            keys = ("program", "mode", "batch", "side")
            names = [str(found[key]) for key in keys if key in found]
            missing += ["", f"Not measured: {', '.join(names)}: {found['failure']}"]
        else:
            lines.append("| " + " | ".join(cell(found[key]) for key in columns.values()) + " |")
    return "\n".join(lines + missing)


def markdown(report):
    """The report as a person reads it."""
    protocol = report["protocol"]
    both = {"program": "program", "precision": "mode"}
    parts = [
        f"# Programs on {report['machine']['device']}",
        report["label"],
        "\n".join(f"- {name}: {value}" for name, value in report["machine"].items()),
        "\n".join(f"- {spec['name']}: {spec['what']}" for spec in report["programs"]),
        "## As the original measured",
        f"One random picture of {protocol['side']}x{protocol['side']} again and again, with a"
        " program that has not run yet, and a value read at the end. The original:"
        f" {protocol['picturesPerSecond']:.0f} pictures a second on a {protocol['device']}.",
        table(
            {**both, "pictures": "frames", "s": "seconds", "pictures/s": "picturesPerSecond"},
            report["original"],
        ),
        "## Warmed up",
        f"Medians of {ROUNDS} rounds of many calls each, every round until a value was read."
        " TFLOP/s are those of the convolutions as the paper counts them.",
        table(
            {
                **both,
                **{key: key for key in ("batch", "side")},
                "ms": "milliseconds",
                "least": "least",
                "most": "most",
                "pictures/s": "picturesPerSecond",
                "TFLOP/s": "teraflops",
            },
            report["timed"],
        ),
        "## Against the results under DJL",
        "Root of the mean squared difference from what DJL computed in float32 on a processor,"
        " relative to that result, without TF32.",
        table({"program": "program", "error": "error", "limit": "limit"}, report["checks"]),
    ]
    return "\n\n".join(parts) + "\n"


def measured(folder, device, divisor):
    """Checks and times all programs of a folder that the device has the precision for."""
    with open(os.path.join(folder, "programs.json"), encoding="utf-8") as file:
        exported = json.load(file)
    specs = [
        spec
        for spec in exported["programs"]
        if device.type == "cuda" or spec["precision"] == "float32"
    ]
    programs = {}
    return {
        "label": LABEL,
        "machine": machine(device),
        "programs": [{key: spec[key] for key in ("name", "what", "precision")} for spec in specs],
        "protocol": exported["protocol"],
        "checks": check_rows(specs, folder, device, programs),
        "original": protocol_rows(exported["protocol"], programs, divisor),
        "timed": timed_rows(programs, divisor),
    }


def parsed():
    parser = argparse.ArgumentParser(description=LABEL)
    parser.add_argument("programs", help="the folder that ExportPrograms has written")
    parser.add_argument("out", help="the folder for results.json and results.md")
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    parser.add_argument("--short", action="store_true", help="one shape, little time for each")
    return parser.parse_args()


def main():
    options = parsed()
    if options.device == "cuda" and not torch.cuda.is_available():
        sys.exit(
            f"time_programs.py: PyTorch {torch.__version__} finds no CUDA device;"
            " --device cpu runs on the processor"
        )
    if not os.path.isfile(os.path.join(options.programs, "programs.json")):
        sys.exit(f"time_programs.py: {options.programs} has no programs.json; see ExportPrograms")
    os.makedirs(options.out, exist_ok=True)
    with torch.no_grad():
        report = measured(
            options.programs, torch.device(options.device), SHORT if options.short else 1
        )
    with open(os.path.join(options.out, "results.json"), "w", encoding="utf-8") as file:
        json.dump(report, file, indent=1)
    with open(os.path.join(options.out, "results.md"), "w", encoding="utf-8") as file:
        file.write(markdown(report))
    print(markdown(report))
    rows = report["checks"] + report["original"] + report["timed"]
    sys.exit(1 if any("failure" in found for found in rows) else 0)


if __name__ == "__main__":
    main()

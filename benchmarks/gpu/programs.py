"""Programs that ExportPrograms has written: what they take, and whether they compute the same."""
import math
import os

import torch


class Failure(Exception):
    """Why a program cannot be timed, in one line."""


class Program:
    """A program with its weights on a device."""

    def __init__(self, spec, folder, device):
        self.spec = spec
        self.folder = folder
        self.device = device
        self.module = self.load()
        self.weights = [
            [draw(tensor).to(device) for tensor in argument.get("weights", [])]
            for argument in spec["arguments"]
        ]

    def load(self):
        """The program, as if it had never run."""
        file = os.path.join(self.folder, self.spec["file"])
        return torch.jit.load(file, map_location=self.device)

    def arguments(self, pictures, programs):
        """All arguments for these pictures; other programs are run if their results are needed."""
        return [self.argument(i, pictures, programs) for i in range(len(self.weights))]

    def argument(self, index, pictures, programs):
        description = self.spec["arguments"][index]
        if "pictures" in description:
            return pictures
        if "weights" in description:
            return self.weights[index]
        name = description["results"]["of"]
        if name not in programs:
            raise Failure(f"needs {name}, which cannot be run")
        results = programs[name].run(pictures, programs)
        return [results[i] for i in description["results"]["indices"]]

    def run(self, pictures, programs):
        return as_list(self.module(*self.arguments(pictures, programs)))

    def operations(self, batch, side):
        return self.spec["operationsPerPixel"] * batch * side * side


def draw(tensor):
    """The numbers that Java has drawn: splitmix64 of seed and position, in integers that wrap."""
    state = torch.arange(1, math.prod(tensor["shape"]) + 1) + (tensor["seed"] << 32)
    state = state * signed(0x9E3779B97F4A7C15)
    state = (state ^ shifted(state, 30)) * signed(0xBF58476D1CE4E5B9)
    state = (state ^ shifted(state, 27)) * signed(0x94D049BB133111EB)
    unit = shifted(state ^ shifted(state, 31), 40).double() / (1 << 24)
    return ((2 * unit - 1).float() * tensor["scale"]).reshape(tensor["shape"])


def signed(bits):
    return bits - (1 << 64)


def shifted(numbers, bits):
    """Shifted to the right with zeros from the left."""
    return (numbers >> bits) & ((1 << (64 - bits)) - 1)


def as_list(results):
    return [results] if isinstance(results, torch.Tensor) else results


def relative_error(program, programs):
    """The largest error of a result: root of the mean squared difference, relative to its own."""
    check = program.spec["check"]
    pictures = draw(check["pictures"]).to(program.device)
    results = program.run(pictures, programs)
    with open(os.path.join(program.folder, check["file"]), "rb") as file:
        numbers = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).double()
    shapes = [list(result.shape) for result in results]
    if shapes != check["shapes"]:
        raise Failure(f"returns shapes {shapes}, expected {check['shapes']}")
    expected = numbers.split([math.prod(shape) for shape in shapes])
    errors = [
        (result.cpu().double().flatten() - right).norm() / right.norm()
        for result, right in zip(results, expected)
    ]
    return torch.stack(errors).max().item()


def checked(spec, folder, device, programs):
    """Loads a program, adds it to the others and returns how exactly it computes."""
    program = Program(spec, folder, device)
    programs[spec["name"]] = program
    error = relative_error(program, programs)
    limit = spec["check"]["tolerance"]
    if not error <= limit:
        raise Failure(f"not what it returned under DJL: relative error {error:.2g}, limit {limit}")
    return error


def attempt(action, *arguments):
    """What an action returns, or why it cannot be done."""
    try:
        return action(*arguments), None
    except Failure as error:
        return None, str(error)
    except (RuntimeError, OSError, ValueError) as error:
        return None, reason(error)


def reason(error):
    """The line of PyTorch's message that says what is wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("RuntimeError: ")]
    return errors[-1] if errors else lines[0] if lines else type(error).__name__

"""Computes the reference numbers of this folder with PyTorch in double precision.

    python drawn.py [FOLDER]        needs torch; writes the .safetensors files into FOLDER

All weights and images are drawn with draw(seed, shape), the generator of io.github.stylizer.testing.Draw, so that a
file holds results only. Nothing is shared with the library: networks, losses and optimizers are PyTorch's.

projections.NAME   sum(gradient * direction) for each of 3 directions drawn in [-1, 1), and norm.NAME: the gradient's norm
"""

import json
import struct
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
MASK = (1 << 64) - 1
DIRECTIONS = 3


def splitmix64(z):
    def shifted(x, n):
        return (x >> n) & ((1 << (64 - n)) - 1)

    z = (z ^ shifted(z, 30)) * signed(0xBF58476D1CE4E5B9)
    z = (z ^ shifted(z, 27)) * signed(0x94D049BB133111EB)
    return z ^ shifted(z, 31)


def signed(value):
    value &= MASK
    return value - (1 << 64) if value >> 63 else value


def draw(seed, shape, low=-1.0, high=1.0):
    count = 1
    for side in shape:
        count *= side
    i = torch.arange(count, dtype=torch.int64)
    bits = splitmix64((signed(seed << 32) + i + 1) * signed(0x9E3779B97F4A7C15))
    unit = ((bits >> 40) & 0xFFFFFF).double() / (1 << 24)
    return (low + (high - low) * unit).float().double().reshape(shape)


def scaled(values, factor):
    """In single precision, as the library's tests scale what they drew."""
    return (values.float() * torch.tensor(factor, dtype=torch.float32)).double()


def scale(fan_in, gain):
    return (3.0 * gain / fan_in) ** 0.5


def smooth_levels(seed, height, width):
    """(3, H, W), whole levels 0 ... 255: a drawn grid of 8 pixels, interpolated with whole numbers."""
    rows, columns = height // 8 + 2, width // 8 + 2
    grid = draw(seed, (3, rows, columns), 0, 256).floor().long()
    y, x = torch.arange(height), torch.arange(width)
    top, left = y // 8, x // 8
    fy, fx = (y % 8)[:, None], (x % 8)[None, :]

    def at(dy, dx):
        return grid[:, (top + dy)[:, None], (left + dx)[None, :]]

    sum64 = (8 - fy) * ((8 - fx) * at(0, 0) + fx * at(0, 1)) + fy * ((8 - fx) * at(1, 0) + fx * at(1, 1))
    return (sum64 // 64).double()


def normalized(levels):
    mean = torch.tensor([0.485, 0.456, 0.406]).reshape(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).reshape(3, 1, 1)
    return ((levels / 255 - mean) / std)[None]


# --- networks

VGG16 = [64, 64, "P", 128, 128, "P", 256, 256, 256, "P", 512, 512, 512]
TAPS = {1, 3, 6, 9}


def vgg16(seed):
    weights, inputs, k = [], 3, 0
    for outputs in VGG16:
        if outputs != "P":
            weights.append(
                (
                    scaled(draw(seed + 2 * k, (outputs, inputs, 3, 3)), scale(9 * inputs, 2)),
                    scaled(draw(seed + 2 * k + 1, (outputs,)), 0.1),
                )
            )
            inputs, k = outputs, k + 1
    return weights


def features(weights, x):
    taps, k = [], 0
    for layer in VGG16:
        if layer == "P":
            x = F.max_pool2d(x, 2)
        else:
            weight, bias = weights[k]
            x = F.relu(F.conv2d(x, weight, bias, padding=1))
            if k in TAPS:
                taps.append(x)
            k += 1
    return taps


def layers(base):
    """name, shape, stride, upsampled: the convolutions of Johnson et al. in order."""
    b = base
    yield "downsampling.1", (b, 3, 9, 9), 1, False
    yield "downsampling.5", (2 * b, b, 3, 3), 2, False
    yield "downsampling.9", (4 * b, 2 * b, 3, 3), 2, False
    for block in range(5):
        for index in (1, 5):
            yield f"residuals.{block}.conv.{index}", (4 * b, 4 * b, 3, 3), 1, False
    yield "upsampling.2", (2 * b, 4 * b, 3, 3), 1, True
    yield "upsampling.7", (b, 2 * b, 3, 3), 1, True
    yield "upsampling.11", (3, b, 9, 9), 1, False


def transform_weights(base, seed):
    weights = {}
    for k, (name, shape, _, _) in enumerate(layers(base)):
        fan_in = shape[1] * shape[2] * shape[3]
        weights[name + ".weight"] = scaled(draw(seed + 2 * k, shape), scale(fan_in, 1))
        weights[name + ".bias"] = scaled(draw(seed + 2 * k + 1, shape[:1]), 0.1)
    return weights


def transform(weights, base, x):
    block = None
    for name, shape, stride, upsampled in layers(base):
        if name.endswith("conv.1"):
            block = x
        if upsampled:
            x = F.interpolate(x, scale_factor=2, mode="nearest")
        x = F.pad(x, [shape[2] // 2] * 4, mode="reflect")
        x = F.conv2d(x, weights[name + ".weight"], weights[name + ".bias"], stride=stride)
        if name == "upsampling.11":
            return x
        x = F.instance_norm(x, eps=1e-5)
        x = x + block if name.endswith("conv.5") else F.relu(x)


def statistics(taps):
    parts = []
    for tap in taps:
        rows = tap.flatten(2)
        std = (rows.var(2, unbiased=True) + 1e-5).sqrt()
        parts.append(torch.stack([rows.mean(2), std], 2).flatten(1))
    return torch.cat(parts, 1)


HIDDEN = 128


def metanet_weights(base, seed, trained_seed):
    trained = transform_weights(base, trained_seed)
    weights = {k: v for k, v in trained.items() if k.startswith(("downsampling.1.", "upsampling.11."))}
    generated = list(layers(base))[1:-1]
    weights["hidden.weight"] = scaled(draw(seed, (HIDDEN * len(generated), 1920)), scale(1920, 1))
    weights["hidden.bias"] = scaled(draw(seed + 1, (HIDDEN * len(generated),)), 0.1)
    for j, (_, shape, _, _) in enumerate(generated):
        fan_in = shape[1] * shape[2] * shape[3]
        rows = shape[0] * fan_in + shape[0]
        weight = draw(seed + 2 + 2 * j, (rows, HIDDEN))
        weights[f"fc{j + 1}.weight"] = scaled(weight, scale(HIDDEN * fan_in, 1))
        weights[f"fc{j + 1}.bias"] = scaled(draw(seed + 3 + 2 * j, (rows,)), scale(fan_in, 0.25))
    return weights


def metanet(weights, base, style):
    codes = F.relu(F.linear(style, weights["hidden.weight"], weights["hidden.bias"]))
    filters = {k: weights[k] for k in weights if k.startswith(("downsampling.1.", "upsampling.11."))}
    for j, (name, shape, _, _) in enumerate(list(layers(base))[1:-1]):
        code = codes[:, j * HIDDEN : (j + 1) * HIDDEN]
        numbers = F.linear(code, weights[f"fc{j + 1}.weight"], weights[f"fc{j + 1}.bias"])[0]
        filters[name + ".weight"] = numbers[: -shape[0]].reshape(shape)
        filters[name + ".bias"] = numbers[-shape[0] :]
    return filters


def metanet_loss(weights, base, vgg, style, content):
    output = transform(metanet(weights, base, style), base, content)
    taps = features(vgg, output)
    content_loss = F.mse_loss(taps[2], features(vgg, content)[2])
    reached = statistics(taps)
    style_loss = 25 * F.mse_loss(reached, style.expand_as(reached))
    across = (output[..., 1:] - output[..., :-1]).abs().sum()
    down = (output[..., 1:, :] - output[..., :-1, :]).abs().sum()
    return content_loss, style_loss, 1e-4 * (across + down)


def gram(tap):
    rows = tap.flatten(2)
    return rows @ rows.transpose(1, 2) / (rows.shape[1] * rows.shape[2])


# --- files


def projections(result, name, gradient, seed):
    directions = [draw(seed + d, gradient.shape) for d in range(DIRECTIONS)]
    result["projections." + name] = torch.stack([(gradient * d).sum() for d in directions])
    result["norm." + name] = gradient.norm().reshape(1)


def write(path, tensors, metadata):
    header, offset, body = {"__metadata__": {k: str(v) for k, v in metadata.items()}}, 0, b""
    for name, tensor in tensors.items():
        data = tensor.detach().float().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(data)]}
        offset, body = offset + len(data), body + data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def transform_gradients(folder):
    """The loss mean(output * direction) of two images, at base 8."""
    weights = {k: v.requires_grad_() for k, v in transform_weights(8, 7000).items()}
    images = draw(7100, (2, 3, 40, 44), -2, 2).requires_grad_()
    output = transform(weights, 8, images)
    loss = (output * draw(7101, output.shape)).mean()
    loss.backward()
    result = {"loss": loss.reshape(1)}
    for i, (name, tensor) in enumerate([("images", images)] + list(weights.items())):
        projections(result, name, tensor.grad, 7200 + DIRECTIONS * i)
    write(folder + "/transform_gradients.safetensors", result, {"torch": torch.__version__})


def metanet_step(folder):
    """The gradients of MetaNet's loss at base 8, and its parameters after one step of Adam."""
    vgg = vgg16(8000)
    weights = {k: v.requires_grad_() for k, v in metanet_weights(8, 8100, 8200).items()}
    style = statistics(features(vgg, draw(8300, (1, 3, 64, 64), -2, 2))).detach()
    content = draw(8301, (2, 3, 64, 64), -2, 2)
    losses = metanet_loss(weights, 8, vgg, style, content)
    sum(losses).backward()
    result = {"losses": torch.stack(losses)}
    for i, (name, tensor) in enumerate(weights.items()):
        projections(result, name, tensor.grad, 8400 + DIRECTIONS * i)
    before = {name: tensor.detach().clone() for name, tensor in weights.items()}
    torch.optim.Adam(weights.values(), lr=1e-3).step()
    for name, tensor in weights.items():
        # Where the gradient is largest its sign is beyond doubt; Adam moves by about the learning rate there.
        places = tensor.grad.flatten().abs().argsort(descending=True)[:16]
        result["places." + name] = places.double()
        result["moves." + name] = (tensor.detach() - before[name]).flatten()[places]
    write(folder + "/metanet_step.safetensors", result, {"torch": torch.__version__, "learning rate": 1e-3})


def strong_wolfe(folder):
    """Content and style losses of L-BFGS with strong Wolfe line search, evaluation by evaluation."""
    count = 26
    vgg = vgg16(9000)
    content = normalized(smooth_levels(9100, 24, 32))
    target = features(vgg, content)[2]
    grams = [gram(tap) for tap in features(vgg, normalized(smooth_levels(9101, 24, 32)))]
    image = content.clone().requires_grad_()
    losses = []

    def closure():
        image.grad = None
        taps = features(vgg, image)
        content_loss = F.mse_loss(taps[2], target)
        style_loss = 1e6 * sum(F.mse_loss(gram(tap), expected) for tap, expected in zip(taps, grams))
        losses.append([content_loss.item(), style_loss.item()])
        (content_loss + style_loss).backward()
        return content_loss + style_loss

    # One step: a further one would evaluate once more where the one before ended, which the library does not.
    optimizer = torch.optim.LBFGS(
        [image], lr=1, max_iter=count, max_eval=count, history_size=100, line_search_fn="strong_wolfe"
    )
    optimizer.step(closure)
    write(folder + "/strong_wolfe.safetensors", {"losses": torch.tensor(losses[:count])}, {"torch": torch.__version__})


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else "."
    transform_gradients(target)
    metanet_step(target)
    strong_wolfe(target)

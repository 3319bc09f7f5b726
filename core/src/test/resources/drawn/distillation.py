"""Computes distillation.safetensors with the functions of the prototype of distillation, in double precision.

    python distillation.py TRAIN [FOLDER]        needs torch; TRAIN is the folder of compact_vgg.py

The student has the widths 3, 4, 5 and 6. Its k-th tensor, in the order kernel, bias, kernel, bias … of the convolutions
and then of the maps, is draw(100 + k) * scale: sqrt(6 / inputs) for a kernel, 1 / sqrt(inputs) for a map, 0.1 for a bias.
The images are draw(200, (3, 3, 32, 32), -2, 2), the teacher's maps at tap i draw(210 + i, low 0, high 2), each channel
of each image multiplied by one of draw(215 + i, low 0, high 2).
"""

import sys

sys.path.insert(0, sys.argv[1])
import compact_vgg  # noqa: E402
import torch  # noqa: E402
from drawn import draw, projections, scaled, write  # noqa: E402

CHANNELS = (64, 128, 256, 512)


def student():
    made = compact_vgg.Student((3, 4, 5, 6)).double()
    convolutions = [(conv.weight, conv.bias) for conv in made.conv.values()]
    maps = [(conv.weight, conv.bias) for conv in made.map]
    k = 100
    for weight, bias in convolutions + maps:
        inputs = weight[0].numel()
        factor = (6 / inputs) ** 0.5 if weight.shape[2] == 3 else inputs**-0.5
        for tensor, size in ((weight, factor), (bias, 0.1)):
            with torch.no_grad():
                tensor.copy_(scaled(draw(k, tuple(tensor.shape)), size))
            k += 1
    names = [name for conv in made.conv for name in (f"features.{conv}.weight", f"features.{conv}.bias")]
    taps = ("relu1_2", "relu2_2", "relu3_4", "relu4_1")
    names += [name for tap in taps for name in (f"map.{tap}.weight", f"map.{tap}.bias")]
    return made, dict(zip(names, [tensor for pair in convolutions + maps for tensor in pair]))


def distance(result):
    made, tensors = student()
    images = draw(200, (3, 3, 32, 32), -2, 2)
    targets = []
    for i, channels in enumerate(CHANNELS):
        maps = draw(210 + i, (3, channels, 32 >> i, 32 >> i), 0, 2)
        targets.append(maps * draw(215 + i, (3, channels, 1, 1), 0, 2))
    loss, parts = compact_vgg.distance(made(images), targets)
    loss.backward()
    result["loss"] = loss.reshape(1)
    result["parts"] = torch.tensor(parts)
    for i, (name, tensor) in enumerate(tensors.items()):
        projections(result, name, tensor.grad.reshape(tensor.shape), 300 + 3 * i)


def advance(result):
    """Two pictures, from photos 220 and 221 to paintings 222 and 223, after 5 steps of Adam.

    The loss is the prototype's with a weight of 6 on the moments, as refinement has it; the prototype's own is 10.
    """
    made, _ = student()
    for i in range(2):
        photo, painting = (draw(seed + i, (1, 3, 32, 32), -2, 2) for seed in (220, 222))
        with torch.no_grad():
            content, style = made(photo), made(painting)
        picture = photo.clone().requires_grad_()
        optimizer = torch.optim.Adam([picture], lr=0.03, betas=(0.9, 0.99))
        for _ in range(5):
            optimizer.zero_grad()
            features = made(picture)
            loss = torch.nn.functional.mse_loss(features[2], content[2])
            for ours, theirs in zip(features, style):
                for found, wanted in zip(compact_vgg.deviation(ours), compact_vgg.deviation(theirs)):
                    loss = loss + 6 * torch.nn.functional.mse_loss(found, wanted)
            loss.backward()
            optimizer.step()
        result[f"picture.{i}"] = picture.detach() - photo


if __name__ == "__main__":
    golden = {}
    distance(golden)
    advance(golden)
    target = sys.argv[2] if len(sys.argv) > 2 else "."
    write(target + "/distillation.safetensors", golden, {"torch": torch.__version__})

"""Boosted trees of one split each, in plain Python: any task, with missing values."""
import csv
import json
import math
import os

with open(os.environ["MLOPS_TRAINING_TASK"], encoding="utf-8") as file:
    task = json.load(file)
with open(os.environ["MLOPS_TRAINING_DATA"], encoding="utf-8", newline="") as file:
    rows = [[float(text) if text else math.nan for text in row] for row in list(csv.reader(file))[1:]]

settings = task.get("settings", {})
rounds, rate, bins = settings.get("rounds", 20), settings.get("rate", 0.5), 24
columns = list(zip(*rows))
labels, columns = columns[-1], columns[:-1]
kind = task["task"]
scores = len(task["classes"]) if kind == "Multiclass" else 1


def cuts_of(column):
    values = sorted({value for value in column if not math.isnan(value)})
    return values[:-1] if len(values) <= bins else sorted({values[len(values) * cut // bins] for cut in range(1, bins)})


def bin_of(value, cuts):
    if math.isnan(value):
        return -1
    low, high = 0, len(cuts)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if value <= cuts[middle] else (middle + 1, high)
    return low


cuts = [cuts_of(column) for column in columns]
binned = [[bin_of(value, cuts[index]) for value in column] for index, column in enumerate(columns)]
mean = sum(labels) / len(labels)
biases = [mean if kind == "Regression" else math.log(mean / (1 - mean)) if kind == "Binary" else 0.0] * (1 if scores == 1 else scores)
sums = [[bias] * len(labels) for bias in biases]


def gradients(score):
    """What each row lacks, and how fast that changes."""
    if kind == "Regression":
        return [(label - at, 1.0) for label, at in zip(labels, sums[0])]
    if kind == "Binary":
        shares = [1 / (1 + math.exp(-at)) for at in sums[0]]
        return [(label - share, share * (1 - share)) for label, share in zip(labels, shares)]
    result = []
    for row, label in enumerate(labels):
        powers = [math.exp(line[row]) for line in sums]
        share = powers[score] / sum(powers)
        result.append(((1.0 if label == score else 0.0) - share, share * (1 - share)))
    return result


def stump_of(lacking):
    """The best split: feature, cut, whether a missing value goes left, the two leaves."""
    best = (-1.0,)
    total = [sum(part) for part in zip(*lacking)]
    for feature, codes in enumerate(binned):
        histogram = [[0.0, 0.0] for _ in range(len(cuts[feature]) + 2)]
        for code, (first, second) in zip(codes, lacking):
            histogram[code][0] += first
            histogram[code][1] += second
        for missing_left in (False, True):
            left = list(histogram[-1]) if missing_left else [0.0, 0.0]
            for cut in range(len(cuts[feature])):
                left = [left[0] + histogram[cut][0], left[1] + histogram[cut][1]]
                right = [total[0] - left[0], total[1] - left[1]]
                gain = sum(side[0] ** 2 / (side[1] + 1) for side in (left, right))
                if gain > best[0]:
                    best = (gain, feature, cut, missing_left, *(rate * side[0] / (side[1] + 1) for side in (left, right)))
    return best[1:]


trees = []
for turn in range(rounds):
    for score in range(scores):
        feature, cut, missing_left, left, right = stump_of(gradients(score))
        trees.append({
            "score": score, "features": [feature], "thresholds": [cuts[feature][cut]], "left": [-1], "right": [-2],
            "missingLeft": [0] if missing_left else [], "leaves": [left, right]})
        for row, code in enumerate(binned[feature]):
            sums[score][row] += left if (missing_left if code < 0 else code <= cut) else right
    print(f"progress {(turn + 1) / rounds}")

with open(os.environ["MLOPS_SCORER"], "w", encoding="utf-8") as file:
    json.dump({
        "featureCount": len(columns), "biases": biases, "trees": trees, "scorer": "trees",
        "transform": {"Regression": "Identity", "Binary": "Logistic", "Multiclass": "Softmax"}[kind]}, file)

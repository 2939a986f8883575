"""A neural network with one hidden layer by stochastic gradient descent, in plain Python."""
import csv
import json
import math
import os
import random

with open(os.environ["MLOPS_TRAINING_TASK"], encoding="utf-8") as file:
    task = json.load(file)
with open(os.environ["MLOPS_TRAINING_DATA"], encoding="utf-8", newline="") as file:
    rows = [[float(text) for text in row] for row in list(csv.reader(file))[1:]]
labels = [row.pop() for row in rows]
chance = random.Random(task["seed"])
units = task.get("settings", {}).get("units", 8)
scores = max(1, len(task["classes"])) if task["task"] == "Multiclass" else 1


def spread(values):
    mean = sum(values) / len(values)
    return mean, math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)) or 1.0


def dot(weights, values):
    return sum(weight * value for weight, value in zip(weights, values))


inputs = [spread(column) for column in zip(*rows)]
rows = [[(value - mean) / scale for value, (mean, scale) in zip(row, inputs)] for row in rows]
center, size = spread(labels) if task["task"] == "Regression" else (0.0, 1.0)


def wanted(label):
    return [1.0 if score == label else 0.0 for score in range(scores)] if scores > 1 else [(label - center) / size]


def output(sums):
    if task["task"] == "Binary":
        return [1 / (1 + math.exp(-sums[0]))]
    if task["task"] == "Regression":
        return sums
    powers = [math.exp(value - max(sums)) for value in sums]
    return [power / sum(powers) for power in powers]


hidden = [[chance.gauss(0, len(inputs) ** -0.5) for _ in inputs] for _ in range(units)]
hidden_biases = [0.0] * units
last = [[chance.gauss(0, units ** -0.5) for _ in range(units)] for _ in range(scores)]
biases = [0.0] * scores
order = list(range(len(rows)))
for epoch in range(12):
    rate = 0.05 / (1 + epoch)
    chance.shuffle(order)
    for index in order:
        row = rows[index]
        given = [math.tanh(bias + dot(weights, row)) for weights, bias in zip(hidden, hidden_biases)]
        told = output([bias + dot(weights, given) for weights, bias in zip(last, biases)])
        errors = [value - target for value, target in zip(told, wanted(labels[index]))]
        back = [sum(error * weights[unit] for error, weights in zip(errors, last)) * (1 - given[unit] ** 2) for unit in range(units)]
        for score, error in enumerate(errors):
            biases[score] -= rate * error
            last[score] = [weight - rate * error * value for weight, value in zip(last[score], given)]
        for unit, slope in enumerate(back):
            hidden_biases[unit] -= rate * slope
            hidden[unit] = [weight - rate * slope * value for weight, value in zip(hidden[unit], row)]

# What was done to the features and to the label is done by the weights.
hidden_biases = [bias - sum(weight * mean / scale for weight, (mean, scale) in zip(weights, inputs)) for weights, bias in zip(hidden, hidden_biases)]
hidden = [[weight / scale for weight, (_, scale) in zip(weights, inputs)] for weights in hidden]
with open(os.environ["MLOPS_SCORER"], "w", encoding="utf-8") as file:
    json.dump({
        "scorer": "network", "featureCount": len(inputs),
        "transform": {"Binary": "Logistic", "Multiclass": "Softmax", "Regression": "Identity"}[task["task"]],
        "layers": [{"weights": hidden, "biases": hidden_biases, "activation": "Tanh"}],
        "weights": [[weight * size for weight in weights] for weights in last], "biases": [bias * size + center for bias in biases]}, file)

"""Logistic regression by gradient descent, in plain Python."""
import csv
import json
import math
import os

with open(os.environ["MLOPS_TRAINING_DATA"], encoding="utf-8", newline="") as file:
    rows = [[float(text) for text in row] for row in list(csv.reader(file))[1:]]
labels = [row.pop() for row in rows]
width = len(rows[0])
means = [sum(row[slot] for row in rows) / len(rows) for slot in range(width)]
scales = [math.sqrt(sum((row[slot] - means[slot]) ** 2 for row in rows) / len(rows)) or 1.0 for slot in range(width)]
rows = [[(row[slot] - means[slot]) / scales[slot] for slot in range(width)] for row in rows]

weights, bias = [0.0] * width, 0.0
for _ in range(60):
    slopes, slope = [0.0] * width, 0.0
    for row, label in zip(rows, labels):
        error = 1 / (1 + math.exp(-bias - sum(weight * value for weight, value in zip(weights, row)))) - label
        slope += error
        for slot in range(width):
            slopes[slot] += error * row[slot]
    bias -= slope / len(rows)
    weights = [weight - part / len(rows) for weight, part in zip(weights, slopes)]

weights = [weight / scale for weight, scale in zip(weights, scales)]
with open(os.environ["MLOPS_SCORER"], "w", encoding="utf-8") as file:
    json.dump({
        "scorer": "linear", "featureCount": width, "transform": "Logistic",
        "biases": [bias - sum(weight * mean for weight, mean in zip(weights, means))], "weights": [weights]}, file)

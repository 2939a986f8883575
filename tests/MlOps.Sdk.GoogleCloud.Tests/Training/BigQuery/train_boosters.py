"""Trains boosters of XGBoost and leaves each beside the rows and what XGBoost predicts for them.

Arguments: a folder. For each kind it gets KIND.bst and KIND.json {rows, predictions}; a missing number is null.
"""
import json
import os
import sys
import warnings

import numpy
import xgboost

warnings.simplefilter("ignore")
folder = sys.argv[1]
chance = numpy.random.RandomState(7)
rows = chance.normal(size=(400, 5)).astype(numpy.float32)
rows[:, 4] = numpy.round(rows[:, 4])
rows[chance.uniform(size=rows.shape) < 0.1] = numpy.nan
signal = numpy.nan_to_num(rows[:, 0]) * 2 + numpy.nan_to_num(rows[:, 1]) ** 2 - (numpy.nan_to_num(rows[:, 4]) > 0)
three = numpy.digitize(signal, [0, 1.5])

KINDS = {
    "number": (signal * 1000, {"objective": "reg:squarederror"}),
    "logistic": (signal > 1, {"objective": "binary:logistic", "base_score": 0.3}),
    "two": (signal > 1, {"objective": "multi:softprob", "num_class": 2}),
    "three": (three, {"objective": "multi:softprob", "num_class": 3}),
    # What gains too little is cut off again, and stays in the file as nodes that nothing leads to.
    "pruned": (signal, {"objective": "reg:squarederror", "tree_method": "exact", "gamma": 5, "max_depth": 8}),
    "leaf": (signal * 0 + 4, {"objective": "reg:squarederror"}),
    "dart": (signal, {"objective": "reg:squarederror", "booster": "dart"}),
    "linear": (signal, {"objective": "reg:squarederror", "booster": "gblinear"}),
    "count": (three, {"objective": "count:poisson"}),
}
for kind, (label, parameters) in KINDS.items():
    matrix = xgboost.DMatrix(rows, label=label)
    booster = xgboost.train({"seed": 1, "nthread": 1, "verbosity": 0, "max_depth": 4, **parameters}, matrix, num_boost_round=30)
    booster.save_model(os.path.join(folder, kind + ".bst"))
    with open(os.path.join(folder, kind + ".json"), "w") as file:
        json.dump({
            "rows": [[None if numpy.isnan(value) else float(value) for value in row] for row in rows],
            "predictions": numpy.atleast_2d(booster.predict(matrix).T).T.astype(float).tolist(),
        }, file)

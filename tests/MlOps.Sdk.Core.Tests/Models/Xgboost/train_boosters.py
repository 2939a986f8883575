"""Trains boosters of XGBoost, and saves each in both formats beside the rows and what XGBoost predicts for them.

Arguments: a folder. For each kind it gets KIND.bst, KIND.json and KIND.judged {rows, predictions}; a missing number is null.
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
    "three": (three, {"objective": "multi:softprob", "num_class": 3, "base_score": 0.7}),
    # What gains too little is cut off again, and stays in the file as nodes that nothing leads to.
    "pruned": (signal, {"objective": "reg:squarederror", "tree_method": "exact", "gamma": 5, "max_depth": 8}),
    "leaf": (signal * 0 + 4, {"objective": "reg:squarederror"}),
    "forest": (signal, {"objective": "reg:squarederror", "num_parallel_tree": 3, "subsample": 0.7}),
    "dart": (signal, {"objective": "reg:squarederror", "booster": "dart", "rate_drop": 0.3}),
    "linear": (signal, {"objective": "reg:squarederror", "booster": "gblinear"}),
    "count": (three, {"objective": "count:poisson"}),
}
for kind, (label, parameters) in KINDS.items():
    matrix = xgboost.DMatrix(rows, label=label, feature_names=["a", "b", "c", "d", "e"])
    booster = xgboost.train({"seed": 1, "nthread": 1, "verbosity": 0, "max_depth": 4, **parameters}, matrix, num_boost_round=30)
    booster.save_model(os.path.join(folder, kind + ".bst"))
    booster.save_model(os.path.join(folder, kind + ".json"))
    with open(os.path.join(folder, kind + ".judged"), "w") as file:
        json.dump({
            "rows": [[None if numpy.isnan(value) else float(value) for value in row] for row in rows],
            "predictions": numpy.atleast_2d(booster.predict(matrix).T).T.astype(float).tolist(),
        }, file)

booster.save_model(os.path.join(folder, "count.ubj"))
frame = numpy.round(rows[:, 4:])
categories = xgboost.DMatrix(numpy.nan_to_num(frame) + 4, label=signal, feature_types=["c"], enable_categorical=True)
xgboost.train({"tree_method": "hist", "max_cat_to_onehot": 1, "verbosity": 0}, categories, num_boost_round=2).save_model(os.path.join(folder, "categories.json"))

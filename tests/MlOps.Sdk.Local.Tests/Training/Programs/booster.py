"""Boosted trees of XGBoost, which save themselves."""
import csv
import json
import math
import os

import numpy
import xgboost

with open(os.environ["MLOPS_TRAINING_TASK"], encoding="utf-8") as file:
    task = json.load(file)
with open(os.environ["MLOPS_TRAINING_DATA"], encoding="utf-8", newline="") as file:
    table = numpy.array([[float(text) if text else math.nan for text in row] for row in list(csv.reader(file))[1:]])

objectives = {"Binary": "binary:logistic", "Multiclass": "multi:softprob", "Regression": "reg:squarederror"}
settings = {"objective": objectives[task["task"]], "seed": task["seed"], "nthread": 1, "max_depth": 4, **task.get("settings", {})}
if task["task"] == "Multiclass":
    settings["num_class"] = len(task["classes"])
# The columns in another order than they came in: a booster that knows their names says where each belongs.
order = list(reversed(range(len(task["features"]))))
names = [task["features"][column] for column in order]
booster = xgboost.train(settings, xgboost.DMatrix(table[:, order], label=table[:, -1], feature_names=names), num_boost_round=30)
booster.save_model(os.environ["MLOPS_SCORER"])

"""Predicts from an exported model of boosted trees, by its files alone: predict_trees.py FOLDER ROWS; rows are a JSON list of objects."""
import json
import os
import sys

import numpy
import xgboost

folder, rows = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
metadata = json.load(open(os.path.join(folder, "assets", "model_metadata.json"), encoding="utf-8"))
vocabularies = {}
for index, name in enumerate(metadata["feature_names"]):
    file = os.path.join(folder, "assets", f"{index}_categorical_label.txt")
    encoding = metadata["features"][name].get("encode_type")
    assert (encoding == "categorical_label") == os.path.exists(file), name
    if encoding:
        vocabularies[name] = open(file, encoding="utf-8").read().splitlines()


def encoded(name, value):
    if name in vocabularies:
        return float(vocabularies[name].index(value)) if value in vocabularies[name] else numpy.nan
    return float(value)


matrix = numpy.array([[encoded(name, row[name]) for name in metadata["feature_names"]] for row in rows], dtype=float)
scores = xgboost.Booster(model_file=os.path.join(folder, "model.bst")).predict(xgboost.DMatrix(matrix)).astype(float)
if "class_names" in metadata:
    print(json.dumps([dict(zip(metadata["class_names"], each)) for each in scores.tolist()]))
else:
    print(json.dumps(scores.tolist()))

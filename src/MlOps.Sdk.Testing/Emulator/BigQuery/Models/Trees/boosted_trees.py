"""Trains and applies XGBoost's trees. The request is JSON, and so is the answer; rows and scores are files of comma-separated numbers."""
import json
import sys
import time

try:
    import numpy
    import xgboost
except ModuleNotFoundError as error:
    print(json.dumps({"missing": error.name}))
    sys.exit(0)


def matrix(request):
    return numpy.loadtxt(request["rows"], delimiter=",", ndmin=2)


def train(request):
    rows = matrix(request)
    data = xgboost.DMatrix(rows[:, 1:], label=rows[:, 0], nthread=1)
    booster = xgboost.Booster(request["parameters"], [data])
    is_regression = request["parameters"]["objective"] == "reg:squarederror"
    iterations = []
    for number in range(request["iterations"]):
        started = time.monotonic()
        booster.update(data, number)
        loss = float(booster.eval(data).rsplit(":", 1)[1])
        # XGBoost tells the root of the mean square.
        loss = loss * loss if is_regression else loss
        iterations.append({"loss": loss, "milliseconds": int(1000 * (time.monotonic() - started))})
        if request["least_progress"] is not None and number > 0:
            before = iterations[-2]["loss"]
            if before - loss < request["least_progress"] * before:
                break
    booster.save_model(request["booster"])
    return {"iterations": iterations}


def predict(request):
    booster = xgboost.Booster({"nthread": 1}, model_file=request["booster"])
    scores = booster.predict(xgboost.DMatrix(matrix(request), nthread=1))
    # 17 digits say exactly which number is meant.
    numpy.savetxt(request["scores"], scores.astype(float), delimiter=",", fmt="%.17g")
    return {}


request = json.load(sys.stdin)
print(json.dumps({"train": train, "predict": predict}[request["command"]](request)))

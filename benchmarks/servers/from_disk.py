"""The exercise's way: Flask, the folder listed, the model loaded from disk and the applicant made a
pandas series for each request, input and output logged to a file. With VERSIONS=all every model of
the folder answers, each on a thread of a pool, as the exercise's solution does unless told
otherwise."""

import glob
import logging
import os
from concurrent.futures import ThreadPoolExecutor

import joblib
import pandas
from flask import Flask, jsonify, request

app = Flask(__name__)
folder = os.environ["MODELS"]
answers_all = os.environ.get("VERSIONS") == "all"
logging.basicConfig(filename=os.path.join(folder, "app.log"), level=logging.INFO)
logger = logging.getLogger("app")


def score(path, applicant):
    model = joblib.load(path)
    series = pandas.Series(applicant)
    x = series[["score_3", "score_4", "score_5", "score_6"]].values.astype(float).reshape(1, -1)
    return round(model.predict_proba(x)[0, 1], 4)


@app.route("/predict", methods=["POST"])
def predict():
    applicant = request.get_json(silent=True)
    if not applicant:
        return jsonify(message="predict accepts only JSON payload"), 400
    logger.info("Input = %s", applicant)
    paths = sorted(glob.glob(os.path.join(folder, "*.pkl")))
    if answers_all:
        with ThreadPoolExecutor(max_workers=10) as pool:
            scores = pool.map(lambda path: score(path, applicant), paths)
            predictions = [
                {"model": os.path.basename(path), "prediction": each}
                for path, each in zip(paths, scores)
            ]
        output = {"id": applicant["id"], "predictions": predictions}
    else:
        output = {"id": applicant["id"], "prediction": score(paths[0], applicant)}
    logger.info("Output = %s", output)
    return jsonify(output)

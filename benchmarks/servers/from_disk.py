"""The exercise's way, one version: Flask, the folder listed, the model loaded from disk and the
applicant made a pandas series for each request, input and output logged to a file."""

import glob
import logging
import os

import joblib
import pandas
from flask import Flask, jsonify, request

app = Flask(__name__)
folder = os.environ["MODELS"]
logging.basicConfig(filename=os.path.join(folder, "app.log"), level=logging.INFO)
logger = logging.getLogger("app")


@app.route("/predict", methods=["POST"])
def predict():
    applicant = request.get_json(silent=True)
    if not applicant:
        return jsonify(message="predict accepts only JSON payload"), 400
    logger.info("Input = %s", applicant)
    model = joblib.load(sorted(glob.glob(os.path.join(folder, "*.pkl")))[0])
    series = pandas.Series(applicant)
    x = series[["score_3", "score_4", "score_5", "score_6"]].values.astype(float).reshape(1, -1)
    output = {"id": applicant["id"], "prediction": round(model.predict_proba(x)[0, 1], 4)}
    logger.info("Output = %s", output)
    return jsonify(output)

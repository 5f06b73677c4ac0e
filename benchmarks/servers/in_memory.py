"""What people use: Flask, and scikit-learn's model loaded once."""

import os

import joblib
import numpy as np
from flask import Flask, jsonify, request

app = Flask(__name__)
model = joblib.load(os.path.join(os.environ["MODELS"], "training_set_00.pkl"))


@app.route("/predict", methods=["POST"])
def predict():
    applicant = request.get_json(silent=True)
    if not applicant:
        return jsonify(message="predict accepts only JSON payload"), 400
    score_3 = applicant.get("score_3")
    x = np.array(
        [
            [
                425.0 if score_3 is None else score_3,
                applicant["score_4"],
                applicant["score_5"],
                applicant["score_6"],
            ]
        ]
    )
    probability = float(model.predict_proba(x)[0, 1])
    return jsonify(id=applicant["id"], prediction=round(probability, 4))

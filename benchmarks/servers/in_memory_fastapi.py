"""What people use: FastAPI, and scikit-learn's model loaded once."""

import os
from typing import Optional

import joblib
import numpy as np
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
model = joblib.load(os.path.join(os.environ["MODELS"], "training_set_00.pkl"))


class Applicant(BaseModel):
    id: str
    score_3: Optional[float] = None
    score_4: float
    score_5: float
    score_6: float


class Answer(BaseModel):
    id: str
    prediction: float


# async: without it each request goes through a pool of threads.
@app.post("/predict", response_model=Answer)
async def predict(applicant: Applicant):
    x = np.array(
        [
            [
                425.0 if applicant.score_3 is None else applicant.score_3,
                applicant.score_4,
                applicant.score_5,
                applicant.score_6,
            ]
        ]
    )
    probability = float(model.predict_proba(x)[0, 1])
    return Answer(id=applicant.id, prediction=round(probability, 4))

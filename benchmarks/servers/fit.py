"""Saves scikit-learn models that answer as the exercise's does: fit.py FOLDER COUNT."""

import os
import sys

import joblib
import numpy as np
from sklearn.linear_model import LogisticRegression

folder, count = sys.argv[1], int(sys.argv[2])
random = np.random.RandomState(1)
x = random.uniform([200, 90, 0, 80], [700, 110, 1, 120], size=(1000, 4))
y = random.uniform(size=1000) < 0.15
os.makedirs(folder, exist_ok=True)
for version in range(count):
    model = LogisticRegression(C=0.1).fit(x, y)
    model.coef_ = np.array(
        [[0.0018669929799431354, -0.02959287345719891, -0.12109229548465825, 0.006422702645019008]]
    )
    model.intercept_ = np.array([-0.0231457313628691])
    joblib.dump(model, os.path.join(folder, "training_set_%02d.pkl" % version))

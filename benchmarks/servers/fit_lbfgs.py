"""Times scikit-learn's fit alone on data in memory: fit_lbfgs.py FOLDER. Prints the seconds."""

import os
import sys
import time

import numpy as np
from sklearn.linear_model import LogisticRegression

folder = sys.argv[1]
x = np.load(os.path.join(folder, "X.npy"))
y = np.load(os.path.join(folder, "y.npy"))
start = time.perf_counter()
LogisticRegression(solver="lbfgs", tol=1e-8, max_iter=1000).fit(x, y)
print("%.3f" % (time.perf_counter() - start))

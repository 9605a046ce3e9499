"""One epoch of scikit-learn's BernoulliRBM, which is PCD-1: a Gibbs step a batch."""

import sklearn
from sklearn.neural_network import BernoulliRBM
from threadpoolctl import threadpool_limits
from timing import BATCH, HIDDEN, RATE, arguments, bits, measure

args = arguments()
data = bits()
model = BernoulliRBM(n_components=HIDDEN, learning_rate=RATE, batch_size=BATCH, n_iter=1, random_state=0)

with threadpool_limits(args.threads):
    measure(f"scikit-learn {sklearn.__version__}", lambda: model.fit(data), args)

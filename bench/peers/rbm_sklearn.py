"""One epoch of scikit-learn's BernoulliRBM, which is PCD-1: a Gibbs step a batch."""

import sklearn
from sklearn.neural_network import BernoulliRBM
from threadpoolctl import threadpool_limits
from timing import arguments, measure
from work import HIDDEN, RBM_BATCH, RBM_RATE, SHARES, bits

args = arguments(*SHARES)
model = BernoulliRBM(n_components=HIDDEN, learning_rate=RBM_RATE, batch_size=RBM_BATCH, n_iter=1, random_state=0)

with threadpool_limits(args.threads):
    for name in args.names:
        data = bits(name)
        measure(name, f"scikit-learn {sklearn.__version__}", args, lambda: model.fit(data))

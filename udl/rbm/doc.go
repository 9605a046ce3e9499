// Package rbm holds restricted Boltzmann machines: generative models with one
// layer of visible and one layer of hidden units and no connections inside a
// layer, trained by contrastive divergence and scored by their likelihood.
//
// Symbols, as in the papers:
//
//	v      visible units, d of them        a  visible bias
//	h      hidden units, n of them         b  hidden bias
//	W      weights, d×n                    Z  partition function
//	E      energy, E(v,h) = -a·v - b·h - vᵀWh
//	F      free energy, F(v) = -a·v - Σ_j log(1+exp(b_j + (vᵀW)_j))
//
// so that p(v) = exp(-F(v))/Z. Given one layer the units of the other are
// independent, p(h_j=1|v) = σ(b_j + (vᵀW)_j) and p(v_i=1|h) = σ(a_i + (Wh)_i),
// which is what makes Gibbs sampling a pair of matrix products.
//
//	m, err := rbm.New(rbm.Config{NComponents: 500, Persistent: true})
//	if err != nil {
//		return err
//	}
//	if err := m.Fit(ctx, train.X); err != nil {
//		return err
//	}
//	score, err := m.LogLikelihood(ctx, test.X, rbm.AISConfig{})
//	fmt.Println("test log-likelihood:", score)
//
// The reconstruction error, which many programs report, can fall while the
// model gets worse; the likelihood cannot deceive in that way. Z is exact by
// enumeration for small models (LogPartition) and estimated with a standard
// error for large ones (AIS, ReverseAIS).
//
// References: Hinton, Training products of experts by minimizing contrastive
// divergence, Neural Computation 14 (2002). Tieleman, Training restricted
// Boltzmann machines using approximations to the likelihood gradient, ICML
// (2008). Salakhutdinov and Murray, On the quantitative analysis of deep belief
// networks, ICML (2008). Burda, Grosse and Salakhutdinov, Accurate and
// conservative estimates of MRF log-likelihood using reverse annealing,
// AISTATS (2015).
package rbm

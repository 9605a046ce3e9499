// Package udl is the root of an unsupervised-deep-learning laboratory: it holds
// what every model family shares, the sentinel errors, the events of a training
// run and the ways in which a value shows itself.
//
// The families live in folders of their own (udl/rbm, udl/nn, …) and all follow
// one pattern: a Config whose zero value is the documented default, New, which
// validates it, and methods named by the field's verbs (Fit, Transform, Sample,
// Score, Save). Whatever can take more than a second takes a context:
//
//	ctx := udl.WithProgress(context.Background(), display.TextBar(os.Stderr))
//	m, err := rbm.New(rbm.Config{NComponents: 500, Persistent: true})
//	if err != nil {
//		return err
//	}
//	if err := m.Fit(ctx, x); err != nil {
//		return err // ctx.Err() when the run was canceled: the model is usable
//	}
//
// The context carries cancellation and three sinks: progress events
// (ProgressFrom), values shown while code runs (DisplayFrom) and lines of text
// (PrinterFrom). There are no package globals, so two runs never share a sink.
package udl

// Package notebook reads, executes and writes Jupyter notebooks (nbformat 4)
// without Jupyter.
//
//	nb, err := notebook.ReadFile("lesson.ipynb")
//	if err != nil {
//		return err
//	}
//	err = notebook.Run(ctx, nb, notebook.Options{Start: start})
//	if err := nb.WriteFile("out/lesson.ipynb"); err != nil {
//		return err
//	}
//
// Run drives a kernel by the messages that a Jupyter client would send and files
// what comes back the way Jupyter does, so that an executed notebook opens in
// JupyterLab as if it had been run there. Fields that this package does not know
// survive reading and writing.
package notebook

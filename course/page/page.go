// Package page holds the sources of the course's web page: plain HTML, style
// and scripts without a framework, which `udl course build` copies beside the
// compiled kernel. Nothing in them reaches beyond the folder they are served
// from.
//
// index.html is the text and the cell, editor.js colors the code, assist.js and
// caret.js complete it and explain its names, kernel.js speaks to the worker in
// Jupyter messages, output.js and markdown.js show what comes back, ask.js asks
// for input, page.js joins them, and worker.js is the Web Worker in which Go runs.
package page

import "embed"

// Files are the page's files as they are served.
//
//go:embed index.html page.css page.js kernel.js output.js editor.js worker.js assist.js caret.js ask.js markdown.js
var Files embed.FS

// Command udl is the laboratory's one binary: the Jupyter kernel and its
// installer, a runner of notebooks, data sets, the course and benchmarks.
//
//	udl kernel install          # then: jupyter lab
//	udl run lesson.ipynb -o out/lesson.ipynb --html out/lesson.html
//	udl data get mnist
//
// Errors go to standard error as "udl: what: why" with the next step on a line of
// its own. The exit status is 0 for success, 1 for failure and 2 for wrong usage.
package main

import "os"

func main() { os.Exit(execute(os.Args[1:], os.Stdout, os.Stderr)) }

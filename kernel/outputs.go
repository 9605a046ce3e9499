package kernel

import "github.com/udl-go/lab/kernel/message"

// outputs are those of the last cells, by the number of their requests: goroutines
// of a cell may print long after its end.
type outputs struct {
	by    map[int]message.Output
	order []int
}

// maxOutputs is how many cells are remembered. What goroutines of earlier ones
// print appears under the cell that runs.
const maxOutputs = 256

func (o *outputs) add(id int, out message.Output) {
	if o.by == nil {
		o.by = map[int]message.Output{}
	}
	if len(o.order) == maxOutputs {
		delete(o.by, o.order[0])
		o.order = o.order[1:]
	}
	o.by[id] = out
	o.order = append(o.order, id)
}

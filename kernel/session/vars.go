package session

import (
	"context"
	"fmt"
	"go/types"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
	"github.com/udl-go/lab/udl/display"
)

// declaration is a line of %vars.
type declaration struct{ Name, Type, Size string }

// vars shows what the cells have declared.
func vars(_ context.Context, s *Session, _ cell.Directive) error {
	var variables, others []declaration
	for _, name := range s.current.Load().known {
		if strings.Contains(name, "__") {
			continue
		}
		d := declaration{Name: name}
		switch obj := s.engine().world.Lookup(name).(type) {
		case *types.Var:
			d.Type = typeText(obj.Type())
			variables = append(variables, d)
			continue
		case *types.Const:
			d.Type = "constant " + typeText(obj.Type())
		case *types.TypeName:
			d.Type = "type " + typeText(obj.Type().Underlying())
		default:
			d.Type = typeText(obj.Type())
		}
		others = append(others, d)
	}
	if err := s.measure(variables); err != nil {
		return err
	}
	list := append(variables, others...)
	if len(list) == 0 {
		_, err := s.out.writer("stdout").Write([]byte("no cell has declared anything yet\n"))
		return err
	}
	table := [][]string{{"Name", "Type", "Size"}}
	for _, d := range list {
		table = append(table, []string{d.Name, d.Type, d.Size})
	}
	b := display.Render(display.Table(table))
	s.out.frame(func(o Output) { o.Display(b, "", false) })
	return nil
}

// typeText is a type as a cell writes it, cut where it is long.
func typeText(t types.Type) string {
	text := types.TypeString(t, func(p *types.Package) string {
		if p.Name() == "main" {
			return ""
		}
		return p.Name()
	})
	const most = 60
	if r := []rune(text); len(r) > most {
		text = string(r[:most-1]) + "…"
	}
	return text
}

// measure fills in the sizes of variables. Their values are had as a cell has
// them: by an expression.
func (s *Session) measure(vars []declaration) error {
	if len(vars) == 0 {
		return nil
	}
	var names []string
	for _, v := range vars {
		names = append(names, v.Name)
	}
	r := s.current.Load()
	j, err := s.engine().compile(Cell{Code: "[]any{" + strings.Join(names, ", ") + "}", Number: r.cell.Number})
	if err != nil {
		return fmt.Errorf("cannot read the variables: %w", err)
	}
	var values []any
	r.take = func(all []any) { values, _ = all[0].([]any) }
	defer func() { r.take = nil }()
	if err := s.engine().execute(r, j); err != nil || len(values) != len(vars) {
		return fmt.Errorf("cannot read the variables: %w", err)
	}
	for i, x := range values {
		n, all := sizeOf(x)
		vars[i].Size = inBytes(float64(n))
		if !all {
			vars[i].Size = "> " + vars[i].Size
		}
	}
	return nil
}

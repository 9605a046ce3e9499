//go:build !js

package shim

import (
	"context"
	"encoding"
	"fmt"
	"log/slog"

	"github.com/udl-go/lab/kernel/internal/value"
)

// structuredLogs is package log/slog.
func structuredLogs(t *value.Table) pkg {
	d := dresser{t}
	return pkg{
		path: "log/slog",
		functions: map[string]any{
			"Any":      func(key string, x any) slog.Attr { return slog.Any(key, d.value(x)) },
			"AnyValue": func(x any) slog.Value { return slog.AnyValue(d.value(x)) },
			"Group":    func(key string, a ...any) slog.Attr { return slog.Group(key, d.all(a)...) },
			"With":     func(a ...any) *slog.Logger { return slog.With(d.all(a)...) },
			"Debug":    func(msg string, a ...any) { slog.Debug(msg, d.all(a)...) },
			"Info":     func(msg string, a ...any) { slog.Info(msg, d.all(a)...) },
			"Warn":     func(msg string, a ...any) { slog.Warn(msg, d.all(a)...) },
			"Error":    func(msg string, a ...any) { slog.Error(msg, d.all(a)...) },
			"DebugContext": func(ctx context.Context, msg string, a ...any) {
				slog.DebugContext(ctx, msg, d.all(a)...)
			},
			"InfoContext": func(ctx context.Context, msg string, a ...any) { slog.InfoContext(ctx, msg, d.all(a)...) },
			"WarnContext": func(ctx context.Context, msg string, a ...any) { slog.WarnContext(ctx, msg, d.all(a)...) },
			"ErrorContext": func(ctx context.Context, msg string, a ...any) {
				slog.ErrorContext(ctx, msg, d.all(a)...)
			},
			"Log": func(ctx context.Context, level slog.Level, msg string, a ...any) {
				slog.Log(ctx, level, msg, d.all(a)...)
			},
		},
		methods: d.methods(),
	}
}

// methods are those of a logger.
func (d dresser) methods() map[string]any {
	return map[string]any{
		"(*log/slog.Logger).With":  func(l *slog.Logger, a ...any) *slog.Logger { return l.With(d.all(a)...) },
		"(*log/slog.Logger).Debug": func(l *slog.Logger, msg string, a ...any) { l.Debug(msg, d.all(a)...) },
		"(*log/slog.Logger).Info":  func(l *slog.Logger, msg string, a ...any) { l.Info(msg, d.all(a)...) },
		"(*log/slog.Logger).Warn":  func(l *slog.Logger, msg string, a ...any) { l.Warn(msg, d.all(a)...) },
		"(*log/slog.Logger).Error": func(l *slog.Logger, msg string, a ...any) { l.Error(msg, d.all(a)...) },
		"(*log/slog.Logger).DebugContext": func(l *slog.Logger, ctx context.Context, msg string, a ...any) {
			l.DebugContext(ctx, msg, d.all(a)...)
		},
		"(*log/slog.Logger).InfoContext": func(l *slog.Logger, ctx context.Context, msg string, a ...any) {
			l.InfoContext(ctx, msg, d.all(a)...)
		},
		"(*log/slog.Logger).WarnContext": func(l *slog.Logger, ctx context.Context, msg string, a ...any) {
			l.WarnContext(ctx, msg, d.all(a)...)
		},
		"(*log/slog.Logger).ErrorContext": func(l *slog.Logger, ctx context.Context, msg string, a ...any) {
			l.ErrorContext(ctx, msg, d.all(a)...)
		},
		"(*log/slog.Logger).Log": func(l *slog.Logger, ctx context.Context, level slog.Level, msg string, a ...any) {
			l.Log(ctx, level, msg, d.all(a)...)
		},
		"(*log/slog.Record).Add": func(r *slog.Record, a ...any) { r.Add(d.all(a)...) },
	}
}

// dresser gives values the methods by which handlers know them.
type dresser struct{ table *value.Table }

func (d dresser) all(values []any) []any {
	out := make([]any, len(values))
	for i, x := range values {
		out[i] = d.value(x)
	}
	return out
}

func (d dresser) value(x any) any {
	b, ok := value.Unwrap(x).(value.Boxed)
	if !ok {
		return x
	}
	if l, ok := as[slog.LogValuer](d.table, b); ok {
		return l
	}
	if m, ok := as[encoding.TextMarshaler](d.table, b); ok {
		return textual{b, m}
	}
	if err, ok := as[error](d.table, b); ok && !value.ViewOf(b).HasMethod("MarshalJSON") {
		return failure{b, err}
	}
	return b
}

// textual is a value that text handlers print by MarshalText.
type textual struct {
	value.Boxed
	text encoding.TextMarshaler
}

// MarshalText implements encoding.TextMarshaler.
func (t textual) MarshalText() ([]byte, error) { return t.text.MarshalText() }

// failure is an error that JSON handlers print as a text.
type failure struct {
	box value.Boxed
	error
}

// Format implements fmt.Formatter.
func (f failure) Format(s fmt.State, verb rune) { f.box.Format(s, verb) }

// Inner returns the value itself.
func (f failure) Inner() any { return f.box }

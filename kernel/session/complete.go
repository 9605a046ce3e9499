package session

import "github.com/udl-go/lab/kernel/session/internal/cell"

// IsComplete says whether code can run as it is: "complete", "incomplete" with
// the indent of the line that would follow, or "invalid".
func IsComplete(code string) (status, indent string) { return cell.Complete(code) }

// fileName is what positions of a cell are called after.
func fileName(number int) string { return cell.Name(number) }

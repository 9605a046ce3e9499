package message_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/message"
)

// A cell's messages: order, parents verbatim, one session, unique ids.
func TestExecuteOrder(t *testing.T) {
	r := newRig(t)
	r.core.Start()
	id := r.execute("x")
	ms := r.wait(id)
	assert.Equal(t, []string{"status", "execute_input", "stream", "execute_result", "execute_reply", "status"}, kinds(ms))
	seen := map[string]bool{}
	for _, m := range ms {
		assert.Contains(t, string(m.Parent), `"extra":[1,  2]`, "the parent is copied verbatim")
		assert.Equal(t, "{}", string(m.Metadata))
		var h map[string]string
		require.NoError(t, json.Unmarshal(m.Header, &h))
		assert.Equal(t, r.core.Session(), h["session"])
		assert.Equal(t, "5.5", h["version"])
		assert.NotEmpty(t, h["username"])
		assert.NotEmpty(t, h["date"])
		assert.False(t, seen[h["msg_id"]])
		seen[h["msg_id"]] = true
		if m.Type() == "execute_reply" {
			assert.Equal(t, message.Shell, m.Channel)
			assert.Equal(t, "peer", string(m.Identities[0]))
		} else {
			assert.Equal(t, message.IOPub, m.Channel)
		}
	}
	start := r.about("")[0]
	assert.Equal(t, "starting", value(start, "execution_state"))
	assert.Equal(t, "{}", string(start.Parent))
}

// Displays carry their id; a value that JSON cannot express is said so.
func TestDisplays(t *testing.T) {
	r := newRig(t)
	ms := r.wait(r.execute("show"))
	assert.Equal(t, []string{"status", "execute_input", "display_data", "update_display_data", "clear_output", "stream", "execute_reply", "status"}, kinds(ms))
	assert.JSONEq(t, `{"data":{"text/plain":"one","image/png":"AQI="},"metadata":{},"transient":{"display_id":"id"}}`, string(ms[2].Content))
	assert.JSONEq(t, `{"data":{"text/plain":"two"},"metadata":{},"transient":{"display_id":"id"}}`, string(ms[3].Content))
	assert.JSONEq(t, `{"wait":true}`, string(ms[4].Content))
	assert.Contains(t, value(ms[5], "text"), "cannot show this value")
}

// Every request has its busy and idle, whatever it is.
func TestBusyIdleAlways(t *testing.T) {
	r := newRig(t)
	for _, ch := range []message.Channel{message.Shell, message.Control} {
		for _, kind := range []string{
			"kernel_info_request", "nonsense", "comm_msg", "comm_open", "complete_request", "history_request", "inspect_request",
			"is_complete_request", "comm_info_request", "interrupt_request", "execute_request", "debug_request", "_request", "x_reply",
		} {
			for _, content := range []string{`{}`, `[1]`, `null`, `"x"`, `{"code":7}`, ``, `{`} {
				ms := r.wait(r.send(ch, kind, content))
				assert.Equal(t, "busy", value(ms[0], "execution_state"), "%s %s", kind, content)
			}
		}
	}
	assert.Equal(t, []string{"status", "status"}, kinds(r.wait(r.send(message.Shell, "nonsense", "{}"))), "no reply to the unknown")
}

// Bad content is an error reply with all that an error needs.
func TestBadContent(t *testing.T) {
	r := newRig(t)
	for _, kind := range []string{"execute_request", "is_complete_request", "complete_request", "inspect_request", "history_request", "shutdown_request"} {
		reply := r.reply(r.send(message.Shell, kind, `[1]`))
		assert.Equal(t, "error", reply["status"], kind)
		assert.NotEmpty(t, reply["ename"])
		assert.NotNil(t, reply["traceback"])
	}
	assert.Empty(t, r.down)
}

// The counter counts what is stored; silent cells leave no trace but output.
func TestCounter(t *testing.T) {
	r := newRig(t)
	count := func(content string) (float64, []string) {
		ms := r.wait(r.send(message.Shell, "execute_request", content))
		for _, m := range ms {
			if m.Type() == "execute_reply" {
				return value(m, "execution_count").(float64), kinds(ms)
			}
		}
		return -1, nil
	}
	for _, step := range []struct {
		content string
		want    float64
	}{
		{`{"code":"a"}`, 1},
		{`{"code":"b","store_history":false}`, 1},
		{`{"code":"fail"}`, 2},
		{`{"code":"  \n"}`, 2},
		{`{"code":"c","store_history":true}`, 3},
		{`{}`, 3},
	} {
		got, _ := count(step.content)
		assert.Equal(t, step.want, got, step.content)
	}
	got, types := count(`{"code":"quiet","silent":true}`)
	assert.EqualValues(t, 3, got)
	assert.Equal(t, []string{"status", "stream", "execute_reply", "status"}, types)
}

// An error aborts what waits behind it, unless the request says otherwise.
func TestAbort(t *testing.T) {
	for _, stop := range []bool{true, false} {
		r := newRig(t)
		hold := r.execute("hold")
		failing := r.send(message.Shell, "execute_request", map[bool]string{true: `{"code":"fail"}`, false: `{"code":"fail","stop_on_error":false}`}[stop])
		after := []string{r.execute("a"), r.execute("b")}
		info := r.send(message.Shell, "kernel_info_request", "{}")
		close(r.fake.hold)
		assert.Equal(t, "ok", r.reply(hold)["status"])
		reply := r.reply(failing)
		assert.Equal(t, "error", reply["status"])
		assert.Equal(t, "panic", reply["ename"])
		assert.Equal(t, []any{}, reply["traceback"], "an array even when the evaluator gives none")
		for _, id := range after {
			assert.Equal(t, map[bool]string{true: "aborted", false: "ok"}[stop], r.reply(id)["status"])
		}
		assert.Equal(t, "ok", r.reply(info)["status"], "only cells are aborted")
		assert.Equal(t, "ok", r.reply(r.execute("c"))["status"])
	}
}

// Control answers while a cell runs; an interrupt ends the cell.
func TestControl(t *testing.T) {
	r := newRig(t)
	cell := r.execute("wait")
	info := r.reply(r.send(message.Control, "kernel_info_request", "{}"))
	assert.Equal(t, "5.5", info["protocol_version"])
	assert.Equal(t, "1.2", info["implementation_version"])
	assert.Equal(t, ".go", info["language_info"].(map[string]any)["file_extension"])
	r.runs(cell)
	assert.Equal(t, "ok", r.reply(r.send(message.Control, "interrupt_request", "{}"))["status"])
	assert.Equal(t, "Interrupted", r.reply(cell)["ename"])
	assert.Equal(t, "ok", r.reply(r.send(message.Control, "interrupt_request", "{}"))["status"], "idle")
}

// Shutdown is answered, then done, even while a cell runs.
func TestShutdown(t *testing.T) {
	r := newRig(t)
	cell := r.execute("wait")
	r.runs(cell)
	reply := r.reply(r.send(message.Control, "shutdown_request", `{"restart":true}`))
	assert.Equal(t, map[string]any{"status": "ok", "restart": true}, reply)
	assert.Equal(t, "Interrupted", r.reply(cell)["ename"])
	assert.Equal(t, []bool{true}, r.down)
	assert.Empty(t, r.about(r.send(message.Control, "kernel_info_request", "{}")), "a core that ended says nothing")
}

func TestSmallReplies(t *testing.T) {
	r := newRig(t)
	assert.Equal(t, map[string]any{"status": "incomplete", "indent": "\t"}, r.reply(r.send(message.Shell, "is_complete_request", `{"code":"for {"}`)))
	assert.Equal(t, map[string]any{"status": "ok", "comms": map[string]any{}}, r.reply(r.send(message.Shell, "comm_info_request", `{}`)))
	ms := r.wait(r.send(message.Shell, "comm_open", `{"comm_id":"abc","target_name":"x","data":{}}`))
	assert.Equal(t, []string{"status", "comm_close", "status"}, kinds(ms))
	assert.Equal(t, "abc", value(ms[1], "comm_id"))
	for content, want := range map[string]float64{
		`{"code":"abc","cursor_pos":2}`: 2, `{"code":"abc","cursor_pos":-1}`: 0, `{"code":"abc","cursor_pos":1000000000}`: 3,
		`{"code":"😀b"}`: 2, `{}`: 0,
	} {
		c := r.reply(r.send(message.Shell, "complete_request", content))
		assert.Equal(t, want, c["cursor_start"], content)
		assert.Equal(t, want, c["cursor_end"], content)
		assert.Equal(t, []any{}, c["matches"])
	}
	reply := r.reply(r.send(message.Shell, "execute_request", `{"code":"x","user_expressions":{"a":"1","b":"bad","c":[]}}`))
	values := reply["user_expressions"].(map[string]any)
	assert.Equal(t, map[string]any{"status": "ok", "data": map[string]any{"text/plain": "1"}, "metadata": map[string]any{}}, values["a"])
	assert.Equal(t, "error", values["b"].(map[string]any)["status"])
	assert.Equal(t, "boo", values["b"].(map[string]any)["evalue"])
	assert.Equal(t, "error", values["c"].(map[string]any)["status"])
	reply = r.reply(r.send(message.Shell, "execute_request", `{"code":"page"}`))
	assert.Equal(t, []any{map[string]any{"source": "page", "start": 0.0, "data": map[string]any{"text/plain": "help"}}}, reply["payload"])
}

func TestHistory(t *testing.T) {
	r := newRig(t)
	for _, code := range []string{"a/b\nc", "two", "two", "three"} {
		r.wait(r.execute(code))
	}
	for content, want := range map[string]string{
		`{"hist_access_type":"tail","n":2}`:                           `[[1,3,"two"],[1,4,"three"]]`,
		`{"hist_access_type":"tail","n":99,"output":true}`:            `[[1,1,["a/b\nc","a/b\nc"]],[1,2,["two","two"]],[1,3,["two","two"]],[1,4,["three","three"]]]`,
		`{"hist_access_type":"range","session":1,"start":2,"stop":3}`: `[[1,2,"two"]]`,
		`{"hist_access_type":"range","session":0,"start":4}`:          `[[1,4,"three"]]`,
		`{"hist_access_type":"range","session":9,"start":1,"stop":3}`: `[]`,
		`{"hist_access_type":"search","pattern":"t*"}`:                `[[1,2,"two"],[1,3,"two"],[1,4,"three"]]`,
		`{"hist_access_type":"search","pattern":"t*","unique":true}`:  `[[1,3,"two"],[1,4,"three"]]`,
		`{"hist_access_type":"search","pattern":"*","n":1}`:           `[[1,4,"three"]]`,
		`{"hist_access_type":"search","pattern":"a*c"}`:               `[[1,1,"a/b\nc"]]`,
		`{"hist_access_type":"search","pattern":"["}`:                 `[]`,
		`{"hist_access_type":"tail","n":-3}`:                          `[]`,
		`{}`:                                                          `[]`,
	} {
		got, err := json.Marshal(r.reply(r.send(message.Shell, "history_request", content))["history"])
		require.NoError(t, err)
		assert.JSONEq(t, want, string(got), content)
	}
}

// Channels are opened by cells; messages on them reach the evaluator, and those on
// others close them.
func TestComm(t *testing.T) {
	r := newRig(t)
	info := func(content string) any {
		return r.reply(r.send(message.Shell, "comm_info_request", content))["comms"]
	}
	ms := r.wait(r.execute("open"))
	require.Equal(t, "comm_open", ms[2].Type())
	assert.JSONEq(t, `{"version":"2"}`, string(ms[2].Metadata))
	assert.Equal(t, map[string]any{"known": map[string]any{"target_name": "t"}}, info(`{}`))
	assert.Empty(t, info(`{"target_name":"other"}`))
	ms = r.wait(r.send(message.Shell, "comm_msg", `{"comm_id":"known","data":{}}`))
	assert.Equal(t, []string{"status", "comm_msg", "status"}, kinds(ms))
	ms = r.wait(r.send(message.Shell, "comm_msg", `{"comm_id":"stranger","data":{}}`))
	assert.Equal(t, []string{"status", "comm_close", "status"}, kinds(ms))
	ms = r.wait(r.send(message.Shell, "comm_close", `{"comm_id":"known","data":{}}`))
	assert.Equal(t, []string{"status", "status"}, kinds(ms))
	assert.Empty(t, info(`{}`))
}

// diary is a History in memory.
type diary struct{ kept []message.Past }

func (d *diary) Session() int { return 7 }
func (d *diary) Earlier() []message.Past {
	return []message.Past{{Session: 2, Line: 1, Code: "old"}, {Session: 6, Line: 1, Code: "late"}, {Session: 6, Line: 2, Code: "two"}}
}
func (d *diary) Add(p message.Past) { d.kept = append(d.kept, p) }

// Cells of earlier sessions are found by number, by distance and by pattern.
func TestHistoryOfEarlierSessions(t *testing.T) {
	d := &diary{}
	r := newRigWith(t, message.Config{History: d})
	r.wait(r.execute("new"))
	for content, want := range map[string]string{
		`{"hist_access_type":"tail","n":3}`:                           `[[6,1,"late"],[6,2,"two"],[7,1,"new"]]`,
		`{"hist_access_type":"range","session":2,"start":0}`:          `[[2,1,"old"]]`,
		`{"hist_access_type":"range","session":-1,"start":2}`:         `[[6,2,"two"]]`,
		`{"hist_access_type":"range","session":0,"start":0}`:          `[[7,1,"new"]]`,
		`{"hist_access_type":"range","session":7,"start":0}`:          `[[7,1,"new"]]`,
		`{"hist_access_type":"search","pattern":"*l*","output":true}`: `[[2,1,["old",null]],[6,1,["late",null]]]`,
	} {
		got, err := json.Marshal(r.reply(r.send(message.Shell, "history_request", content))["history"])
		require.NoError(t, err)
		assert.JSONEq(t, want, string(got), content)
	}
	result := "new"
	assert.Equal(t, []message.Past{{Session: 7, Line: 1, Code: "new", Result: &result}}, d.kept)
}

// No request of any form makes the core panic or lose a busy or an idle.
func FuzzDeliver(f *testing.F) {
	f.Add("execute_request", `{"code":"x"}`, true)
	f.Add("history_request", `{"hist_access_type":"search","pattern":"*[","n":-1}`, false)
	f.Add("complete_request", `{"code":"\ud83d","cursor_pos":1e9}`, false)
	f.Add("comm_open", `{"comm_id":3}`, true)
	f.Fuzz(func(t *testing.T, kind, content string, control bool) {
		if kind == "" || content == "wait" || content == "hold" {
			return
		}
		r := newRig(t)
		ch := map[bool]message.Channel{true: message.Control, false: message.Shell}[control]
		m, err := message.NewRequest(ch, kind, "fuzz", json.RawMessage("{}"))
		require.NoError(t, err)
		m.Content = json.RawMessage(content)
		if m.Type() == "" {
			return
		}
		var cell struct{ Code string }
		if json.Unmarshal(m.Content, &cell) == nil && (cell.Code == "wait" || cell.Code == "hold") {
			return
		}
		r.core.Deliver(m)
		for _, m := range r.wait("fuzz") {
			require.True(t, json.Valid(m.Content), "%s", m.Content)
			require.True(t, json.Valid(m.Header))
		}
	})
}

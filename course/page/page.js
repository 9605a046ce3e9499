// The page: one cell, its buttons and its output.
import { Kernel } from "./kernel.js";
import { Output } from "./output.js";
import { ask } from "./ask.js";
import { assist } from "./assist.js";
import { edit } from "./editor.js";

const find = (id) => document.getElementById(id);
const cell = find("cell"), area = find("code"), status = find("status"), label = find("count");
const run = find("run"), stop = find("stop"), restart = find("restart");
const output = new Output(find("output"));

let ready = false;  // the kernel has started
let broken = false; // it cannot start
let parent = null;  // id of the cell that runs or waits for the kernel
let failed = false; // it has sent an error
let since = 0;      // when it was sent

const kernel = new Kernel({
  ready() { ready = true; broken = false; if (parent) since = performance.now(); show(); },
  died(trace) {
    if (!ready) return fail(trace); // it cannot start: another try would end the same way
    if (parent) output.died(trace);
    begin("The kernel died and was started again. Variables of earlier runs are gone.");
  },
  message({ header, parent_header, content }) {
    if (!parent || parent_header.msg_id !== parent) return;
    if (header.msg_type === "execute_input") label.textContent = content.execution_count;
    if (header.msg_type === "error") failed = true;
    if (header.msg_type === "input_request") output.put(ask(content.prompt, content.password, (line) => kernel.answer(line)));
    for (const item of content.payload || []) if (item.source === "set_next_input" && item.replace) write(item.text);
    if (header.msg_type === "status" && content.execution_state === "idle") {
      done(`${failed ? "failed after" : "finished in"} ${seconds(performance.now() - since)}`);
    }
    output.add(header.msg_type, content);
  },
});

// begin starts a new kernel, forgets the running cell and says why.
function begin(why) {
  ready = false;
  parent = null;
  output.settle();
  kernel.restart();
  output.note(why);
  label.textContent = " ";
  show();
}

function fail(trace) {
  parent = null;
  broken = true;
  output.died(trace);
  show("the kernel could not be started");
}

function execute() {
  if (parent) return;
  output.clear();
  label.textContent = "*";
  since = performance.now();
  failed = false;
  if (broken) kernel.restart(); // the reason may be gone, such as a lost connection
  parent = kernel.execute(area.value);
  show();
}

// write puts text in the place of the code.
function write(text) {
  area.value = text;
  area.dispatchEvent(new Event("input"));
}

function done(text) {
  parent = null;
  output.settle();
  show(text);
}

// show sets the buttons and the status line.
function show(text) {
  const state = parent ? "running" : ready ? "ready" : "loading";
  cell.dataset.state = state;
  cell.setAttribute("aria-busy", String(Boolean(parent)));
  stop.disabled = !parent;
  run.disabled = Boolean(parent);
  status.textContent = text || { running: ready ? "running" : "waiting for the kernel", ready: "ready", loading: "loading the kernel" }[state];
}

const seconds = (ms) => (ms < 950 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

run.addEventListener("click", execute);
stop.addEventListener("click", () => begin("Stopped. The kernel was started again: variables of earlier runs are gone."));
restart.addEventListener("click", () => { output.clear(); begin("The kernel was started again: variables of earlier runs are gone."); });
edit(area, find("colors"));
assist(area, find("colors"), kernel, () => Boolean(parent) || !ready);
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    execute();
  }
});

show();

// Kernel runs Go in a Web Worker and speaks to it in Jupyter messages.
//
// `on` holds the page's callbacks: message(m) for every message of the kernel,
// ready() when it has started, died(trace) when it has ended by itself.
export class Kernel {
  #worker;
  #waiting = new Map(); // what to do with a reply, by the request's id
  #count = 0;
  #session = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);
  #on;

  constructor(on) {
    this.#on = on;
    this.restart();
  }

  // restart ends the worker, whatever it does, and starts a new one. A busy
  // worker receives nothing, so this is also the only way to stop a cell.
  restart() {
    this.#worker?.terminate();
    this.#waiting.clear();
    const worker = new Worker("worker.js");
    const died = (trace) => {
      if (worker !== this.#worker) return; // an older one
      worker.terminate();
      this.#on.died(trace);
    };
    worker.onmessage = ({ data }) => {
      if (worker !== this.#worker) return;
      if (data.message) this.#take(JSON.parse(data.message));
      else if (data.ready) this.#on.ready();
      else if (data.stray) console.log(data.stray);
      else if (data.died) died(data.died);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      died(explain(event.message || "worker.js did not load"));
    };
    this.#worker = worker;
  }

  // execute sends a cell and returns the id that the answers name as parent.
  execute(code) {
    return this.#request("execute_request", {
      code, silent: false, store_history: true, user_expressions: {}, allow_stdin: true, stop_on_error: true,
    });
  }

  // complete and inspect ask about the cursor, counted in code points.
  complete(code, cursor) { return this.#ask("complete_request", { code, cursor_pos: cursor }); }
  inspect(code, cursor) { return this.#ask("inspect_request", { code, cursor_pos: cursor, detail_level: 0 }); }

  // answer sends the line that a cell has asked for.
  answer(value) { this.#request("input_reply", { value }, "stdin"); }

  #ask(type, content) {
    return new Promise((resolve) => this.#waiting.set(this.#request(type, content), resolve));
  }

  #take(message) {
    const parent = message.parent_header.msg_id, resolve = this.#waiting.get(parent);
    if (!resolve) return this.#on.message(message);
    if (!message.header.msg_type.endsWith("_reply")) return;
    this.#waiting.delete(parent);
    resolve(message.content);
  }

  #request(type, content, channel = "shell") {
    const id = `${this.#session}-${++this.#count}`;
    const header = {
      msg_id: id, msg_type: type, session: this.#session, username: "page",
      date: new Date().toISOString(), version: "5.3",
    };
    this.#worker.postMessage(JSON.stringify({ channel, header, parent_header: {}, metadata: {}, content }));
    return id;
  }
}

// explain puts what the browser's engine throws into Go's words.
function explain(message) {
  if (message.includes("call stack")) return "stack overflow: the recursion is too deep for the browser";
  return message;
}

// Kernel runs Go in a Web Worker and speaks to it in Jupyter messages.
//
// `on` holds the page's callbacks: message(m) for every message of the kernel,
// ready() when it has started, died(trace) when it has ended by itself.
export class Kernel {
  #worker;
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
    const worker = new Worker("worker.js");
    const died = (trace) => {
      if (worker !== this.#worker) return; // an older one
      worker.terminate();
      this.#on.died(trace);
    };
    worker.onmessage = ({ data }) => {
      if (worker !== this.#worker) return;
      if (data.message) this.#on.message(JSON.parse(data.message));
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
      code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true,
    });
  }

  #request(type, content) {
    const id = `${this.#session}-${++this.#count}`;
    const header = {
      msg_id: id, msg_type: type, session: this.#session, username: "page",
      date: new Date().toISOString(), version: "5.3",
    };
    this.#worker.postMessage(JSON.stringify({ channel: "shell", header, parent_header: {}, metadata: {}, content }));
    return id;
  }
}

// explain puts what the browser's engine throws into Go's words.
function explain(message) {
  if (message.includes("call stack")) return "stack overflow: the recursion is too deep for the browser";
  return message;
}

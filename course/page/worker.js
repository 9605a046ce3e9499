// The Web Worker: it starts Go and passes messages between Go and the page.
// The names udl… are the ones that the program (wasm/main.go) knows.
"use strict";

importScripts("wasm_exec.js");

const waiting = []; // messages that arrive before Go is ready
let trace = "";     // the beginning of what Go wrote to its own streams since the last message

onmessage = (event) => {
  trace = "";
  if (self.udlReceive) self.udlReceive(event.data);
  else waiting.push(event.data);
};

self.udlSend = (json) => postMessage({ message: json });

self.udlReady = () => {
  postMessage({ ready: true });
  fetch("docs.bin").then(async (answer) => { // what names mean; the kernel works without it
    if (answer.ok) self.udlDocs(new Uint8Array(await answer.arrayBuffer()));
  }).catch(() => {});
  for (const json of waiting.splice(0)) self.udlReceive(json);
};

// Compiled code that prints past the session, and Go's trace when it dies.
const decoder = new TextDecoder();
globalThis.fs.writeSync = (fd, bytes) => {
  const text = decoder.decode(bytes);
  trace = (trace + text).slice(0, 8000);
  postMessage({ stray: text });
  return bytes.length;
};

// The data sets of the page, by path.
async function download() {
  const answer = await fetch("data/files.json");
  if (!answer.ok) throw new Error(`data/files.json: ${answer.status} ${answer.statusText}`);
  const files = {};
  await Promise.all((await answer.json()).map(async (path) => {
    const file = await fetch("data/" + path);
    if (!file.ok) throw new Error(`data/${path}: ${file.status} ${file.statusText}`);
    files[path] = new Uint8Array(await file.arrayBuffer());
  }));
  return files;
}

// A server that does not know the type application/wasm costs time, no more.
async function compile(imports) {
  const answer = await fetch("udl.wasm");
  if (!answer.ok) throw new Error(`udl.wasm: ${answer.status} ${answer.statusText}`);
  if ((answer.headers.get("Content-Type") || "").startsWith("application/wasm")) {
    return (await WebAssembly.instantiateStreaming(answer, imports)).instance;
  }
  return (await WebAssembly.instantiate(await answer.arrayBuffer(), imports)).instance;
}

(async () => {
  try {
    const go = new Go();
    const [instance, files] = await Promise.all([compile(go.importObject), download()]);
    self.udlFiles = files;
    go.exit = (code) => postMessage({ died: trace || `the program ended with status ${code}` });
    await go.run(instance);
  } catch (error) {
    postMessage({ died: trace || String(error) });
  }
})();

// Driver for node: node worker.js NODE_MODULES OPTIONS_JSON SECONDS
// One JSON job a line in, one JSON answer a line out, in order; the first line out is a greeting.
'use strict';

const fs = require('fs');
const path = require('path');
const vm = require('vm');

const [, , modules, options, seconds] = process.argv;
const ARMED = 1000;                           // ms

globalThis.hostRead = (name) => {
  try {
    return fs.readFileSync(path.join(modules, name), 'utf8');
  } catch {
    return null;
  }
};
for (const name of ['lean.js', 'tex.js', 'outline.js', 'svg.js', 'mathml.js', 'locate.js', 'core.js']) {
  vm.runInThisContext(fs.readFileSync(path.join(__dirname, name), 'utf8'), {filename: name});
}

function put(text) {
  const bytes = Buffer.from(text + '\n');
  for (let done = 0; done < bytes.length;) done += fs.writeSync(1, bytes, done);
}

function greet() {
  const {ready, failed} = huoye;
  put(JSON.stringify({ready, failed, engine: 'node ' + process.versions.node}));
}

// Blocking reads: there is no event loop, so nothing but the jobs ever runs. Yields the lines that
// came together.
function* linesOfInput() {
  const buffer = Buffer.alloc(1 << 16);
  let begun = [];                             // pieces of a line whose end was not read yet
  for (;;) {
    let size;
    try {
      size = fs.readSync(0, buffer);
    } catch (error) {
      if (error.code === 'EAGAIN') continue;
      return;
    }
    if (!size) return;                        // the parent is gone, or has finished
    const end = buffer.subarray(0, size).lastIndexOf(10) + 1;
    if (end) {
      const lines = Buffer.concat([...begun, buffer.subarray(0, end)]).toString().split('\n');
      begun = [];
      yield lines.slice(0, -1);
    }
    begun.push(Buffer.from(buffer.subarray(end, size)));
  }
}

// Answers jobs until none waits or the guard is to be armed again; false ends the worker.
globalThis.huoyeServe = (waiting) => {
  for (const armed = Date.now(); waiting.length && Date.now() - armed < ARMED;) {
    const answer = huoyeRender(waiting.shift());
    put(answer);
    if (answer.startsWith('{"error":{"id":"Internal"')) return false;
  }
  return true;
};

// The parent's deadline comes first; this guard ends a worker whose parent is gone. It is a thread,
// too dear for every formula, so one guards all that come within ARMED.
function serve() {
  const guarded = new vm.Script('huoyeServe(huoyeWaiting)');
  for (globalThis.huoyeWaiting of linesOfInput()) {
    while (huoyeWaiting.length) {
      if (!guarded.runInThisContext({timeout: ARMED + 1000 * Number(seconds)})) return;
    }
  }
}

function whenReady() {
  if (!huoye.ready && !huoye.failed) return setImmediate(whenReady);
  greet();
  if (huoye.ready) serve();
  process.exit(0);
}

huoyeStart(options);
whenReady();

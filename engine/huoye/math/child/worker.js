// Driver for node: node worker.js NODE_MODULES OPTIONS_JSON SECONDS
// One JSON job a line in, one JSON answer a line out, in order; the first line out is a greeting.
'use strict';

const fs = require('fs');
const path = require('path');
const vm = require('vm');

const [, , modules, options, seconds] = process.argv;

globalThis.hostRead = (name) => {
  try {
    return fs.readFileSync(path.join(modules, name), 'utf8');
  } catch {
    return null;
  }
};
for (const name of ['tex.js', 'svg.js', 'core.js']) {
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

// Blocking reads: there is no event loop, so nothing but the jobs ever runs.
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
    let start = 0;
    for (let end; (end = buffer.subarray(0, size).indexOf(10, start)) >= 0; start = end + 1) {
      const line = Buffer.concat([...begun, buffer.subarray(start, end)]).toString();
      begun = [];
      yield line;
    }
    begun.push(Buffer.from(buffer.subarray(start, size)));
  }
}

// The parent's deadline comes first; this limit ends a worker whose parent is gone.
function serve() {
  const render = new vm.Script('huoyeRender(huoyeJob)');
  for (const line of linesOfInput()) {
    globalThis.huoyeJob = line;
    const answer = render.runInThisContext({timeout: 1000 * Number(seconds)});
    put(answer);
    if (answer.startsWith('{"error":{"id":"Internal"')) return;
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

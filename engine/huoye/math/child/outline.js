// The font's outlines to fewer bytes: a page's one table of them is half of what its formulas weigh.
'use strict';

// An outline of the font in relative steps, a third shorter when packed. Its commands are M L C Z
// with absolute numbers; a form that is not known stays as it is.
function relativePath(path) {
  const steps = path.match(/[A-Za-z][^A-Za-z]*/g) ?? [];
  const pen = {x: 0, y: 0, startX: 0, startY: 0, handle: null, last: '', text: ''};
  for (const step of steps) {
    const to = (step.match(/-?[\d.]+/g) ?? []).map(Number);
    if (to.length !== {M: 2, L: 2, C: 6, Z: 0}[step[0]]) return path;
    addStep(pen, step[0], to);
  }
  return pen.text;
}

function addStep(pen, command, to) {
  const by = to.map((value, k) => +(value - (k % 2 ? pen.y : pen.x)).toFixed(3));
  const {handle} = pen;
  pen.handle = null;
  if (command === 'Z') {
    write(pen, 'z', []);
    [pen.x, pen.y] = [pen.startX, pen.startY];
    return;
  }
  if (command === 'M') {
    write(pen, 'm', by);
    [pen.startX, pen.startY] = to;
  } else if (command === 'L') {
    if (by[1] === 0) write(pen, 'h', [by[0]]);
    else if (by[0] === 0) write(pen, 'v', [by[1]]);
    else write(pen, 'l', by);
  } else {
    // a smooth curve goes on as the one before it ended
    const smooth = handle && by[0] === pen.x - handle[0] && by[1] === pen.y - handle[1];
    write(pen, smooth ? 's' : 'c', smooth ? by.slice(2) : by);
    pen.handle = to.slice(2, 4);
  }
  [pen.x, pen.y] = to.slice(-2);
}

function write(pen, command, numbers) {
  let text = numbers.map((value, k) => (k && value >= 0 ? ' ' : '') + value).join('');
  if (command !== pen.last || !text) text = command + text;
  else if (numbers[0] >= 0) text = ' ' + text;
  pen.last = command;
  pen.text += text;
}

// Every line of text on the page, as it was laid out: what it begins and ends with, and where.
// A character counts where its glyph stands (Range.getClientRects), a drawn formula or an image as one.
() => {
  const BLOCKS = 'p,li,dt,dd,td,th,h1,h2,h3,h4,figcaption,caption,summary,.toc a,.meta,.adm-title'
  const DRAWN = '\uFFFC'
  const shown = (element) => !element.closest('.tex, .unseen, .skip, .hash, pre, .eq, svg, script, style')
  function * glyphs(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = (node.nodeType === 3 ? node.parentElement : node).closest(BLOCKS)
      if (owner !== block) continue
      if (node.nodeType === 1) {
        if (node.matches('svg.m, img') && !node.closest('.eq')) yield {char: DRAWN, box: node.getBoundingClientRect()}
        continue
      }
      if (!shown(node.parentElement)) continue
      const range = document.createRange()
      let at = 0
      for (const char of node.data) {
        range.setStart(node, at)
        range.setEnd(node, at += char.length)
        if (/\s/.test(char)) continue
        const note = node.parentElement.closest('a.fn')
        const padded = node.parentElement.closest('code, mark, kbd')
        for (const box of [...range.getClientRects()].slice(0, 1)) yield {char: note ? '†' : char, box, padded}
      }
    }
  }
  const lines = []
  for (const block of document.querySelectorAll(BLOCKS)) {
    const inner = block.getBoundingClientRect(), style = getComputedStyle(block)
    const edge = inner.left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft)
    const flush = !['center', 'end', 'right'].includes(style.textAlign)
    let line = null, last = null
    for (const {char, box, padded} of glyphs(block)) {
      if (!box.width) continue
      if (!last || box.left <= last.left || box.top > last.bottom) {
        line = {text: '', first: !last, indent: flush && !padded ? box.left - edge : 0, right: 0, limit: inner.right, block: block.localName}
        lines.push(line)
      }
      line.text += char
      line.right = Math.max(line.right, box.right)
      last = box
    }
  }
  return lines
}

// The MathML side: MathJax's tree as text for screen readers, which nobody sees.
'use strict';

// What is heard of a formula. Colours, sizes, positions, links, names and styles are not.
const HEARD = new Set([
  'accent', 'accentunder', 'columnspan', 'display', 'fence', 'form', 'linethickness', 'mathvariant',
  'notation', 'rowspan', 'separator', 'stretchy',
]);

// A function from MathJax's tree to a <math> element.
function mathmlWriter() {
  const {SerializedMmlVisitor} = MathJax._.core.MmlTree.SerializedMmlVisitor;

  class Writer extends SerializedMmlVisitor {
    visitDefault(node) {
      const name = this.getKind(node);
      return `<${name}${this.getAttributes(node)}>${this.childNodeMml(node, '', '')}</${name}>`;
    }
    visitInferredMrowNode(node) {
      return this.childNodeMml(node, '', '');
    }
    getAttributes(node) {
      let text = '';
      for (const [name, value] of Object.entries(this.getAttributeList(node))) {
        if (HEARD.has(name)) text += ` ${name}="${this.quoteHTML(String(value))}"`;
      }
      return text;
    }
    quoteHTML(text) {
      return escapeText(text).replace(/>/g, '&gt;').replace(/"/g, '&quot;');
    }
    // elements of other languages: TeX makes none
    visitXMLNode() { return ''; }
    visitHtmlNode() { return ''; }
  }
  const writer = new Writer();
  return (root) => writer.visitTree(root);
}

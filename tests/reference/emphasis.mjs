// Lines of JSON texts to lines of JSON HTML, as markdown-it with the CJK-friendly rules reads them.
import { createInterface } from "node:readline";
import MarkdownIt from "markdown-it";
import friendly from "markdown-it-cjk-friendly";

const md = new MarkdownIt("commonmark", { html: true }).enable("strikethrough").use(friendly);
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(md.renderInline(JSON.parse(line))) + "\n");
}

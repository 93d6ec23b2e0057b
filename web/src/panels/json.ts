// JSON for reading: one line for each thing, and what kind of thing it is by its colour.

import { make } from "../dom.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** `value` over several lines, as elements. */
export function prettyJson(value: unknown): Node[] {
  const text = JSON.stringify(value, null, 2) ?? "";
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon] = match;
    nodes.push(document.createTextNode(text.slice(from, match.index)));
    from = match.index + token.length;
    if (string === undefined) nodes.push(make("span", { class: "json-word" }, token));
    else if (colon !== undefined)
      nodes.push(make("span", { class: "json-key" }, string), document.createTextNode(colon));
    else nodes.push(make("span", { class: "json-text" }, string));
  }
  nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}

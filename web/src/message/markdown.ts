// Discord's markdown as elements. The library reads lines; lists, which it does not know, are
// told apart here.

import { parse } from "discord-markdown-parser";
import { make } from "../dom.js";

/** A part of a text, as the library reads it. */
interface Part {
  type: string;
  content?: string | Part[];
  target?: string;
  level?: number;
  lang?: string;
  name?: string;
  id?: string;
  fullName?: string;
  timestamp?: string;
}

/** Names of the people that a text may mention, by id. */
export type Names = ReadonlyMap<string, string>;

const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(.*)$/;

/** The elements for a text. */
export function markdown(text: string, names: Names = new Map()): Node[] {
  const nodes: Node[] = [];
  for (const block of blocks(text)) {
    if (typeof block === "string") nodes.push(...inline(block, names));
    else nodes.push(list(block, names));
  }
  return nodes;
}

/** The same without lists and headings: for a line of its own, such as a title. */
export function line(text: string, names: Names = new Map()): Node[] {
  return inline(text, names);
}

interface Item {
  indent: number;
  number: number | undefined;
  text: string;
}

/** Stretches of lines that are a list, and the text between them. */
function blocks(text: string): (string | Item[])[] {
  const found: (string | Item[])[] = [];
  let isCode = false;
  for (const words of text.split("\n")) {
    const item = isCode ? null : ITEM.exec(words);
    if ((words.match(/```/g)?.length ?? 0) % 2 === 1) isCode = !isCode;
    const last = found.at(-1);
    if (item === null) {
      if (typeof last === "string") found[found.length - 1] = `${last}\n${words}`;
      else found.push(words);
      continue;
    }
    const [, indent = "", number, rest = ""] = item;
    const read = { indent: indent.length, number: number === undefined ? undefined : Number(number), text: rest };
    if (Array.isArray(last) && (read.indent > 0 || isNumbered(read) === isNumbered(last[0]))) last.push(read);
    else found.push([read]);
  }
  return found;
}

function isNumbered(item: Item | undefined): boolean {
  return item?.number !== undefined;
}

function list(items: Item[], names: Names): HTMLElement {
  const [first] = items;
  const isOrdered = first?.number !== undefined;
  const element = isOrdered ? make("ol", { start: first.number }) : make("ul");
  let at = 0;
  while (at < items.length) {
    const item = items[at];
    if (item === undefined) break;
    let end = at + 1;
    while ((items[end]?.indent ?? 0) > item.indent) end += 1;
    const inner = items.slice(at + 1, end);
    element.append(make("li", {}, ...inline(item.text, names), inner.length > 0 && list(inner, names)));
    at = end;
  }
  return element;
}

function inline(text: string, names: Names): Node[] {
  return nodes(parse(text, "extended") as Part[], names);
}

function nodes(parts: string | Part[] | undefined, names: Names): Node[] {
  if (parts === undefined) return [];
  if (typeof parts === "string") return [document.createTextNode(parts)];
  return parts.map((it) => node(it, names));
}

const PLAIN: Record<string, keyof HTMLElementTagNameMap> = {
  strong: "strong",
  em: "em",
  underline: "u",
  strikethrough: "s",
  subtext: "small",
  blockQuote: "blockquote",
};

function node(part: Part, names: Names): Node {
  const inside = (): Node[] => nodes(part.content, names);
  const words = typeof part.content === "string" ? part.content : "";
  const tag = PLAIN[part.type];
  if (tag !== undefined) return make(tag, {}, ...inside());
  switch (part.type) {
    case "br":
    case "newline":
      return make("br");
    case "inlineCode":
      return make("code", {}, words);
    case "codeBlock":
      return make("pre", { tabindex: 0 }, make("code", {}, words));
    case "heading":
      return make(
        "p",
        { class: `heading heading-${part.level ?? 1}`, role: "heading", "aria-level": (part.level ?? 1) + 2 },
        ...inside(),
      );
    case "spoiler":
      return make("span", { class: "spoiler", tabindex: 0 }, ...inside());
    case "link":
    case "url":
    case "autolink":
      return link(part, inside());
    case "user":
      return make("discord-mention", { type: "user" }, names.get(part.id ?? "") ?? "unknown-user");
    case "role":
      return make("discord-mention", { type: "role" }, "role");
    case "channel":
      return make("discord-mention", { type: "channel" }, "channel");
    case "everyone":
    case "here":
      return make("discord-mention", { type: "role" }, part.type);
    case "slashCommand":
      return make("discord-mention", { type: "slash" }, part.fullName ?? part.name ?? "");
    case "timestamp":
      return document.createTextNode(new Date(Number(part.timestamp) * 1000).toLocaleString("en"));
    case "emoji":
      return document.createTextNode(`:${part.name ?? "emoji"}:`);
    case "twemoji":
      return make("span", { class: "emoji" }, part.name ?? "");
    default:
      return typeof part.content === "string" ? document.createTextNode(words) : make("span", {}, ...inside());
  }
}

/** A link, where it leads to the web; else the text as it was written, as Discord shows it. */
function link(part: Part, inside: Node[]): Node {
  const href = webAddress(part.target);
  if (href !== undefined) return make("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...inside);
  const text = make("span", {}, ...inside);
  if (part.type === "link") {
    text.prepend("[");
    text.append(`](${part.target ?? ""})`);
  }
  return text;
}

/** An address that a browser may be led to; `undefined` for any other. */
export function webAddress(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return ["http:", "https:"].includes(url.protocol) ? url.href : undefined;
}

// An embed, within the library's frame. The title and the picture are drawn here: the library
// takes a title as plain words, without markdown, and gives a picture no text of its own.

import type { Embed } from "../discord/types.js";
import { make } from "../dom.js";
import { line, markdown, webAddress, type Names } from "./markdown.js";
import type { Files } from "./picture.js";

export function embed(it: Embed, files: Files, names: Names): HTMLElement {
  const element = make("discord-embed", { slot: "embeds", color: color(it.color) });
  const title = it.title === undefined ? undefined : titled(it.title, webAddress(it.url), names);
  if (it.author?.name !== undefined) element.setAttribute("author-name", it.author.name);
  const body = make("discord-embed-description", { slot: "description" });
  if (title !== undefined) body.append(title);
  if (it.description !== undefined)
    body.append(make("div", { class: "embed-text" }, ...markdown(it.description, names)));
  element.append(body);
  if (it.fields !== undefined && it.fields.length > 0) element.append(fields(it.fields, names));
  for (const [kind, picture] of [
    ["image", it.image],
    ["thumbnail", it.thumbnail],
  ] as const) {
    if (picture !== undefined) body.append(files.picture(picture.url, kind));
  }
  if (it.footer !== undefined) element.append(make("discord-embed-footer", { slot: "footer" }, it.footer.text));
  return element;
}

/** The names of the files that embeds show. */
export function shownFiles(embeds: readonly Embed[], files: Files): Set<string> {
  const addresses = embeds.flatMap((it) => [it.image?.url, it.thumbnail?.url]);
  return new Set(addresses.flatMap((it) => (it === undefined ? [] : (files.attached(it)?.name ?? []))));
}

function titled(text: string, href: string | undefined, names: Names): HTMLElement {
  const words = line(text, names);
  const inside =
    href === undefined ? words : [make("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...words)];
  return make("div", { class: "embed-title" }, ...inside);
}

function fields(all: NonNullable<Embed["fields"]>, names: Names): HTMLElement {
  const one = ({ name, value, inline }: (typeof all)[number]): HTMLElement =>
    make("discord-embed-field", { "field-title": name, inline: inline === true }, ...markdown(value, names));
  return make("discord-embed-fields", { slot: "fields" }, ...all.map(one));
}

function color(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `#${value.toString(16).padStart(6, "0")}`;
}

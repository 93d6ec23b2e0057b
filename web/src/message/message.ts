// One message of the channel, drawn by the library from the JSON that Discord would get.

import type { Me } from "../api.js";
import { bot, YOU, type Person } from "../discord/interactions.js";
import { EPHEMERAL, type Component } from "../discord/types.js";
import { button, icon, make } from "../dom.js";
import { ICONS } from "../icons.js";
import { MEMBERS } from "../members.js";
import type { Entry } from "../state.js";
import { attachments } from "./attachments.js";
import { components } from "./components.js";
import { embed, shownFiles } from "./embed.js";
import { line, markdown, type Names } from "./markdown.js";
import { Files } from "./picture.js";

/** What can be done with a message. */
export interface Doings {
  press: (entry: Entry, component: Component, values?: string[]) => void;
  dismiss: (entry: Entry) => void;
  /** Asks for the card of a certification. */
  ask: (certification: string) => void;
  /** Opens the message's menu beside `anchor`. */
  openMenu: (entry: Entry, anchor: HTMLElement) => void;
}

export function drawMessage(entry: Entry, me: Me, doings: Doings): HTMLElement {
  const names: Names = new Map([bot(me), YOU, ...MEMBERS].map((it) => [it.id, it.name]));
  const { author } = entry;
  const element = make("discord-message", {
    "data-id": entry.id,
    role: "article",
    tabindex: -1,
    "aria-label": label(entry, names),
    author: author.name,
    avatar: author.avatar,
    bot: author.isBot === true,
    edited: entry.isEdited === true,
    timestamp: time(entry.at),
    class: isPrivate(entry) ? "private" : undefined,
  });
  if (entry.head) element.append(head(entry.head, names));
  if (entry.failure !== undefined)
    element.append(
      make("span", { class: "failure" }, "The application did not respond. ", make("small", {}, entry.failure)),
    );
  if (entry.content) element.append(...markdown(entry.content, names));
  const files = new Files(entry.files, entry.attachments ?? [], (it) => doings.ask(it));
  const embeds = entry.embeds ?? [];
  element.append(...embeds.map((it) => embed(it, files, names)));
  const rest = attachments(files, shownFiles(embeds, files));
  if (rest) element.append(rest);
  const rows = components(entry.components ?? [], (it, values) => doings.press(entry, it, values));
  if (rows) element.append(rows);
  if (isPrivate(entry)) element.append(onlyYou(() => doings.dismiss(entry)));
  element.append(more(entry, doings));
  return element;
}

/** Whether only the asker sees it. */
export function isPrivate(entry: Entry): boolean {
  return ((entry.flags ?? 0) & EPHEMERAL) !== 0;
}

function head(it: NonNullable<Entry["head"]>, names: Names): HTMLElement {
  const slot = { slot: "reply" };
  const by = { author: YOU.name, avatar: YOU.avatar };
  switch (it.kind) {
    case "command":
      return make("discord-command", { ...slot, ...by, command: `/${it.name}`, type: "slash_command" });
    case "menu":
      return make("discord-command", {
        ...slot,
        ...by,
        command: it.name,
        type: "message_command",
        "context-user-name": it.target.author.name,
        "context-user-image": it.target.author.avatar,
        "context-user-bot": it.target.author.isBot === true,
        "context-message-reply": begins(it.target),
      });
    case "reply":
      return make("discord-reply", { ...slot, ...whom(it.to.author) }, ...line(begins(it.to), names));
  }
}

function whom(person: Person): Record<string, string | boolean> {
  return { author: person.name, avatar: person.avatar, bot: person.isBot === true };
}

/** A message's first words. */
function begins(entry: Entry): string {
  const words = entry.content || entry.embeds?.[0]?.title || "an answer";
  return words.split("\n")[0] ?? words;
}

function onlyYou(dismiss: () => void): HTMLElement {
  const press = button({ class: "dismiss" }, dismiss, "Dismiss message");
  return make("div", { slot: "reactions", class: "only-you" }, icon(ICONS.eye, 16), "Only you can see this ·", press);
}

function more(entry: Entry, doings: Doings): HTMLElement {
  const open = button(
    { class: "more", "aria-label": "More", title: "More", "aria-haspopup": "menu" },
    () => doings.openMenu(entry, open),
    icon(ICONS.more),
  );
  return make("div", { slot: "thread", class: "message-bar" }, open);
}

function label(entry: Entry, names: Names): string {
  const words = [entry.content, ...(entry.embeds ?? []).map((it) => it.title)].filter(Boolean).join(", ");
  const said = words
    .replace(/<@(\d+)>/g, (all, id: string) => (names.has(id) ? `@${names.get(id)}` : all))
    .replace(/\\(?=\W)/g, "");
  const kind = isPrivate(entry) ? ", only you can see this" : "";
  return `${entry.author.name}${kind}: ${entry.failure ?? said}`.slice(0, 200);
}

function time(at: Date): string {
  return `Today at ${at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
}

// The view in the page's address, so that a link reproduces it:
// `#/cert/pcpp2?place=dm`, `#/ask/do%20i%20need%20pcep`, `#/@/passed%20pcap%20what%20next`.

import type { Command } from "./discord/types.js";
import { SLASH_COMMAND } from "./discord/types.js";
import { LOCALES, type Locale } from "./locales.js";

/** How the channel is looked at. */
export interface View {
  place: "server" | "dm";
  /** Whether commands are asked with `private`. */
  isPrivate: boolean;
  /** Whether they may manage the server. */
  mayManage: boolean;
  locale: Locale;
  theme: "dark" | "light";
  width: "full" | "phone";
}

/** What is asked of the bot. */
export type Ask =
  | { kind: "command"; name: string; options: { name?: string; value: string }[] }
  /** Words that are said to it. */
  | { kind: "say"; text: string }
  /** The press of a button with this id, for what no command's options can say. */
  | { kind: "press"; id: string }
  /** A command of a message's menu, on a message with this text. */
  | { kind: "menu"; name: string; text: string };

export interface Address {
  ask?: Ask;
  view: View;
}

/** Stand in place of a command's name, where words are said or a button is pressed. */
const SAID = "@";
const PRESSED = "!";

const DEFAULTS: View = {
  place: "server",
  isPrivate: false,
  mayManage: false,
  locale: "en-US",
  theme: "dark",
  width: "full",
};

/** The switch that is an option of each command, too. */
export const PRIVATE = "private";

const MANAGE = "manage";

const SWITCHES = ["place", PRIVATE, MANAGE, "locale", "theme", "width"];

/** Whether only the asker sees the answer: what the command says of it goes before the switch. */
function isPrivate(ask: Ask | undefined, view: View): boolean {
  const said = ask?.kind === "command" ? ask.options.findLast((it) => it.name === PRIVATE)?.value : undefined;
  return said === undefined ? view.isPrivate : said === "true";
}

/** Reads an address's part from `#` on. What it does not say is as usual. */
export function readAddress(hash: string, commands: readonly Command[]): Address {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  const view = readView(parameters);
  const [name = "", ...values] = path.split("/").map(decode);
  if (name === "") return { view };
  if (name === SAID) return { view, ask: { kind: "say", text: values.join("/") } };
  if (name === PRESSED) return { view, ask: { kind: "press", id: values.join("/") } };
  const command = commands.find((it) => it.name === name);
  if (command !== undefined && (command.type ?? SLASH_COMMAND) !== SLASH_COMMAND) {
    return { view, ask: { kind: "menu", name, text: values.join("/") } };
  }
  const named = [...parameters].filter(([it]) => !SWITCHES.includes(it));
  const options = [
    ...values.filter((it) => it !== "").map((value) => ({ value })),
    ...named.map(([option, value]) => ({ name: option, value })),
  ];
  return { view, ask: { kind: "command", name, options } };
}

/** Writes an address that reads back as the same. */
export function writeAddress({ ask, view }: Address, commands: readonly Command[]): string {
  const parameters = new URLSearchParams();
  let path = "";
  if (ask?.kind === "say") path = [SAID, ask.text].map(encodeURIComponent).join("/");
  if (ask?.kind === "press") path = [PRESSED, ask.id].map(encodeURIComponent).join("/");
  if (ask?.kind === "menu") path = [ask.name, ask.text].map(encodeURIComponent).join("/");
  if (ask?.kind === "command") {
    const order = commands.find((it) => it.name === ask.name)?.options ?? [];
    const inOrder: string[] = [];
    for (const [index, { name, value }] of ask.options.filter((it) => it.name !== PRIVATE).entries()) {
      const stands = name === undefined || order[index]?.name === name;
      if (stands && value !== "" && inOrder.length === index) inOrder.push(value);
      else parameters.append(name ?? "", value);
    }
    path = [ask.name, ...inOrder].map(encodeURIComponent).join("/");
  }
  if (view.place !== DEFAULTS.place) parameters.set("place", view.place);
  if (isPrivate(ask, view)) parameters.set(PRIVATE, "1");
  if (view.mayManage) parameters.set(MANAGE, "1");
  if (view.locale !== DEFAULTS.locale) parameters.set("locale", view.locale);
  if (view.theme !== DEFAULTS.theme) parameters.set("theme", view.theme);
  if (view.width !== DEFAULTS.width) parameters.set("width", view.width);
  const query = parameters.toString();
  return `#/${path}${query === "" ? "" : `?${query}`}`;
}

function readView(parameters: URLSearchParams): View {
  const locale = LOCALES.find((it) => it === parameters.get("locale"));
  return {
    place: parameters.get("place") === "dm" ? "dm" : "server",
    isPrivate: ["1", "true"].includes(parameters.get(PRIVATE) ?? ""),
    mayManage: parameters.get(MANAGE) === "1",
    locale: locale ?? DEFAULTS.locale,
    theme: parameters.get("theme") === "light" ? "light" : "dark",
    width: parameters.get("width") === "phone" ? "phone" : "full",
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

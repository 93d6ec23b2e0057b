// What the page shows, and who wants to know when that changes.

import type { Ask, View } from "./address.js";
import type { Answer, AnswerFile, Knowledge } from "./api.js";
import type { Person, WholeMessage } from "./discord/interactions.js";
import type { Verdict } from "./discord/openapi.js";
import { snowflake } from "./discord/snowflake.js";

/** One thing asked of the bot, and what came back. */
export interface Exchange {
  /** What was asked, on one line. */
  title: string;
  request: object;
  answer: Answer;
  /** `undefined`: the bot said nothing, and there is nothing to judge. */
  verdict: Verdict | undefined;
  /** Asks the same anew. */
  again: () => Promise<Answer>;
}

/** What stands above a message, and says why it is there. */
export type Head =
  { kind: "command"; name: string } | { kind: "menu"; name: string; target: Entry } | { kind: "reply"; to: Entry };

/** A message in the channel. */
export interface Entry extends WholeMessage {
  head?: Head;
  files: AnswerFile[];
  exchange?: Exchange;
  /** The link that shows it again. */
  ask?: Ask;
  /** Whether it was redrawn after it was shown first. */
  isEdited?: boolean;
  /** Why there is no answer. */
  failure?: string;
}

/** As many changes of the folder are kept. */
const HISTORY = 8;

/** What has changed. */
export type Change = "view" | "messages" | "selected" | "suggestions" | "knowledge";

export class State {
  readonly channels: Record<View["place"], Entry[]> = { server: [], dm: [] };
  /** The message whose JSON is shown. */
  selected: Entry | undefined;
  /** What the last autocomplete list came from. */
  suggestions: Exchange | undefined;
  knowledge: Knowledge | undefined;
  /** What has changed since the page was opened, newest first. */
  readonly history: { at: Date; knowledge: Knowledge }[] = [];
  isConnected = true;

  readonly #listeners: ((change: Change) => void)[] = [];

  constructor(public view: View) {}

  /** The messages of the place that is looked at. */
  get entries(): Entry[] {
    return this.channels[this.view.place];
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  changed(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    this.changed("messages");
  }

  remove(entry: Entry): void {
    const index = this.entries.indexOf(entry);
    if (index >= 0) this.entries.splice(index, 1);
    this.changed("messages");
    if (this.selected === entry) this.select(this.entries.findLast((it) => it.exchange !== undefined));
  }

  select(entry: Entry | undefined): void {
    this.selected = entry;
    this.suggestions = undefined;
    this.changed("selected");
  }

  /** Takes note of how the folder is; `false`: that was known. */
  learn(knowledge: Knowledge): boolean {
    const isFirst = this.knowledge === undefined;
    const isKnown = JSON.stringify(knowledge) === JSON.stringify(this.knowledge);
    if (!isFirst && !isKnown) {
      this.history.unshift({ at: new Date(), knowledge });
      this.history.splice(HISTORY);
    }
    this.knowledge = knowledge;
    this.changed("knowledge");
    return !isFirst && !isKnown;
  }
}

/** A message by somebody, with nothing in it but words. */
export function spoken(author: Person, content: string, at = new Date()): Entry {
  return { id: snowflake(at), author, at, content, files: [] };
}

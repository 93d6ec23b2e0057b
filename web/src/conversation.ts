// Asking the bot, in each of the ways that Discord has, and putting its answers into the channel.

import { PRIVATE, type Ask } from "./address.js";
import { sendInteraction, sendMessage, ServerError, type Answer, type Me } from "./api.js";
import { readCall, type Call } from "./discord/call.js";
import {
  bot,
  commandInteraction,
  componentInteraction,
  formInteraction,
  givenOption,
  menuInteraction,
  spokenMessage,
  YOU,
} from "./discord/interactions.js";
import { judge } from "./discord/openapi.js";
import { snowflake } from "./discord/snowflake.js";
import {
  BUTTON,
  CALLBACK,
  COMPONENT,
  EPHEMERAL,
  MESSAGE_COMMAND,
  OPTION,
  type Command,
  type Component,
  type Entered,
  type Form,
  type GivenOption,
} from "./discord/types.js";
import { MEMBERS } from "./members.js";
import { spoken, type Entry, type Exchange, type Head, type State } from "./state.js";

/** Something to be sent, and how its answer is shown. */
interface Question {
  title: string;
  request: object;
  send: () => Promise<Answer>;
  ask: Ask | undefined;
  head: Head;
  /** The message whose button was pressed: an answer may replace it. */
  pressed?: Entry;
}

/** What the conversation asks of the rest of the page. */
export interface Hearing {
  /** Told of what can only be said beside the channel. */
  tell: (words: string) => void;
  /** Shows a form, and sends what is entered into it. */
  fillIn: (form: Form, send: (entered: Entered[]) => Promise<Entry | undefined>) => void;
}

export class Conversation {
  constructor(
    readonly me: Me,
    readonly commands: readonly Command[],
    readonly state: State,
    private readonly hearing: Hearing,
  ) {}

  /** Asks what an address says; the answer, where one is shown. */
  run(ask: Ask): Promise<Entry | undefined> {
    switch (ask.kind) {
      case "say":
        return this.say(ask.text);
      case "press":
        return this.#pressAlone(ask.id);
      case "menu":
        return this.fromMenu(ask.name, this.#messageSaying(ask.text));
      case "command":
        return this.command(ask.name, ask.options);
    }
  }

  /** Sends a command. Values without a name are for the options in their order. */
  command(name: string, options: { name?: string; value: string }[]): Promise<Entry | undefined> {
    const command = this.commands.find((it) => it.name === name);
    if (command === undefined) return this.#refuse(`There is no command /${name}.`);
    const given: GivenOption[] = [];
    for (const [index, { name: named, value }] of options.entries()) {
      const option =
        command.options?.find((it) => it.name === named) ??
        (named === undefined ? command.options?.[index] : undefined);
      // What the list does not have may still be on a button.
      const sent = givenOption(option ?? { name: named ?? "", type: OPTION.text, description: "" }, value);
      if (sent === undefined || sent.name === "") return this.#refuse(`/${name} takes no such value: ${value}`);
      given.push(sent);
    }
    const takesPrivate = command.options?.some((it) => it.name === PRIVATE) && !given.some((it) => it.name === PRIVATE);
    if (this.state.view.isPrivate && takesPrivate) given.push({ name: PRIVATE, type: OPTION.truth, value: true });
    const request = commandInteraction(this.me, this.state.view, command, given);
    return this.#ask({
      title: `/${name} ${given.map((it) => `${it.name}:${it.value}`).join(" ")}`.trim(),
      request,
      send: () => sendInteraction(request),
      ask: { kind: "command", name, options },
      head: { kind: "command", name },
    });
  }

  /** Uses a command of a message's menu. */
  fromMenu(name: string, target: Entry): Promise<Entry | undefined> {
    const command = this.commands.find((it) => it.name === name && it.type === MESSAGE_COMMAND);
    if (command === undefined) return this.#refuse(`There is no “${name}” in the menu of messages.`);
    const request = menuInteraction(this.me, this.state.view, command, target);
    return this.#ask({
      title: `Apps → ${name}`,
      request,
      send: () => sendInteraction(request),
      ask: target.content ? { kind: "menu", name, text: target.content } : undefined,
      head: { kind: "menu", name, target },
    });
  }

  /** Presses a button, or chooses in a select. */
  press(entry: Entry, component: Component, values?: string[]): Promise<Entry | undefined> {
    const request = componentInteraction(this.me, this.state.view, entry, component, values);
    return this.#ask({
      title: `[${component.label ?? component.placeholder ?? "select"}] ${component.custom_id ?? ""}`,
      request,
      send: () => sendInteraction(request),
      ask: this.#askOf(component.custom_id ?? ""),
      head: { kind: "reply", to: entry },
      pressed: entry,
    });
  }

  /** Presses a button of which only the id is known. */
  #pressAlone(id: string): Promise<Entry | undefined> {
    const button = { type: COMPONENT.button, style: BUTTON.secondary, label: id, custom_id: id };
    const message = spoken(bot(this.me), "");
    message.components = [{ type: COMPONENT.row, components: [button] }];
    if (this.state.view.isPrivate) message.flags = EPHEMERAL;
    const request = componentInteraction(this.me, this.state.view, message, button);
    return this.#ask({
      title: `[button] ${id}`,
      request,
      send: () => sendInteraction(request),
      ask: { kind: "press", id },
      head: { kind: "command", name: readCall(id)?.name ?? id },
    });
  }

  /** What asks the same as a button: the command, unless its words are for several options. */
  #askOf(id: string): Ask {
    const call = this.#named(readCall(id));
    const known =
      this.commands.find((it) => it.name === call?.name)?.options?.filter((it) => it.name !== PRIVATE) ?? [];
    const isForSeveral =
      call?.options.some((it) => it.name === undefined && it.value.includes(" ")) && known.length > 1;
    return call === undefined || isForSeveral ? { kind: "press", id } : { kind: "command", ...call };
  }

  /** The same with all words of the command's name in it; `undefined`: it is none of those listed. */
  #named(call: Call | undefined): Call | undefined {
    if (call === undefined) return undefined;
    const isWord = call.options.findIndex((it) => it.name !== undefined);
    const words = call.options.slice(0, isWord < 0 ? undefined : isWord).map((it) => it.value);
    for (let count = Math.min(words.length, 2); count >= 0; count -= 1) {
      const name = [call.name, ...words.slice(0, count)].join(" ");
      if (this.commands.some((it) => it.name === name)) return { name, options: call.options.slice(count) };
    }
    return undefined;
  }

  /** Says something in the channel. `@certguide` in it mentions the bot. */
  async say(text: string): Promise<Entry | undefined> {
    const mention = new RegExp(`@${this.me.name}(?![\\w-])`, "gi");
    const message = spoken(YOU, text.replace(mention, `<@${this.me.bot_user_id}>`));
    message.ask = { kind: "say", text };
    this.state.add(message);
    const request = spokenMessage(this.me, this.state.view, message);
    const answer = await this.#ask({
      title: text,
      request,
      send: () => sendMessage(request),
      ask: message.ask,
      head: { kind: "reply", to: message },
    });
    return answer ?? message;
  }

  /** Asks anew what `entry` answers, and redraws it if it says something else by now. */
  async refresh(entry: Entry): Promise<boolean> {
    if (entry.exchange === undefined) return false;
    const answer = await entry.exchange.again();
    if (answer.json === entry.exchange.answer.json || answer.callback?.data === undefined) return false;
    this.#put(entry, { ...entry.exchange, answer, verdict: judge(answer.callback) });
    entry.isEdited = true;
    this.state.changed("messages");
    if (this.state.selected === entry) this.state.changed("selected");
    return true;
  }

  async #ask(question: Question): Promise<Entry | undefined> {
    const { title, request, send, ask, head, pressed } = question;
    const at = new Date();
    const entry: Entry = { id: snowflake(at), author: bot(this.me), at, head, files: [], ...(ask && { ask }) };
    let answer: Answer;
    try {
      answer = await send();
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      entry.failure = error.message;
      this.state.add(entry);
      return entry;
    }
    const { callback } = answer;
    const exchange = { title, request, answer, verdict: callback ? judge(callback) : undefined, again: send };
    if (callback === null) {
      const said = head.kind === "reply" ? head.to : undefined;
      if (said) said.exchange = exchange;
      this.state.select(said);
      this.hearing.tell(`${this.me.name} says nothing to that.`);
      return undefined;
    }
    if (callback.type === CALLBACK.form && callback.data) {
      this.#fillIn(callback.data as unknown as Form, question);
      // A form is no message, so its JSON stands where that of a list of suggestions does.
      this.state.suggestions = exchange;
      this.state.changed("suggestions");
      return undefined;
    }
    const shown = callback.type === CALLBACK.update && pressed ? pressed : entry;
    this.#put(shown, exchange);
    if (shown === entry) this.state.add(entry);
    else this.state.changed("messages");
    this.state.select(shown);
    this.hearing.tell(spokenSummary(this.me, shown));
    return shown;
  }

  /** Has a form filled in, and sends it as the answer to what it came from. */
  #fillIn(form: Form, { head, pressed }: Question): void {
    this.hearing.fillIn(form, (entered) => {
      const request = formInteraction(this.me, this.state.view, form, entered, pressed);
      const send = (): Promise<Answer> => sendInteraction(request);
      return this.#ask({ title: `[form] ${form.custom_id}`, request, send, ask: undefined, head });
    });
  }

  #put(entry: Entry, exchange: Exchange): void {
    const { content, embeds, components, attachments, flags } = exchange.answer.callback?.data ?? {};
    Object.assign(entry, { content, embeds, components, attachments, flags, exchange, files: exchange.answer.files });
  }

  #messageSaying(text: string): Entry {
    const there = this.state.entries.findLast((it) => it.content === text);
    if (there !== undefined) return there;
    const message = spoken(MEMBERS[0], text);
    this.state.add(message);
    return message;
  }

  #refuse(words: string): Promise<undefined> {
    this.hearing.tell(words);
    return Promise.resolve(undefined);
  }
}

/** A new answer for people who do not see it: who, what about, how it begins, what can be pressed. */
function spokenSummary(me: Me, { embeds, content, components }: Entry): string {
  const [embed] = embeds ?? [];
  const begins = (embed?.description ?? content ?? "").replace(/\*\*|\\(?=\W)/g, "").split("\n")[0] ?? "";
  const buttons = (components ?? []).flatMap((it) => it.components ?? []).length;
  const last = buttons > 0 ? `${buttons} buttons.` : "";
  return [`${me.name} answers.`, embed?.title?.replace(/\\(?=\W)/g, ""), begins.slice(0, 300), last]
    .filter(Boolean)
    .join(" ");
}

// Interaction objects and messages as Discord would send them, from a server or a direct message
// that exist only on this page.

import type { Me } from "../api.js";
import type { View } from "../address.js";
import { nested } from "./commands.js";
import { snowflake } from "./snowflake.js";
import {
  COMPONENT,
  INTERACTION,
  MESSAGE_COMMAND,
  OPTION,
  SLASH_COMMAND,
  type Command,
  type CommandOption,
  type Component,
  type Entered,
  type Form,
  type GivenOption,
  type Message,
} from "./types.js";

/** Somebody in the channel. */
export interface Person {
  id: string;
  name: string;
  /** Address of a picture of ours. */
  avatar: string;
  isBot?: boolean;
}

export const YOU: Person = { id: "1100000000000000010", name: "you", avatar: "/avatars/you.svg" };

const GUILD = "1100000000000000001";
const CHANNELS = { server: "1100000000000000002", dm: "1100000000000000003" } as const;

/** Text channels of the server, of which a form may ask for one. */
export const TEXT_CHANNELS = [
  { id: CHANNELS.server, name: "certifications" },
  { id: "1100000000000000004", name: "moderators" },
];

/** What the bot may do there: see and write, and send embeds and files. */
const PERMISSIONS = 117_760n;

/** "Bitwise Permission Flags": to manage the server. */
const MANAGE_GUILD = 1n << 5n;

/** 25 MiB. */
const ATTACHMENT_SIZE_LIMIT = 26_214_400;

/** A message as Discord keeps it. */
export interface WholeMessage extends Message {
  id: string;
  author: Person;
  at: Date;
}

/** A command, with what was given for its options. */
export function commandInteraction(me: Me, view: View, command: Command, options: GivenOption[]): object {
  const data = { id: command.id, type: SLASH_COMMAND, ...nested(command, options) };
  return interaction(me, view, INTERACTION.command, data);
}

/** The same while an option is being typed: the one that is `focused`. */
export function autocompleteInteraction(me: Me, view: View, command: Command, options: GivenOption[]): object {
  const data = { id: command.id, type: SLASH_COMMAND, ...nested(command, options) };
  return interaction(me, view, INTERACTION.autocomplete, data);
}

/** A command of a message's menu. */
export function menuInteraction(me: Me, view: View, command: Command, target: WholeMessage): object {
  const messages = { [target.id]: messageObject(view, target) };
  const data = {
    id: command.id,
    name: command.name,
    type: MESSAGE_COMMAND,
    target_id: target.id,
    resolved: { messages },
  };
  return interaction(me, view, INTERACTION.command, data);
}

/** The press of a button, or a choice in a select. */
export function componentInteraction(
  me: Me,
  view: View,
  on: WholeMessage,
  component: Component,
  values?: string[],
): object {
  const data = { custom_id: component.custom_id, component_type: component.type, ...(values && { values }) };
  return { ...interaction(me, view, INTERACTION.component, data), message: messageObject(view, on) };
}

/** A form that is sent; `on`: the message whose button opened it. */
export function formInteraction(me: Me, view: View, form: Form, entered: Entered[], on?: WholeMessage): object {
  const components = entered.map((it, index) => ({
    type: COMPONENT.label,
    id: 2 * index + 1,
    component: { ...it, id: 2 * index + 2 },
  }));
  const data = { custom_id: form.custom_id, components };
  return {
    ...interaction(me, view, INTERACTION.form, data),
    ...(on && { message: messageObject(view, on) }),
  };
}

/** Words that somebody says in the channel, as the bot hears them. */
export function spokenMessage(me: Me, view: View, message: WholeMessage): object {
  const mentions = message.content?.includes(`<@${me.bot_user_id}>`) ? [bot(me)] : [];
  const member = view.place === "server" ? { guild_id: GUILD, member: withoutUser(view) } : {};
  return { ...messageObject(view, message), ...member, mentions: mentions.map(user) };
}

/** The value of an option as its type has it; `undefined` where it is none. */
export function givenOption(option: CommandOption, text: string): GivenOption | undefined {
  const { name, type } = option;
  if (type === OPTION.truth) {
    if (/^(true|1|yes)$/i.test(text)) return { name, type, value: true };
    return /^(false|0|no)$/i.test(text) ? { name, type, value: false } : undefined;
  }
  if (type !== OPTION.integer && type !== OPTION.number) return text === "" ? undefined : { name, type, value: text };
  const number = Number(text);
  const fits = text.trim() !== "" && (type === OPTION.integer ? Number.isSafeInteger(number) : Number.isFinite(number));
  return fits ? { name, type, value: number } : undefined;
}

/** The bot as somebody in the channel. */
export function bot(me: Me): Person {
  return { id: me.bot_user_id, name: me.name, avatar: "/avatars/certguide.svg", isBot: true };
}

function interaction(me: Me, view: View, type: number, data: object): object {
  const id = snowflake();
  const isServer = view.place === "server";
  const channel = {
    id: CHANNELS[view.place],
    type: isServer ? 0 : 1,
    ...(isServer && { guild_id: GUILD, name: "certifications" }),
  };
  const where = isServer
    ? {
        guild_id: GUILD,
        guild: { id: GUILD, locale: "en-US", features: [] },
        guild_locale: "en-US",
        member: { ...withoutUser(view), user: user(YOU) },
      }
    : { user: user(YOU) };
  return {
    id,
    application_id: me.application_id,
    type,
    token: `preview-${id}`,
    version: 1,
    data,
    channel,
    channel_id: channel.id,
    ...where,
    context: isServer ? 0 : 1,
    authorizing_integration_owners: { 0: isServer ? GUILD : "0" },
    locale: view.locale,
    app_permissions: PERMISSIONS.toString(),
    entitlements: [],
    attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
  };
}

function messageObject(view: View, message: WholeMessage): object {
  const { id, author, at, content, embeds, components, flags } = message;
  return {
    id,
    type: 0,
    channel_id: CHANNELS[view.place],
    author: user(author),
    content: content ?? "",
    timestamp: at.toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: embeds ?? [],
    components: components ?? [],
    pinned: false,
    flags: flags ?? 0,
  };
}

function user({ id, name, isBot }: Person): object {
  return { id, username: name, global_name: name, discriminator: "0", avatar: null, bot: isBot === true };
}

function withoutUser(view: View): object {
  return {
    roles: [],
    joined_at: "2026-01-01T00:00:00.000Z",
    deaf: false,
    mute: false,
    flags: 0,
    permissions: (view.mayManage ? PERMISSIONS | MANAGE_GUILD : PERMISSIONS).toString(),
  };
}

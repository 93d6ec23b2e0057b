// What the page says to its server and hears from it.

import type { Callback, Command } from "./discord/types.js";

/** Who the bot is. */
export interface Me {
  application_id: string;
  bot_user_id: string;
  name: string;
  version: string;
  /** Whether the settings let it answer mentions on Discord. */
  mentions: boolean;
}

/** A file that goes along with an answer. */
export interface AnswerFile {
  name: string;
  media_type: string;
  base64: string;
  /** The same as SVG, whose parts can be touched, where it is a picture of certifications. */
  svg?: Drawing;
}

/** A picture as SVG, for either theme. */
export interface Drawing {
  light: string;
  dark: string;
}

/** What came back for one interaction or message. */
export interface Answer {
  /** `null`: the bot says nothing. */
  callback: Callback | null;
  /** Exactly what Discord would get. */
  json: string;
  content_type: string;
  files: AnswerFile[];
  command: string;
  decision: string;
  micros: number;
  /** Of the knowledge that it was answered from. */
  revision: number;
}

/** What the knowledge folder holds, and how that changed. */
export interface Knowledge {
  /** Of what answers. */
  revision: number;
  place: string;
  watched: boolean;
  certifications: number;
  errors: number;
  warnings: number;
  /** As `certguide check` prints it; empty where nothing is wrong. */
  diagnostics: string;
  summary: string;
  /** What answers: this, what was there before its errors, or the copy in the program. */
  serving: "current" | "last good" | "built in";
  /** `null`: what answers is the same as before. */
  change: KnowledgeChange | null;
}

export interface KnowledgeChange {
  files: string[];
  added: string[];
  removed: string[];
  changed: string[];
  /** E.g. `+1 −0 ~2`. */
  text: string;
}

/** The server did not answer, or not as it should. */
export class ServerError extends Error {}

export const fetchMe = (): Promise<Me> => get("/api/me");
export const fetchCommands = (): Promise<Command[]> => get("/api/commands");
export const sendInteraction = (it: object): Promise<Answer> => post("/api/interactions", it);
export const sendMessage = (it: object): Promise<Answer> => post("/api/messages", it);

/**
 * Tells of the knowledge folder, now and at each change; and whether the server is there. Not while
 * nobody looks: a browser keeps six connections to a server, and each page would hold one.
 */
export function watchKnowledge(told: (it: Knowledge) => void, connected: (it: boolean) => void): void {
  let events: EventSource | undefined;
  const follow = (): void => {
    if (document.hidden) {
      events?.close();
      events = undefined;
      return;
    }
    if (events !== undefined) return;
    events = new EventSource("/api/events");
    events.addEventListener("knowledge", (event) => told(JSON.parse(event.data) as Knowledge));
    events.addEventListener("open", () => connected(true));
    events.addEventListener("error", () => connected(false));
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

function get<T>(path: string): Promise<T> {
  return read<T>(fetch(path));
}

function post<T>(path: string, body: object): Promise<T> {
  const headers = { "content-type": "application/json" };
  return read<T>(fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function read<T>(request: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await request;
  } catch {
    throw new ServerError("certguide preview does not answer. Is it still running?");
  }
  if (response.ok) return (await response.json()) as T;
  const said = (await response.json().catch(() => ({}))) as { error?: string };
  throw new ServerError(said.error ?? `certguide preview answers ${response.status}`);
}

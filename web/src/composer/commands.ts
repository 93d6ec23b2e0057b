// Finding a command by what has been typed of it.

import { SLASH_COMMAND, type Command } from "../discord/types.js";

/** The slash commands that `typed` may become, names that begin so first. */
export function matchingCommands(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase();
  const slash = commands.filter((it) => (it.type ?? SLASH_COMMAND) === SLASH_COMMAND);
  const begins = slash.filter((it) => it.name.startsWith(words));
  const holds = slash.filter((it) => !begins.includes(it) && it.name.includes(words));
  return [...begins, ...holds];
}

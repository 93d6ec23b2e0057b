// Commands of several words: Discord lists them as subcommands of one command, people type them as
// `/my list`, and so they are single commands to the rest of the page.

import { OPTION, SLASH_COMMAND, type Command, type CommandOption, type GivenOption } from "./types.js";

/** All that can be typed or chosen, from what Discord lists. */
export function flattened(listed: readonly Command[]): Command[] {
  return listed.flatMap((command) => below(command, command.name, command.options ?? []) ?? [command]);
}

/** The commands below one; `undefined`: it has none, and is one itself. */
function below(command: Command, name: string, options: readonly CommandOption[]): Command[] | undefined {
  const subcommands = options.filter((it) => it.type === OPTION.subcommand || it.type === OPTION.group);
  if (subcommands.length === 0) return undefined;
  return subcommands.flatMap((it): Command[] => {
    const full = `${name} ${it.name}`;
    const whole = { ...command, name: full, description: it.description, options: it.options ?? [] };
    return below(command, full, it.options ?? []) ?? [whole];
  });
}

/** Name and options of a command as an interaction has them. */
export function nested(command: Command, given: GivenOption[]): { name: string; options: GivenOption[] } {
  const isTyped = (command.type ?? SLASH_COMMAND) === SLASH_COMMAND;
  const [name = "", ...words] = isTyped ? command.name.split(" ") : [command.name];
  let options = given;
  let type: number = OPTION.subcommand;
  for (const word of words.reverse()) {
    options = [{ name: word, type, options }];
    type = OPTION.group;
  }
  return { name, options };
}

/** Whether somebody is shown it: what is for moderators is not there for others. */
export function isShown(command: Command, mayManage: boolean): boolean {
  return mayManage || (command.default_member_permissions ?? null) === null;
}

// The text of a call, which a button carries as its id: `cert certification:pcpp2 view:exam`.

/** A command's name and what was given. */
export interface Call {
  name: string;
  /** In the order given; a nameless value stands for options in their order. */
  options: { name?: string; value: string }[];
}

/** Reads the text of a call; `undefined` where it is none. */
export function readCall(text: string): Call | undefined {
  const word = /\s*(?:([a-z0-9_-]+):(?=\S))?(?:"((?:\\.|[^"\\])*)"|([^\s"]+))(?=\s|$)/sy;
  const words: { name?: string; value: string }[] = [];
  while (text.slice(word.lastIndex).trim() !== "") {
    const found = word.exec(text);
    if (found === null) return undefined;
    const [, name, quoted, plain = ""] = found;
    const value = quoted?.replace(/\\(.)/gs, "$1") ?? plain;
    words.push({ ...(name !== undefined && { name }), value });
  }
  const [command, ...options] = words;
  return command && command.name === undefined ? { name: command.value, options } : undefined;
}

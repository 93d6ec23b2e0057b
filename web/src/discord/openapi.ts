// What Discord's OpenAPI document says of an answer.

import * as schemas from "discord-schemas";
import type { Callback } from "./types.js";
import { CALLBACK } from "./types.js";

/** One thing that the document does not allow. */
export interface Violation {
  /** Where in the JSON, e.g. `/data/embeds/0/title`. */
  path: string;
  /** E.g. `must NOT have more than 256 characters`. */
  problem: string;
}

export interface Verdict {
  /** The name of the schema that it was held against. */
  schema: string;
  /** Empty: it is valid. */
  violations: Violation[];
}

/** Holds an answer against what Discord takes in its place. */
export function judge(callback: Callback): Verdict {
  if (callback.type === CALLBACK.message) {
    return { schema: "MessageCreateRequest", violations: check(schemas.message, callback.data) };
  }
  const [schema, validate] = schemaOf(callback.type);
  return { schema, violations: check(validate, callback) };
}

function schemaOf(type: number): [string, schemas.Validate] {
  switch (type) {
    case CALLBACK.pong: return ["PongInteractionCallbackRequest", schemas.pong];
    case CALLBACK.later:
    case CALLBACK.update: return ["UpdateMessageInteractionCallbackRequest", schemas.update];
    case CALLBACK.suggestions: return ["ApplicationCommandAutocompleteCallbackRequest", schemas.suggestions];
    case CALLBACK.form: return ["ModalInteractionCallbackRequest", schemas.form];
    default: return ["CreateMessageInteractionCallbackRequest", schemas.reply];
  }
}

function check(validate: schemas.Validate, value: unknown): Violation[] {
  if (validate(value)) return [];
  const told = new Set<string>();
  return meant(validate.errors ?? []).flatMap((error) => {
    const { allowedValues, additionalProperty } = error.params;
    const which = allowedValues ?? additionalProperty;
    const problem = `${error.message ?? error.keyword}${which === undefined ? "" : `: ${[which].flat().join(", ")}`}`;
    const line = `${error.instancePath} ${problem}`;
    if (told.has(line)) return [];
    told.add(line);
    return [{ path: error.instancePath, problem }];
  });
}

/**
 * The errors of the schema that was meant. Where the document allows one of several, each of them
 * has complained; which one was meant is told by `type`.
 */
function meant(errors: schemas.SchemaError[]): schemas.SchemaError[] {
  const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
  const owner = (error: schemas.SchemaError): string => /schemas\/(\w+)/.exec(error.schemaPath)?.[1] ?? "";
  const others = errors
    .filter((it) => it.schemaPath.endsWith("/properties/type/enum"))
    .map((it) => ({ schema: owner(it), place: it.instancePath.replace(/\/type$/, "") }));
  const left = errors.filter((error) => {
    const isNull = error.keyword === "type" && error.params.type === "null";
    return !isNull && !others.some((it) => it.schema === owner(error) && within(error.instancePath, it.place));
  });
  const isChoice = (error: schemas.SchemaError): boolean => ["oneOf", "anyOf"].includes(error.keyword);
  const reasons = left.filter((it) => !isChoice(it));
  const result = left.filter((it) => !isChoice(it) || !reasons.some((more) => within(more.instancePath, it.instancePath)));
  return result.length > 0 ? result : errors;
}

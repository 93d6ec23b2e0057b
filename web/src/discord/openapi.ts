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
    case CALLBACK.pong:
      return ["PongInteractionCallbackRequest", schemas.pong];
    case CALLBACK.later:
    case CALLBACK.update:
      return ["UpdateMessageInteractionCallbackRequest", schemas.update];
    case CALLBACK.suggestions:
      return ["ApplicationCommandAutocompleteCallbackRequest", schemas.suggestions];
    case CALLBACK.form:
      return ["ModalInteractionCallbackRequest", schemas.form];
    default:
      return ["CreateMessageInteractionCallbackRequest", schemas.reply];
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

/** Without what only says that something else was allowed as well: `null`, or another shape. */
function meant(errors: schemas.SchemaError[]): schemas.SchemaError[] {
  const isChoice = (it: schemas.SchemaError): boolean => ["oneOf", "anyOf", "if"].includes(it.keyword);
  const isNull = (it: schemas.SchemaError): boolean => it.keyword === "type" && it.params.type === "null";
  const reasons = errors.filter((it) => !isChoice(it) && !isNull(it));
  const isExplained = (it: schemas.SchemaError): boolean =>
    reasons.some(({ instancePath: path }) => path === it.instancePath || path.startsWith(`${it.instancePath}/`));
  return [...reasons, ...errors.filter((it) => isChoice(it) && !isExplained(it))];
}

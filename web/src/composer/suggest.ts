// Suggestions for an option, from the code that answers Discord.

import { sendInteraction, ServerError } from "../api.js";
import type { Conversation } from "../conversation.js";
import { autocompleteInteraction, givenOption } from "../discord/interactions.js";
import { judge } from "../discord/openapi.js";
import { OPTION, type GivenOption } from "../discord/types.js";
import type { Suggest } from "./form.js";

/** Asks for suggestions, and keeps what came for the JSON panel. */
export function suggester({ me, state }: Conversation): Suggest {
  return async (command, given, focused) => {
    const named = [...given, focused].flatMap(({ name, value }): GivenOption[] => {
      const option = command.options?.find((it) => it.name === name);
      if (option === undefined) return [];
      if (name === focused.name) return [{ name, type: OPTION.text, value, focused: true }];
      const sent = givenOption(option, value);
      return sent ? [sent] : [];
    });
    const request = autocompleteInteraction(me, state.view, command, named);
    try {
      const answer = await sendInteraction(request);
      const choices = answer.callback?.data?.choices ?? [];
      state.suggestions = {
        title: `/${command.name} ${focused.name}: ${focused.value}…`,
        request,
        answer,
        verdict: answer.callback ? judge(answer.callback) : undefined,
        again: () => sendInteraction(request),
      };
      state.changed("suggestions");
      return { choices, note: `${choices.length} of at most 25 · ${answer.micros.toLocaleString("en")} µs` };
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      return { choices: [], note: error.message };
    }
  };
}

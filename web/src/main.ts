// The page: puts its parts together and lets them know of each other.

import "../css/app.css";
import "./look/library.js";
import { PRIVATE, readAddress, type Ask, type View } from "./address.js";
import { fetchCommands, fetchMe, ServerError, watchKnowledge, type Knowledge } from "./api.js";
import { Channel } from "./channel.js";
import { Composer } from "./composer/composer.js";
import { Conversation } from "./conversation.js";
import { suggester } from "./composer/suggest.js";
import { flattened, isShown } from "./discord/commands.js";
import { byId, make } from "./dom.js";
import { openForm } from "./form.js";
import { History } from "./history.js";
import { earlier } from "./members.js";
import { Inspector } from "./panels/inspector.js";
import { GOES_ON, KnowledgePanel } from "./panels/knowledge.js";
import { Switches } from "./panels/switches.js";
import { Tabs } from "./panels/tabs.js";
import { State, type Entry } from "./state.js";

/** Says something to those who listen rather than look, and for a moment to the others. */
function tell(words: string): void {
  byId("said").textContent = words;
}

async function start(): Promise<void> {
  const [me, listed] = await Promise.all([fetchMe(), fetchCommands()]);
  const commands = flattened(listed);
  const state = new State(readAddress(location.hash, commands).view);
  state.channels.server.push(...earlier(new Date()));
  const conversation = new Conversation(me, commands, state, {
    tell,
    fillIn: (form, send) =>
      openForm(form, { send: (entered) => void asked(send(entered)), leave: () => composer.focus() }),
  });
  const tabs = new Tabs();

  const showJson = (entry: Entry | undefined): void => {
    // What is wrong with the files stays in sight.
    if (entry?.exchange && (state.knowledge?.errors ?? 0) === 0) tabs.offer("json");
  };
  const asked = async (answer: Promise<Entry | undefined>): Promise<void> => {
    const entry = await answer;
    if (entry?.ask) history.push(entry.ask, entry);
    showJson(entry);
  };

  const composer = new Composer(me, commands, {
    say: (text) => void asked(conversation.say(text)),
    command: (name, options) => void asked(conversation.command(name, options)),
    suggest: suggester(conversation),
    isShown: (command) => isShown(command, state.view.place === "server" && state.view.mayManage),
    leave: () => channel.focusLast(),
  });
  const channel = new Channel(me, commands, state, conversation, {
    write: () => composer.focus(),
    showJson: () => tabs.open("json"),
    asked: (answer) => void asked(answer),
  });

  const look = (view: View): void => {
    state.view = view;
    document.documentElement.dataset.theme = view.theme;
    document.documentElement.dataset.width = view.width;
    composer.describe(view.place === "dm" ? `@${me.name}` : "#certifications");
    state.changed("view");
  };
  const run = async (ask: Ask): Promise<void> => {
    const entry = await conversation.run(ask);
    history.keep(entry);
    showJson(entry);
  };
  const history = new History(commands, state, (view, ask, shown) => {
    look(view);
    if (shown !== undefined) {
      state.select(shown);
      channel.reveal(shown);
    } else if (ask !== undefined) void run(ask);
  });
  new Switches(state, (part) => {
    const ask = "isPrivate" in part ? leftToSwitch(history.ask) : history.ask;
    const isAskedAnew = ["place", "isPrivate", "mayManage", "locale"].some((it) => it in part);
    look({ ...state.view, ...part });
    history.push(ask, state.selected);
    // The link has to show what is seen: the same, asked from there.
    if (ask !== undefined && isAskedAnew) void run(ask);
  });
  new Inspector(state);
  new KnowledgePanel(state);

  follow(state, tabs, conversation);
  byId("version").textContent = me.version;
  history.begin();
  composer.focus();
  document.body.removeAttribute("aria-busy");
}

/** Keeps up with the knowledge folder. */
function follow(state: State, tabs: Tabs, conversation: Conversation): void {
  const told = (knowledge: Knowledge): void => {
    state.isConnected = true;
    if (!state.learn(knowledge)) return;
    if (knowledge.errors > 0) {
      tabs.openBeside("knowledge");
      tell(`There are errors in the knowledge. ${GOES_ON[knowledge.serving]}`);
    } else tell(`The knowledge has changed: ${knowledge.change?.text ?? ""}`);
    if (state.selected) void conversation.refresh(state.selected);
  };
  watchKnowledge(told, (isConnected) => {
    state.isConnected = isConnected;
    state.changed("knowledge");
  });
}

/** The same, where it is the switch that says who sees the answer. */
function leftToSwitch(ask: Ask | undefined): Ask | undefined {
  return ask?.kind === "command" ? { ...ask, options: ask.options.filter((it) => it.name !== PRIVATE) } : ask;
}

start().catch((error: unknown) => {
  const words = error instanceof ServerError ? error.message : "The page could not be started.";
  byId("log").replaceChildren(make("p", { class: "notice bad", role: "alert" }, words));
  if (!(error instanceof ServerError)) throw error;
});

// /_postern/lab: failures that can be built, watched, explained and mended. A run is started here and told step by
// step; what scenarios are and how they are run is not known here.
import { jsonMessage } from "./answer.ts";
import type { EventSink, EventSource } from "./event-streams.ts";
import { jsonObjectIn } from "./json-body.ts";
import type { PosternRoute } from "./postern-route.ts";

export interface LabActions {
  /** Plain data: all scenarios, and the runs that are remembered. */
  list(): Promise<unknown>;
  /** Starts a run; `status` and `body` are the answer: 202 with its id, 404 for no such scenario, 409 while one runs. */
  run(name: string): Promise<{ readonly status: number; readonly body: object }>;
  /** Plain data: a run with its steps so far; undefined when there is none of that id. */
  find(id: string): unknown;
  /** Tells what was done so far and what is done from now on, and ends with the run. Undefined: no such run. */
  follow(id: string): ((sink: EventSink) => EventSource) | undefined;
}

const NAME = /^[a-z0-9-]{1,100}$/;
const RUN = "run-[a-z0-9]{1,32}";

export function labRoutes(lab: LabActions): PosternRoute[] {
  return [
    {
      method: "GET",
      path: /^\/_postern\/lab$/,
      handle: async () => jsonMessage(200, await lab.list()),
    },
    {
      method: "POST",
      path: /^\/_postern\/lab\/run$/,
      handle: async (message) => {
        const name = nameIn(message.body);
        if (name === undefined) {
          return jsonMessage(400, { message: 'The body must be {"name": "…"}' });
        }
        const { status, body } = await lab.run(name);
        return jsonMessage(status, body);
      },
    },
    {
      method: "GET",
      path: new RegExp(`^/_postern/lab/runs/(${RUN})$`),
      handle: async (_message, [, id = ""]) => {
        const run = lab.find(id);
        return run === undefined ? noRun(id) : jsonMessage(200, run);
      },
    },
    {
      method: "GET",
      path: new RegExp(`^/_postern/lab/runs/(${RUN})/stream$`),
      handle: async (_message, [, id = ""]) => {
        const openEvents = lab.follow(id);
        return openEvents === undefined ? noRun(id) : { openEvents };
      },
    },
  ];
}

function noRun(id: string): ReturnType<typeof jsonMessage> {
  return jsonMessage(404, { message: `There is no run ${id}: only the last ones are kept` });
}

function nameIn(body: Uint8Array): string | undefined {
  const name = jsonObjectIn(body)?.["name"];
  return typeof name === "string" && NAME.test(name) ? name : undefined;
}

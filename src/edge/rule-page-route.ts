// GET /_postern/rules/{code}: the page of a rule of the doctor, as it stands in docs/rules. Plain text, so that a browser
// shows it.
import { readFile } from "node:fs/promises";
import { jsonMessage } from "./answer.ts";
import type { PosternRoute } from "./postern-route.ts";

const PAGES = new URL("../../docs/rules/", import.meta.url);

export const rulePageRoute: PosternRoute = {
  method: "GET",
  path: /^\/_postern\/rules\/(PST\d{3})$/,
  handle: async (_message, [, code = ""]) => {
    const text = await readFile(new URL(`${code}.md`, PAGES), "utf8").catch(() => null);
    if (text === null) return jsonMessage(404, { message: `There is no rule ${code}` });
    return {
      status: 200,
      headers: [["Content-Type", "text/plain; charset=utf-8"]],
      body: text,
    };
  },
};

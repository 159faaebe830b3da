// /_postern/console/…: the console's files.
import type { ConsoleFiles } from "./console-files.ts";
import type { PosternRoute } from "./postern-route.ts";

export function consoleRoutes(files: ConsoleFiles): PosternRoute[] {
  return [
    {
      method: "GET",
      path: /^\/_postern(?:\/console)?$/,
      handle: async () => ({
        status: 302,
        headers: [["Location", "/_postern/console/"]],
        body: "",
      }),
    },
    {
      method: "GET",
      path: /^\/_postern\/console\//,
      handle: (message) => files.answer(message),
    },
  ];
}

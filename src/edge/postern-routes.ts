// /_postern/…: what AWS has no call for. A table of method and path; every answer is JSON but the certificate.
import type { HttpRequestMessage, HttpResponseMessage } from "../protocol/http-message.ts";
import { jsonMessage } from "./answer.ts";
import type { WholeRequestHandler } from "./edge-handler.ts";
import type { EndpointsReport } from "./endpoints-report.ts";

export interface PosternActions {
  readonly version: string;
  readonly allowReset: boolean;
  endpoints(requestHost: string): Promise<EndpointsReport>;
  localCaPem(): Promise<string>;
  /** Removes every resource and returns once the data plane has none. */
  reset(): Promise<void>;
  listInstances(): Promise<Record<string, string>>;
  /** Where an instance target is reached; null forgets it. */
  putInstance(instanceId: string, address: string | null): Promise<void>;
}

interface PosternRoute {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (
    message: HttpRequestMessage,
    match: RegExpExecArray,
  ) => Promise<HttpResponseMessage>;
}

const INSTANCE_ID = "i-[0-9a-f]{8,17}";
/** An address or a host name, without a port: the port is the target's. */
const ADDRESS = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|[0-9a-fA-F:]{2,45})$/;

/** Serves /_postern/… by the tables below. */
export function createPosternRoutes(actions: PosternActions): WholeRequestHandler {
  const routes = [...reportRoutes(actions), resetRoute(actions), ...instanceRoutes(actions)];
  return async (message) => {
    let pathKnown = false;
    for (const route of routes) {
      const match = route.path.exec(message.rawPath);
      if (match === null) continue;
      pathKnown = true;
      const method = message.method === "HEAD" ? "GET" : message.method;
      if (route.method === method) return route.handle(message, match);
    }
    return pathKnown
      ? jsonMessage(405, { message: `Method ${message.method} is not allowed here` })
      : jsonMessage(404, { message: `There is nothing at ${message.rawPath}` });
  };
}

function reportRoutes(actions: PosternActions): PosternRoute[] {
  return [
    {
      method: "GET",
      path: /^\/_postern\/health$/,
      handle: async () => jsonMessage(200, { status: "ok", version: actions.version }),
    },
    {
      method: "GET",
      path: /^\/_postern\/endpoints$/,
      handle: async (message) =>
        jsonMessage(200, await actions.endpoints(message.headers.get("host") ?? "localhost")),
    },
    {
      method: "GET",
      path: /^\/_postern\/ca\.pem$/,
      handle: async () => ({
        status: 200,
        headers: [["Content-Type", "application/x-pem-file"]],
        body: await actions.localCaPem(),
      }),
    },
  ];
}

function resetRoute(actions: PosternActions): PosternRoute {
  return {
    method: "POST",
    path: /^\/_postern\/reset$/,
    handle: async () => {
      if (!actions.allowReset) {
        const message = "Reset is only allowed with --ephemeral or --allow-reset";
        return jsonMessage(403, { message });
      }
      await actions.reset();
      return jsonMessage(200, { status: "ok" });
    },
  };
}

function instanceRoutes(actions: PosternActions): PosternRoute[] {
  const onePath = new RegExp(`^/_postern/instances/(${INSTANCE_ID})$`);
  return [
    {
      method: "GET",
      path: /^\/_postern\/instances$/,
      handle: async () => jsonMessage(200, { instances: await actions.listInstances() }),
    },
    {
      method: "PUT",
      path: onePath,
      handle: async (message, [, instanceId = ""]) => {
        const address = addressIn(message.body);
        if (address === undefined) {
          return jsonMessage(400, { message: 'The body must be {"address": "IP or host name"}' });
        }
        await actions.putInstance(instanceId, address);
        return jsonMessage(200, { instanceId, address });
      },
    },
    {
      method: "DELETE",
      path: onePath,
      handle: async (_message, [, instanceId = ""]) => {
        await actions.putInstance(instanceId, null);
        return { status: 204, headers: [], body: "" };
      },
    },
  ];
}

function addressIn(body: Uint8Array): string | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    if (typeof parsed !== "object" || parsed === null || !("address" in parsed)) return undefined;
    const { address } = parsed;
    return typeof address === "string" && ADDRESS.test(address) ? address : undefined;
  } catch {
    return undefined;
  }
}

// /_postern/instances: where targets that are instances are reached.
import { jsonMessage } from "./answer.ts";
import { jsonObjectIn } from "./json-body.ts";
import type { PosternRoute } from "./postern-route.ts";

export interface InstanceActions {
  listInstances(): Promise<Record<string, string>>;
  /** Where an instance target is reached; null forgets it. */
  putInstance(instanceId: string, address: string | null): Promise<void>;
}

const INSTANCE_ID = "i-[0-9a-f]{8,17}";
/** An address or a host name, without a port: the port is the target's. */
const ADDRESS = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|[0-9a-fA-F:]{2,45})$/;

export function instanceRoutes(actions: InstanceActions): PosternRoute[] {
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
  const address = jsonObjectIn(body)?.["address"];
  return typeof address === "string" && ADDRESS.test(address) ? address : undefined;
}

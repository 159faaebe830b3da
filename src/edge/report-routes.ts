// What Postern says of itself: health, where everything can be reached, its certificate authority, and the way back
// to nothing.
import type { TelemetryStatus } from "../telemetry/database/telemetry-store.ts";
import { jsonMessage } from "./answer.ts";
import type { EndpointsReport } from "./endpoints-report.ts";
import type { PosternRoute } from "./postern-route.ts";

export interface ReportActions {
  readonly version: string;
  readonly region: string;
  readonly account: string;
  readonly allowReset: boolean;
  endpoints(requestHost: string): Promise<EndpointsReport>;
  localCaPem(): Promise<string>;
  /** Every authority that private hops trust beside the public roots, the local one among them. */
  trustedCaPems(): Promise<readonly string[]>;
  /** Removes every resource and returns once the data plane has none. */
  reset(): Promise<void>;
}

/** How the keeping of logs, metrics and journeys is; further counts may be among it. */
export type TelemetryHealth = TelemetryStatus & Readonly<Record<string, unknown>>;

/** `telemetryHealth` is null where nothing is kept. */
export function reportRoutes(
  actions: ReportActions,
  telemetryHealth: (() => Promise<TelemetryHealth>) | null,
): PosternRoute[] {
  return [
    {
      method: "GET",
      path: /^\/_postern\/health$/,
      handle: async () => jsonMessage(200, await health(actions.version, telemetryHealth)),
    },
    {
      method: "GET",
      path: /^\/_postern\/about$/,
      handle: async () => {
        const { version, region, account } = actions;
        return jsonMessage(200, { version, region, account });
      },
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
    {
      method: "GET",
      path: /^\/_postern\/trusted\.pem$/,
      handle: async () => ({
        status: 200,
        headers: [["Content-Type", "application/x-pem-file"]],
        body: (await actions.trustedCaPems()).join("\n"),
      }),
    },
    resetRoute(actions),
  ];
}

/** Traffic goes on when nothing can be written: 200 all the same, but "degraded". */
async function health(
  version: string,
  telemetryHealth: (() => Promise<TelemetryHealth>) | null,
): Promise<unknown> {
  if (telemetryHealth === null) return { status: "ok", version };
  const telemetry = await telemetryHealth();
  return { status: telemetry.writable ? "ok" : "degraded", version, telemetry };
}

function resetRoute(actions: ReportActions): PosternRoute {
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

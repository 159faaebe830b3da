// /_postern/…: what AWS has no call for. A table of method and path; every answer is JSON but the certificate, the
// figures for Prometheus and the streams.
import { jsonMessage } from "./answer.ts";
import type { ConsoleFiles } from "./console-files.ts";
import { consoleRoutes } from "./console-routes.ts";
import { doctorRoutes, type DoctorActions } from "./doctor-routes.ts";
import { instanceRoutes, type InstanceActions } from "./instance-routes.ts";
import { journeyRoutes, type JourneyActions } from "./journey-routes.ts";
import { labRoutes, type LabActions } from "./lab-routes.ts";
import { logRoutes, type RequestActions } from "./log-routes.ts";
import { metricsRoute, type PrometheusActions } from "./metrics-route.ts";
import type { PosternHandler, PosternRoute } from "./postern-route.ts";
import { QueryError } from "./query-parameters.ts";
import { rulePageRoute } from "./rule-page-route.ts";
import { reportRoutes, type ReportActions, type TelemetryHealth } from "./report-routes.ts";

/** What is known of the traffic. */
export interface TelemetryActions {
  readonly journeys: JourneyActions;
  readonly requests: RequestActions;
  readonly prometheus: PrometheusActions;
  health(): Promise<TelemetryHealth>;
}

export interface PosternActions extends ReportActions, InstanceActions {
  /** Null where nothing is known: then there are no such routes. */
  readonly telemetry: TelemetryActions | null;
  /** Null where there is no console. */
  readonly console: ConsoleFiles | null;
  /** Left out or null where nobody can examine. */
  readonly doctor?: DoctorActions | null;
  /** Left out or null where there is no lab. */
  readonly lab?: LabActions | null;
}

/** Serves /_postern/… by the tables of each group. */
export function createPosternRoutes(actions: PosternActions): PosternHandler {
  const { telemetry } = actions;
  const health = telemetry === null ? null : () => telemetry.health();
  const { doctor = null, lab = null } = actions;
  const routes = [
    ...reportRoutes(actions, health),
    ...instanceRoutes(actions),
    ...(doctor === null ? [] : doctorRoutes(doctor)),
    ...(lab === null ? [] : labRoutes(lab)),
    ...(telemetry === null ? [] : telemetryRoutes(telemetry)),
    rulePageRoute,
    ...(actions.console === null ? [] : consoleRoutes(actions.console)),
  ];
  return async (message) => {
    let pathKnown = false;
    for (const route of routes) {
      const match = route.path.exec(message.rawPath);
      if (match === null) continue;
      pathKnown = true;
      const method = message.method === "HEAD" ? "GET" : message.method;
      if (route.method !== method) continue;
      try {
        return await route.handle(message, match);
      } catch (cause) {
        if (cause instanceof QueryError) return jsonMessage(400, { message: cause.message });
        throw cause;
      }
    }
    return pathKnown
      ? jsonMessage(405, { message: `Method ${message.method} is not allowed here` })
      : jsonMessage(404, { message: `There is nothing at ${message.rawPath}` });
  };
}

function telemetryRoutes(telemetry: TelemetryActions): PosternRoute[] {
  return [
    ...journeyRoutes(telemetry.journeys),
    ...logRoutes(telemetry.requests),
    metricsRoute(telemetry.prometheus),
  ];
}

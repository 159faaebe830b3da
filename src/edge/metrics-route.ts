// GET /_postern/metrics: all figures as Prometheus reads them.
import type { PosternRoute } from "./postern-route.ts";

export interface PrometheusActions {
  readonly contentType: string;
  render(): Promise<string>;
}

export function metricsRoute(prometheus: PrometheusActions): PosternRoute {
  return {
    method: "GET",
    path: /^\/_postern\/metrics$/,
    handle: async () => ({
      status: 200,
      headers: [
        ["Content-Type", prometheus.contentType],
        ["Cache-Control", "no-store"],
      ],
      body: await prometheus.render(),
    }),
  };
}

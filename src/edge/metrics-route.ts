// GET /_postern/metrics: all figures as Prometheus reads them.
import type { PosternRoute } from "./postern-route.ts";

export interface PrometheusActions {
  page(): Promise<{ readonly contentType: string; render(): Promise<string> }>;
}

export function metricsRoute(prometheus: PrometheusActions): PosternRoute {
  return {
    method: "GET",
    path: /^\/_postern\/metrics$/,
    handle: async () => {
      const page = await prometheus.page();
      return {
        status: 200,
        headers: [
          ["Content-Type", page.contentType],
          ["Cache-Control", "no-store"],
        ],
        body: await page.render(),
      };
    },
  };
}

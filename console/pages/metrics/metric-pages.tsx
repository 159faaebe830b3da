// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const metricPages: RouteObject[] = [
  {
    path: "metrics",
    lazy: async () => ({ Component: (await import("./metrics-page.tsx")).MetricsPage }),
  },
  {
    path: "metrics/alarms",
    lazy: async () => ({ Component: (await import("./alarm-list.tsx")).AlarmList }),
  },
  {
    path: "metrics/alarms/create",
    lazy: async () => ({ Component: (await import("./create-alarm.tsx")).CreateAlarm }),
  },
  {
    path: "metrics/alarms/named/:name",
    lazy: async () => ({ Component: (await import("./alarm-detail.tsx")).AlarmDetail }),
  },
];

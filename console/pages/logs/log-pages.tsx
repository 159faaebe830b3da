// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const logPages: RouteObject[] = [
  {
    path: "logs",
    lazy: async () => ({ Component: (await import("./group-list.tsx")).GroupList }),
  },
  {
    path: "logs/insights",
    lazy: async () => ({ Component: (await import("./insights.tsx")).Insights }),
  },
  {
    path: "logs/:group",
    lazy: async () => ({ Component: (await import("./group-detail.tsx")).GroupDetail }),
  },
  {
    path: "logs/:group/:stream",
    lazy: async () => ({ Component: (await import("./stream-detail.tsx")).StreamDetail }),
  },
];

// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const usagePlanPages: RouteObject[] = [
  {
    path: "usage-plans",
    lazy: async () => ({ Component: (await import("./usage-plan-list.tsx")).UsagePlanList }),
  },
  {
    path: "usage-plans/create",
    lazy: async () => ({ Component: (await import("./create-usage-plan.tsx")).CreateUsagePlan }),
  },
  {
    path: "usage-plans/:planId",
    lazy: async () => ({ Component: (await import("./usage-plan-detail.tsx")).UsagePlanDetail }),
  },
];

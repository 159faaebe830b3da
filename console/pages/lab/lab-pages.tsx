// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const labPages: RouteObject[] = [
  {
    path: "lab",
    lazy: async () => ({ Component: (await import("./lab-page.tsx")).LabPage }),
  },
  {
    path: "lab/:name",
    lazy: async () => ({ Component: (await import("./scenario-page.tsx")).ScenarioPage }),
  },
];

// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const homePages: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./home.tsx")).Home }) },
];

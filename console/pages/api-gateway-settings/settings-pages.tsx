// The page of this section and its address.
import type { RouteObject } from "react-router";

export const settingsPages: RouteObject[] = [
  {
    path: "settings",
    lazy: async () => ({ Component: (await import("./settings-page.tsx")).SettingsPage }),
  },
];

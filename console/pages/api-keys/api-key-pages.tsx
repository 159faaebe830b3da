// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const apiKeyPages: RouteObject[] = [
  {
    path: "api-keys",
    lazy: async () => ({ Component: (await import("./api-key-list.tsx")).ApiKeyList }),
  },
  {
    path: "api-keys/create",
    lazy: async () => ({ Component: (await import("./create-api-key.tsx")).CreateApiKey }),
  },
  {
    path: "api-keys/:keyId",
    lazy: async () => ({ Component: (await import("./api-key-detail.tsx")).ApiKeyDetail }),
  },
];

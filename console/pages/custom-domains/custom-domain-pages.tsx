// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const customDomainPages: RouteObject[] = [
  {
    path: "custom-domains",
    lazy: async () => ({ Component: (await import("./custom-domain-list.tsx")).CustomDomainList }),
  },
  {
    path: "custom-domains/create",
    lazy: async () => ({
      Component: (await import("./create-custom-domain.tsx")).CreateCustomDomain,
    }),
  },
  {
    // Not the name alone: an address that ends with ".com" is a file's.
    path: "custom-domains/:domainName/mappings",
    lazy: async () => ({
      Component: (await import("./custom-domain-detail.tsx")).CustomDomainDetail,
    }),
  },
];

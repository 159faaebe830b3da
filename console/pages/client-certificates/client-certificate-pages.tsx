// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const clientCertificatePages: RouteObject[] = [
  {
    path: "client-certificates",
    lazy: async () => ({
      Component: (await import("./client-certificate-list.tsx")).ClientCertificateList,
    }),
  },
  {
    path: "client-certificates/:certificateId",
    lazy: async () => ({
      Component: (await import("./client-certificate-detail.tsx")).ClientCertificateDetail,
    }),
  },
];

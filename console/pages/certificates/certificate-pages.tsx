// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const certificatePages: RouteObject[] = [
  {
    path: "certificates",
    lazy: async () => ({ Component: (await import("./certificate-list.tsx")).CertificateList }),
  },
  {
    path: "certificates/request",
    lazy: async () => ({
      Component: (await import("./request-certificate.tsx")).RequestCertificate,
    }),
  },
  {
    path: "certificates/import",
    lazy: async () => ({
      Component: (await import("./import-certificate.tsx")).ImportCertificate,
    }),
  },
  {
    path: "certificates/:arn",
    lazy: async () => ({
      Component: (await import("./certificate-detail.tsx")).CertificateDetail,
    }),
  },
];

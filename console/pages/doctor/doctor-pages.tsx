// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const doctorPages: RouteObject[] = [
  {
    path: "doctor",
    lazy: async () => ({ Component: (await import("./doctor-page.tsx")).DoctorPage }),
  },
  {
    path: "doctor/:code/:resourceId",
    lazy: async () => ({ Component: (await import("./finding-detail.tsx")).FindingDetail }),
  },
];

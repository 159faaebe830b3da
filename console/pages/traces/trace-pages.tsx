// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

const detail = async () => ({ Component: (await import("./trace-detail.tsx")).TraceDetail });

export const tracePages: RouteObject[] = [
  {
    path: "traces",
    lazy: async () => ({ Component: (await import("./trace-list.tsx")).TraceList }),
  },
  {
    path: "traces/requests",
    lazy: async () => ({ Component: (await import("./trace-list.tsx")).TraceRequests }),
  },
  {
    path: "traces/send",
    lazy: async () => ({ Component: (await import("./send-request.tsx")).SendRequest }),
  },
  { path: "traces/by-request/:requestId", lazy: detail },
  { path: "traces/:id", lazy: detail },
];

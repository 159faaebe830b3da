// Every page and its address. A page's code is loaded when it is first shown; each section lists its own pages.
import { createBrowserRouter, type RouteObject } from "react-router";
import { settingsPages } from "../pages/api-gateway-settings/settings-pages.tsx";
import { apiKeyPages } from "../pages/api-keys/api-key-pages.tsx";
import { apiPages } from "../pages/apis/api-pages.tsx";
import { restApiPages } from "../pages/apis-rest/rest-api-pages.tsx";
import { certificatePages } from "../pages/certificates/certificate-pages.tsx";
import { clientCertificatePages } from "../pages/client-certificates/client-certificate-pages.tsx";
import { customDomainPages } from "../pages/custom-domains/custom-domain-pages.tsx";
import { doctorPages } from "../pages/doctor/doctor-pages.tsx";
import { homePages } from "../pages/home/home-pages.tsx";
import { labPages } from "../pages/lab/lab-pages.tsx";
import { loadBalancerPages } from "../pages/load-balancers/load-balancer-pages.tsx";
import { logPages } from "../pages/logs/log-pages.tsx";
import { metricPages } from "../pages/metrics/metric-pages.tsx";
import { tracePages } from "../pages/traces/trace-pages.tsx";
import { usagePlanPages } from "../pages/usage-plans/usage-plan-pages.tsx";
import { vpcLinkPages } from "../pages/vpc-links/vpc-link-pages.tsx";
import { AppShell } from "./app-shell.tsx";
import { NotFound } from "./not-found.tsx";

const pages: RouteObject[] = [
  ...homePages,
  ...apiPages,
  ...restApiPages,
  ...customDomainPages,
  ...vpcLinkPages,
  ...usagePlanPages,
  ...apiKeyPages,
  ...clientCertificatePages,
  ...settingsPages,
  ...loadBalancerPages,
  ...certificatePages,
  ...metricPages,
  ...logPages,
  ...tracePages,
  ...doctorPages,
  ...labPages,
  { path: "*", element: <NotFound /> },
];

export const router = createBrowserRouter([{ element: <AppShell />, children: pages }], {
  basename: "/_postern/console",
});

// The matchers alone: how long 10,000 routes and 1,000 rules take to build, in all and in the slice that holds up
// traffic longest, and what one match costs then.
import { systemClock } from "../src/base/clock.ts";
import { RuleMatcherBuilder } from "../src/balancer/alb/rule-matcher.ts";
import { RouteMatcherBuilder } from "../src/gateway/http-api/route-matcher.ts";
import type { RouteSnapshot, RuleSnapshot } from "../src/store/snapshots.ts";
import { median } from "./load.ts";

const ROUTES = 10_000;
const RULES = 1000;
const SLICE_MS = 5;
const BUILDS = 9;
const MATCHES = 200_000;

export function measureMatchers(): void {
  const routes = Array.from({ length: ROUTES }, (_, index) => route(index));
  report(`${ROUTES} routes`, () => {
    const builder = new RouteMatcherBuilder(routes, systemClock);
    return (deadlineMs) => builder.step(deadlineMs) !== null;
  });
  const rules = Array.from({ length: RULES }, (_, index) => rule(index));
  report(`${RULES} rules`, () => {
    const builder = new RuleMatcherBuilder(rules, systemClock, console.warn);
    return (deadlineMs) => builder.step(deadlineMs);
  });
  const matcher = new RouteMatcherBuilder(routes, systemClock).step(Infinity);
  const startedAt = performance.now();
  let found = 0;
  for (let i = 0; i < MATCHES; i++) {
    const path = `/service-${i % 100}/items/${i % ROUTES}/parts/7`;
    if (matcher?.match("GET", path) !== null) found++;
  }
  const nanoseconds = ((performance.now() - startedAt) * 1e6) / MATCHES;
  console.log(`A match among ${ROUTES} routes: ${nanoseconds.toFixed(0)} ns (${found} found)`);
}

/** Builds several times and prints medians; `start` returns what does one slice and says whether it is over. */
function report(what: string, start: () => (deadlineMs: number) => boolean): void {
  const totals: number[] = [];
  const slices: number[] = [];
  for (let build = 0; build < BUILDS; build++) {
    const step = start();
    let total = 0;
    let longest = 0;
    for (let done = false; !done;) {
      const startedAt = performance.now();
      done = step(startedAt + SLICE_MS);
      const slice = performance.now() - startedAt;
      total += slice;
      longest = Math.max(longest, slice);
    }
    totals.push(total);
    slices.push(longest);
  }
  console.log(
    `${what} built in ${median(totals).toFixed(1)} ms, longest slice ${median(slices).toFixed(1)} ms ` +
      `(median of ${BUILDS}; bars: 200 and 10)`,
  );
}

function route(index: number): RouteSnapshot {
  return {
    routeId: `r${index}`,
    routeKey: `GET /service-${index % 100}/items/${index}/parts/{part}`,
    integrationId: null,
    authorizationType: "NONE",
    apiKeyRequired: false,
    throttle: null,
    detailedMetrics: false,
  };
}

function rule(index: number): RuleSnapshot {
  const condition = { headerName: "", regexValues: [], pairs: [] };
  return {
    ruleArn: `rule-${index}`,
    priority: index + 1,
    isDefault: false,
    conditions: [
      { ...condition, field: "host-header", values: [`h${index % 50}.example.com`] },
      { ...condition, field: "path-pattern", values: [`/service-${index}/*`] },
    ],
    actions: [
      { type: "fixed-response", statusCode: 200, contentType: "text/plain", messageBody: "" },
    ],
  };
}

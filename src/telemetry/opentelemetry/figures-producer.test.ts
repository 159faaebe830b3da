// The figures of a real page as metrics of OpenTelemetry.
import { emptyResource } from "@opentelemetry/resources";
import { DataPointType } from "@opentelemetry/sdk-metrics";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { expect, test } from "vitest";
import type { PrometheusFigures } from "../metrics/prometheus-page.ts";
import { createFiguresProducer } from "./figures-producer.ts";

test("createFiguresProducer() takes counters, gauges and histograms as prom-client has them", async () => {
  const registers = [new Registry()];
  const requests = { name: "requests_total", help: "Requests", labelNames: ["api"], registers };
  new Counter(requests).inc({ api: "a" }, 2);
  new Gauge({ name: "lag_seconds", help: "Lag", registers }).set(1.5);
  const sizes = new Histogram({ name: "size_bytes", help: "Size", buckets: [10, 100], registers });
  for (const size of [5, 7, 50, 500]) sizes.observe(size);
  const figures = async () =>
    (await registers[0]?.getMetricsAsJSON()) as unknown as PrometheusFigures[];
  const producer = createFiguresProducer(
    { figures },
    { resource: emptyResource(), version: "1.2.3", startedAtMs: 1000, nowMs: () => 2500 },
  );
  const { resourceMetrics, errors } = await producer.collect();
  const times = { startTime: [1, 0], endTime: [2, 500_000_000] };
  expect(errors).toEqual([]);
  expect(resourceMetrics.scopeMetrics[0]?.metrics).toMatchObject([
    {
      descriptor: { name: "requests", description: "Requests", unit: "" },
      dataPointType: DataPointType.SUM,
      isMonotonic: true,
      dataPoints: [{ ...times, attributes: { api: "a" }, value: 2 }],
    },
    {
      descriptor: { name: "lag_seconds", unit: "s" },
      dataPointType: DataPointType.GAUGE,
      dataPoints: [{ value: 1.5 }],
    },
    {
      descriptor: { name: "size_bytes", unit: "By" },
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints: [
        { value: { buckets: { boundaries: [10, 100], counts: [2, 1, 1] }, sum: 562, count: 4 } },
      ],
    },
  ]);
});

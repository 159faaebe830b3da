// The way to a metric: its namespace, then its set of dimensions, then itself. Each step has an address of its own.
import Box from "@cloudscape-design/components/box";
import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import Cards from "@cloudscape-design/components/cards";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { type Loaded, useLoaded } from "../../commons/use-loaded.ts";
import type { Query } from "../../commons/use-query.ts";
import { dimensionSetOf, metricText, type MetricName } from "./metric-name.ts";
import { listMetrics } from "./metrics.ts";

/** In the place of a namespace: metrics of all. */
const EVERY = "*";

export interface MetricBrowserProps {
  readonly query: Query;
  readonly chosen: readonly MetricName[];
  readonly onChoose: (metrics: readonly MetricName[]) => void;
}

interface Tile {
  readonly name: string;
  readonly count: number;
  readonly address: string;
}

export function MetricBrowser({ query, chosen, onChoose }: MetricBrowserProps): ReactNode {
  const [params] = useSearchParams();
  const loaded = useLoaded(listMetrics);
  const namespace = query.get("namespace");
  const dimensions = query.get("dimensions");
  const addressOf = (step: Readonly<Record<string, string>>): string => {
    const next = new URLSearchParams(params);
    for (const name of ["namespace", "dimensions"]) next.delete(name);
    for (const [name, value] of Object.entries(step)) next.set(name, value);
    return href(`/metrics?${next.toString()}`);
  };
  const all = loaded.value ?? [];
  const inNamespace = all.filter((one) => namespace === EVERY || one.namespace === namespace);
  const crumbs = [
    { text: "All", href: addressOf({}) },
    ...(namespace === null || namespace === EVERY
      ? []
      : [{ text: namespace, href: addressOf({ namespace }) }]),
    ...(dimensions === null ? [] : [{ text: dimensions, href: "" }]),
  ];
  const content = () => {
    if (namespace === null) {
      const tiles = tilesOf(all, (one) => one.namespace).map(([name, count]) => ({
        name,
        count,
        address: addressOf({ namespace: name }),
      }));
      const every = { name: "All namespaces", count: all.length, address: "" };
      const address = addressOf({ namespace: EVERY });
      return (
        <Tiles
          loaded={loaded}
          title="Namespaces"
          tiles={tiles.length > 1 ? [...tiles, { ...every, address }] : tiles}
        />
      );
    }
    if (namespace !== EVERY && dimensions === null) {
      const tiles = tilesOf(inNamespace, dimensionSetOf).map(([name, count]) => ({
        name,
        count,
        address: addressOf({ namespace, dimensions: name }),
      }));
      return <Tiles loaded={loaded} title="Dimensions" tiles={tiles} />;
    }
    const shown = inNamespace.filter(
      (one) => dimensions === null || dimensionSetOf(one) === dimensions,
    );
    return (
      <MetricTable
        loaded={{ ...loaded, value: loaded.value === undefined ? undefined : shown }}
        chosen={chosen}
        onChoose={onChoose}
      />
    );
  };
  return (
    <SpaceBetween size="s">
      <BreadcrumbGroup items={crumbs} ariaLabel="Way to the metrics" />
      {content()}
    </SpaceBetween>
  );
}

/** How many metrics have each key, in order of key. */
function tilesOf(
  metrics: readonly MetricName[],
  keyOf: (metric: MetricName) => string,
): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const metric of metrics) counts.set(keyOf(metric), (counts.get(keyOf(metric)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

interface TilesProps {
  readonly loaded: Loaded<MetricName[]>;
  readonly title: string;
  readonly tiles: readonly Tile[];
}

function Tiles({ loaded, title, tiles }: TilesProps): ReactNode {
  if (loaded.error !== "") {
    return <Container header={<Header variant="h2">{title}</Header>}>{loaded.error}</Container>;
  }
  return (
    <Cards<Tile>
      header={<Header variant="h2">{title}</Header>}
      items={tiles}
      trackBy="name"
      loading={loaded.isLoading && loaded.value === undefined}
      loadingText="Loading metrics"
      cardsPerRow={[{ cards: 1 }, { minWidth: 400, cards: 2 }, { minWidth: 800, cards: 3 }]}
      cardDefinition={{
        header: ({ name, address }) => <Link href={address}>{name}</Link>,
        sections: [
          { id: "count", content: ({ count }) => `${count} metric${count === 1 ? "" : "s"}` },
        ],
      }}
      empty={
        <Box textAlign="center" color="inherit" padding="m">
          No metrics yet: they appear with the first request that a load balancer or an API takes.
        </Box>
      }
    />
  );
}

interface MetricTableProps extends Omit<MetricBrowserProps, "query"> {
  readonly loaded: Loaded<MetricName[]>;
}

function MetricTable({ loaded, chosen, onChoose }: MetricTableProps): ReactNode {
  const shown = loaded.value ?? [];
  const texts = new Set(chosen.map(metricText));
  const shownTexts = new Set(shown.map(metricText));
  const names = [...new Set(shown.flatMap((one) => one.dimensions.map(({ name }) => name)))];
  return (
    <ResourceTable
      title="Metrics"
      itemName="metric"
      loaded={loaded}
      selection="multi"
      selected={shown.filter((one) => texts.has(metricText(one)))}
      onSelect={(items) =>
        onChoose([...chosen.filter((one) => !shownTexts.has(metricText(one))), ...items])
      }
      columns={[
        {
          id: "name",
          header: "Metric name",
          sortingField: "name",
          isRowHeader: true,
          cell: ({ name }) => name,
        },
        ...names.map((name) => ({
          id: `dimension ${name}`,
          header: name,
          sortingComparator: (a: MetricName, b: MetricName) =>
            valueOf(a, name).localeCompare(valueOf(b, name)),
          cell: (metric: MetricName) => valueOf(metric, name) || "–",
        })),
      ]}
      textOf={metricText}
      idOf={metricText}
    />
  );
}

function valueOf(metric: MetricName, name: string): string {
  return metric.dimensions.find((one) => one.name === name)?.value ?? "";
}

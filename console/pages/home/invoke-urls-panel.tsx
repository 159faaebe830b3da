// Where everything can be called: the URL of each stage, and the address of each listener.
import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { CopyText } from "../../commons/copy-text.tsx";
import { balancerName, type EndpointsReport } from "../../commons/endpoints.ts";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { Loaded } from "../../commons/use-loaded.ts";

interface UrlRow {
  readonly key: string;
  readonly name: string;
  readonly path: string;
  readonly type: string;
  /** Stage, or protocol and port. */
  readonly place: string;
  /** "" where a listener could not be bound. */
  readonly url: string;
}

const ROWS = 10;

export function InvokeUrlsPanel(props: { readonly endpoints: Loaded<EndpointsReport> }): ReactNode {
  const { endpoints } = props;
  const rows = endpoints.value === undefined ? undefined : urlRows(endpoints.value);
  return (
    <ResourceTable<UrlRow>
      title="Invoke URLs"
      itemName="invoke URL"
      loaded={{ ...endpoints, value: rows }}
      pageSize={ROWS}
      columns={[
        {
          id: "name",
          header: "Name",
          sortingField: "name",
          isRowHeader: true,
          cell: ({ name, path }) => <Link href={href(path)}>{name}</Link>,
        },
        { id: "type", header: "Type", sortingField: "type", cell: ({ type }) => type },
        {
          id: "place",
          header: "Stage or listener",
          sortingField: "place",
          cell: ({ place }) => place,
        },
        {
          id: "url",
          header: "Invoke URL",
          minWidth: 240,
          cell: ({ url }) => (url === "" ? "not bound" : <CopyText text={url} />),
        },
      ]}
      textOf={({ name, type, place, url }) => `${name} ${type} ${place} ${url}`}
      idOf={({ key }) => key}
    />
  );
}

function urlRows({ apis, loadBalancers }: EndpointsReport): UrlRow[] {
  const ofApis = apis.flatMap(({ apiId, name, protocolType, stages }) =>
    stages.map((stage) => ({
      key: `${apiId}/${stage.name}`,
      name,
      path: `/apis/${protocolType === "REST" ? "rest" : "http"}/${apiId}`,
      type: `${protocolType} API`,
      place: stage.name,
      url: stage.invokeUrl,
    })),
  );
  const ofBalancers = loadBalancers.flatMap(({ arn, type, listeners }) =>
    listeners.map(({ listenerArn, protocol, port, addresses }) => ({
      key: listenerArn,
      name: balancerName(arn),
      path: `/load-balancers/${encodeURIComponent(arn)}`,
      type: type === "network" ? "Network Load Balancer" : "Application Load Balancer",
      place: `${protocol}:${port}`,
      url: addresses[0] === undefined ? "" : listenerUrl(protocol, addresses[0]),
    })),
  );
  return [...ofApis, ...ofBalancers];
}

/** Listeners that do not speak HTTP have an address, no URL. */
function listenerUrl(protocol: string, address: string): string {
  if (protocol === "HTTP") return `http://${address}/`;
  return protocol === "HTTPS" ? `https://${address}/` : address;
}

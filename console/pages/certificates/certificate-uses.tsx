// The listeners that show a certificate to clients.
import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import type { Loaded } from "../../commons/use-loaded.ts";
import type { CertificateUse } from "./certificates.ts";

function balancerName({ loadBalancerArn }: CertificateUse): string {
  return loadBalancerArn.split("/")[2] ?? loadBalancerArn;
}

export function CertificateUses(props: { readonly loaded: Loaded<CertificateUse[]> }): ReactNode {
  return (
    <ResourceTable
      title="Used by listeners"
      itemName="listener"
      loaded={props.loaded}
      columns={[
        {
          id: "listener",
          header: "Listener",
          isRowHeader: true,
          cell: ({ listenerArn, listenerName }) => (
            <Link href={href(`/listeners/${encodeURIComponent(listenerArn)}`)}>{listenerName}</Link>
          ),
        },
        {
          id: "balancer",
          header: "Load balancer",
          cell: (use) => (
            <Link href={href(`/load-balancers/${encodeURIComponent(use.loadBalancerArn)}`)}>
              {balancerName(use)}
            </Link>
          ),
        },
        {
          id: "default",
          header: "Certificate",
          cell: ({ isDefault }) => (isDefault ? "Default" : "For its names (SNI)"),
        },
      ]}
      textOf={(use) => `${balancerName(use)} ${use.listenerName}`}
      idOf={({ listenerArn }) => listenerArn}
    />
  );
}

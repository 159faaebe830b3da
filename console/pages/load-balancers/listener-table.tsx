// The listeners of a load balancer.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import type { Listener, LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { loadBalancing } from "../../commons/aws-clients.ts";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { actionText } from "./action-text.ts";
import { AddListener } from "./add-listener.tsx";
import { listListeners } from "./load-balancers.ts";

function nameOf({ Protocol, Port }: Listener): string {
  return `${Protocol}:${Port}`;
}

export function ListenerTable({
  loadBalancer,
}: {
  readonly loadBalancer: LoadBalancer;
}): ReactNode {
  const arn = loadBalancer.LoadBalancerArn ?? "";
  const loaded = useLoaded(() => listListeners(arn), [arn]);
  const [selected, setSelected] = useState<readonly Listener[]>([]);
  const [dialog, setDialog] = useState<"add" | "delete" | null>(null);
  const [chosen] = selected;
  const done = () => {
    setDialog(null);
    setSelected([]);
    loaded.reload();
  };
  return (
    <>
      <ResourceTable
        title="Listeners"
        itemName="listener"
        loaded={loaded}
        columns={[
          {
            id: "protocol",
            header: "Protocol:Port",
            isRowHeader: true,
            cell: (listener) => (
              <Link href={href(`/listeners/${encodeURIComponent(listener.ListenerArn ?? "")}`)}>
                {nameOf(listener)}
              </Link>
            ),
          },
          {
            id: "action",
            header: "Default action",
            cell: (listener) => (listener.DefaultActions ?? []).map(actionText).join("; "),
          },
          {
            id: "certificate",
            header: "Default SSL/TLS certificate",
            cell: ({ Certificates = [] }) => {
              const certificateArn = Certificates[0]?.CertificateArn;
              return certificateArn === undefined ? (
                "–"
              ) : (
                <Link href={href(`/certificates/${encodeURIComponent(certificateArn)}`)}>
                  {certificateArn.split("/").at(-1)}
                </Link>
              );
            },
          },
          {
            id: "policy",
            header: "Security policy",
            cell: (listener) => listener.SslPolicy ?? "–",
          },
        ]}
        textOf={(listener) =>
          `${nameOf(listener)} ${(listener.DefaultActions ?? []).map(actionText).join(" ")}`
        }
        idOf={(listener) => listener.ListenerArn ?? ""}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button key="delete" disabled={chosen === undefined} onClick={() => setDialog("delete")}>
            Delete listener
          </Button>,
          <Button key="add" variant="primary" onClick={() => setDialog("add")}>
            Add listener
          </Button>,
        ]}
      />
      {dialog === "add" ? (
        <AddListener loadBalancer={loadBalancer} onDone={done} onCancel={() => setDialog(null)} />
      ) : null}
      {dialog === "delete" && chosen !== undefined ? (
        <DeleteDialog
          itemName="listener"
          name={nameOf(chosen)}
          onDelete={async () =>
            (await loadBalancing()).deleteListener({ ListenerArn: chosen.ListenerArn })
          }
          onCancel={() => setDialog(null)}
          onDone={done}
        />
      ) : null}
    </>
  );
}

// Custom domain names of REST APIs.
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { DomainName } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import {
  deleteDomain,
  domainAddress,
  listDomains,
  targetName,
  typeText,
} from "./custom-domains.ts";
import { NotServedNotice } from "./not-served-notice.tsx";

export function CustomDomainList(): ReactNode {
  const loaded = useLoaded(listDomains);
  const { tell } = useShell();
  const [selected, setSelected] = useState<readonly DomainName[]>([]);
  const dialog = useDialog<"delete">(loaded.value);
  // The selection is of names as they were loaded before.
  const chosen = loaded.value?.find(({ domainName }) => domainName === selected[0]?.domainName);
  return (
    <Page title="Custom domain names" description="Names of one's own for REST APIs">
      <SpaceBetween size="l">
        <NotServedNotice />
        <ResourceTable
          title="Custom domain names"
          itemName="custom domain name"
          loaded={loaded}
          columns={[
            {
              id: "name",
              header: "Domain name",
              isRowHeader: true,
              sortingField: "domainName",
              cell: ({ domainName = "" }) => (
                <Link href={href(domainAddress(domainName))}>{domainName}</Link>
              ),
            },
            { id: "type", header: "API endpoint type", cell: typeText },
            {
              id: "status",
              header: "Status",
              cell: ({ domainNameStatus }) => <Status value={domainNameStatus} />,
            },
            { id: "target", header: "API Gateway domain name", cell: targetName },
          ]}
          textOf={(domain) => `${domain.domainName} ${typeText(domain)} ${targetName(domain)}`}
          idOf={({ domainName = "" }) => domainName}
          selection="single"
          selected={chosen === undefined ? [] : [chosen]}
          onSelect={setSelected}
          actions={[
            <Button
              key="delete"
              disabled={chosen === undefined}
              onClick={() => dialog.show("delete")}
            >
              Delete
            </Button>,
            <Button key="create" variant="primary" href={href("/custom-domains/create")}>
              Add domain name
            </Button>,
          ]}
        />
      </SpaceBetween>
      {dialog.open === null || chosen === undefined ? null : (
        <DeleteDialog
          itemName="custom domain name"
          name={chosen.domainName ?? ""}
          onDelete={() => deleteDomain(chosen.domainName ?? "")}
          onCancel={dialog.close}
          onDone={() => {
            tell({ type: "success", header: `Domain name ${chosen.domainName} is deleted` });
            dialog.closeWhenLoaded();
            loaded.reload();
          }}
        >
          Its mappings go with it.
        </DeleteDialog>
      )}
    </Page>
  );
}

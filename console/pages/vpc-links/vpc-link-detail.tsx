// One VPC link: its state, where it leads, and what uses it.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Lines } from "../../commons/lines.tsx";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { useEvery } from "../../commons/use-every.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { usesOfVpcLink } from "./vpc-link-usage.ts";
import {
  deleteVpcLink,
  isOnTheWay,
  listVpcLinks,
  PENDING_MS,
  type VpcLinkRow,
} from "./vpc-links.ts";

export function VpcLinkDetail(): ReactNode {
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const loaded = useLoaded(async () => (await listVpcLinks()).find((row) => row.id === id), [id]);
  const uses = useLoaded(() => usesOfVpcLink(id), [id]);
  const link = loaded.value;
  useEvery(PENDING_MS, () => {
    if (link !== undefined && isOnTheWay(link)) loaded.reload();
  });
  return (
    <Page
      title={link?.name ?? id}
      parents={[{ text: "VPC links", href: href("/vpc-links") }]}
      actions={
        <Button disabled={link === undefined} onClick={() => setDeleting(true)}>
          Delete
        </Button>
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {!loaded.isLoading && loaded.error === "" && link === undefined ? (
          <Alert type="warning">There is no VPC link {id}; it may have been deleted.</Alert>
        ) : null}
        {link === undefined ? null : <LinkDetails link={link} />}
        <ResourceTable
          title="Used by"
          itemName="use"
          loaded={uses}
          columns={[
            {
              id: "api",
              header: "API",
              isRowHeader: true,
              cell: (use) => (
                <Link href={href(`/apis/${use.apiType.toLowerCase()}/${use.apiId}`)}>
                  {use.apiName}
                </Link>
              ),
            },
            { id: "type", header: "Type", cell: (use) => `${use.apiType} API` },
            {
              id: "what",
              header: "Where",
              cell: (use) => <Link href={href(use.address)}>{use.what}</Link>,
            },
          ]}
          textOf={(use) => `${use.apiName} ${use.apiId} ${use.what}`}
          idOf={(use) => `${use.apiId} ${use.what}`}
        />
      </SpaceBetween>
      {isDeleting && link !== undefined ? (
        <DeleteDialog
          itemName="VPC link"
          name={link.name}
          onDelete={() => deleteVpcLink(link)}
          onCancel={() => setDeleting(false)}
          onDone={() => void navigate("/vpc-links")}
        >
          {(uses.value ?? []).length === 0 ? null : (
            <Alert type="warning">
              It is still used: the API refuses to delete it until the integrations listed under
              “Used by” are gone.
            </Alert>
          )}
        </DeleteDialog>
      ) : null}
    </Page>
  );
}

function LinkDetails({ link }: { readonly link: VpcLinkRow }): ReactNode {
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <Details
        items={[
          { label: "VPC link ID", value: <CopyText text={link.id} /> },
          { label: "Version", value: link.version === 2 ? "V2" : "V1 (REST APIs)" },
          { label: "Status", value: <Status value={link.status} /> },
          { label: "Status message", value: link.statusMessage },
          ...(link.version === 2
            ? [
                { label: "Subnets", value: <Lines texts={link.subnetIds} /> },
                { label: "Security groups", value: <Lines texts={link.securityGroupIds} /> },
              ]
            : [
                {
                  label: "Network Load Balancer",
                  value: link.targetArns.map((arn) => (
                    <Link key={arn} href={href(`/load-balancers/${encodeURIComponent(arn)}`)}>
                      {arn.split("/")[2] ?? arn}
                    </Link>
                  )),
                },
              ]),
        ]}
      />
    </Container>
  );
}

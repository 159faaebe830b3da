// One load balancer: what it is, its listeners and rules, its target groups with their health, its attributes.
import Alert from "@cloudscape-design/components/alert";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import type { LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Lines } from "../../commons/lines.tsx";
import { Page } from "../../commons/page.tsx";
import { Status } from "../../commons/status.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useQuery } from "../../commons/use-query.ts";
import { AttributeList } from "./attribute-list.tsx";
import { ListenerTable } from "./listener-table.tsx";
import { deleteLoadBalancer, describeLoadBalancer, typeName } from "./load-balancers.ts";
import { TargetGroupTable } from "./target-group-table.tsx";

export function LoadBalancerDetail(): ReactNode {
  const { arn = "" } = useParams();
  const navigate = useNavigate();
  const loaded = useLoaded(() => describeLoadBalancer(arn), [arn]);
  const [isDeleting, setDeleting] = useState(false);
  const query = useQuery();
  const balancer = loaded.value;
  const name = balancer?.LoadBalancerName ?? arn.split("/")[2] ?? arn;
  return (
    <Page
      title={name}
      parents={[{ text: "Load balancers", href: href("/load-balancers") }]}
      actions={
        <ButtonDropdown
          disabled={balancer === undefined}
          items={[
            { id: "attributes", text: "Edit load balancer attributes" },
            { id: "delete", text: "Delete load balancer" },
          ]}
          onItemClick={({ detail }) => {
            if (detail.id === "delete") setDeleting(true);
            else void navigate(`/load-balancers/${encodeURIComponent(arn)}/attributes`);
          }}
        >
          Actions
        </ButtonDropdown>
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {balancer === undefined ? null : <BalancerDetails balancer={balancer} />}
        {balancer === undefined ? null : (
          <Tabs
            ariaLabel="Parts of the load balancer"
            activeTabId={query.get("tab") ?? "listeners"}
            onChange={({ detail }) => query.change({ tab: detail.activeTabId })}
            i18nStrings={{
              scrollLeftAriaLabel: "Scroll left",
              scrollRightAriaLabel: "Scroll right",
            }}
            tabs={[
              {
                id: "listeners",
                label: "Listeners and rules",
                content: <ListenerTable loadBalancer={balancer} />,
              },
              {
                id: "target-groups",
                label: "Target groups",
                content: <TargetGroupTable loadBalancerArn={arn} />,
              },
              {
                id: "attributes",
                label: "Attributes",
                content: <AttributeList loadBalancer={balancer} />,
              },
            ]}
          />
        )}
      </SpaceBetween>
      {isDeleting ? (
        <DeleteDialog
          itemName="load balancer"
          name={name}
          onDelete={() => deleteLoadBalancer(arn)}
          onCancel={() => setDeleting(false)}
          onDone={() => void navigate("/load-balancers")}
        >
          <Alert type="warning">Its listeners and rules are deleted with it.</Alert>
        </DeleteDialog>
      ) : null}
    </Page>
  );
}

function BalancerDetails({ balancer }: { readonly balancer: LoadBalancer }): ReactNode {
  const zones = balancer.AvailabilityZones ?? [];
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <Details
        items={[
          { label: "Load balancer type", value: typeName(balancer.Type) },
          { label: "State", value: <Status value={balancer.State?.Code} /> },
          {
            label: "Scheme",
            value: balancer.Scheme === "internal" ? "Internal" : "Internet-facing",
          },
          { label: "VPC", value: balancer.VpcId },
          {
            label: "Availability Zones",
            value: <Lines texts={zones.map((zone) => `${zone.ZoneName} (${zone.SubnetId})`)} />,
          },
          { label: "Security groups", value: <Lines texts={balancer.SecurityGroups ?? []} /> },
          { label: "DNS name", value: <CopyText text={balancer.DNSName} /> },
          { label: "Load balancer ARN", value: <CopyText text={balancer.LoadBalancerArn} /> },
          {
            label: "Metrics",
            value: (
              <Link
                href={href(
                  `/metrics?resource=${encodeURIComponent(balancer.LoadBalancerArn ?? "")}`,
                )}
              >
                Metrics of this load balancer
              </Link>
            ),
          },
        ]}
      />
    </Container>
  );
}

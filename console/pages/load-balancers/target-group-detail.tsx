// One target group: its targets with live health, its health check, registering and deregistering.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TargetGroup } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { useParams } from "react-router";
import { loadBalancing } from "../../commons/aws-clients.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { Status } from "../../commons/status.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useEvery } from "../../commons/use-every.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { BalancerLinks } from "./balancer-links.tsx";
import { targetTypeName } from "./load-balancers.ts";
import { deregisterTargets, describeTargets, registerTarget, type TargetRow } from "./targets.ts";

const REFRESH_MS = 3_000;

export function TargetGroupDetail(): ReactNode {
  const { arn = "" } = useParams();
  const group = useLoaded(async () => {
    const { TargetGroups = [] } = await (
      await loadBalancing()
    ).describeTargetGroups({ TargetGroupArns: [arn] });
    return TargetGroups[0];
  }, [arn]);
  const name = group.value?.TargetGroupName ?? arn.split("/")[1] ?? arn;
  return (
    <Page title={name} parents={[{ text: "Target groups", href: href("/target-groups") }]}>
      <SpaceBetween size="l">
        {group.error === "" ? null : <Alert type="error">{group.error}</Alert>}
        {group.value === undefined ? null : <GroupDetails group={group.value} />}
        <Targets targetGroupArn={arn} />
      </SpaceBetween>
    </Page>
  );
}

function GroupDetails({ group }: { readonly group: TargetGroup }): ReactNode {
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <Details
        items={[
          { label: "Target type", value: targetTypeName(group.TargetType) },
          { label: "Protocol : Port", value: `${group.Protocol} : ${group.Port}` },
          { label: "VPC", value: group.VpcId },
          {
            label: "Load balancer",
            value: <BalancerLinks arns={group.LoadBalancerArns ?? []} />,
          },
          {
            label: "Health check",
            value: `${group.HealthCheckProtocol} ${group.HealthCheckPath ?? ""} on ${group.HealthCheckPort}`,
          },
          { label: "Success codes", value: group.Matcher?.HttpCode },
          {
            label: "Interval, timeout",
            value: `${group.HealthCheckIntervalSeconds} s, ${group.HealthCheckTimeoutSeconds} s`,
          },
          { label: "Target group ARN", value: <CopyText text={group.TargetGroupArn} /> },
        ]}
      />
    </Container>
  );
}

function Targets({ targetGroupArn }: { readonly targetGroupArn: string }): ReactNode {
  const loaded = useLoaded(() => describeTargets(targetGroupArn), [targetGroupArn]);
  useEvery(REFRESH_MS, loaded.reload);
  const action = useAction();
  const [selected, setSelected] = useState<readonly TargetRow[]>([]);
  const [id, setId] = useState("");
  const [port, setPort] = useState("");
  const run = async (work: () => Promise<unknown>) => {
    if (!(await action.run(work))) return;
    setSelected([]);
    setId("");
    loaded.reload();
  };
  return (
    <SpaceBetween size="m">
      <ResourceTable
        title="Registered targets"
        itemName="target"
        loaded={loaded}
        columns={[
          { id: "id", header: "Target", isRowHeader: true, sortingField: "id", cell: (t) => t.id },
          { id: "port", header: "Port", sortingField: "port", cell: (t) => t.port },
          { id: "zone", header: "Zone", cell: (t) => t.zone || "–" },
          {
            id: "state",
            header: "Health status",
            sortingField: "state",
            cell: (t) => <Status value={t.state} />,
          },
          { id: "why", header: "Health status details", cell: (t) => t.description || "–" },
        ]}
        textOf={(target) => `${target.id} ${target.port} ${target.state} ${target.description}`}
        idOf={(target) => `${target.id}:${target.port}`}
        selection="multi"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button
            key="deregister"
            disabled={selected.length === 0}
            onClick={() => void run(() => deregisterTargets(targetGroupArn, selected))}
          >
            Deregister
          </Button>,
        ]}
      />
      <Container header={<Header variant="h3">Register a target</Header>}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void run(() => registerTarget(targetGroupArn, { id, port }));
          }}
        >
          <SpaceBetween size="s">
            {action.error === "" ? null : <Alert type="error">{action.error}</Alert>}
            <FormField label="IP address, instance or load balancer">
              <Input value={id} onChange={({ detail }) => setId(detail.value)} />
            </FormField>
            <FormField label="Port" description="The target group's own when left empty">
              <Input type="number" value={port} onChange={({ detail }) => setPort(detail.value)} />
            </FormField>
            <Button disabled={id === ""} loading={action.isRunning}>
              Register target
            </Button>
          </SpaceBetween>
        </form>
      </Container>
    </SpaceBetween>
  );
}

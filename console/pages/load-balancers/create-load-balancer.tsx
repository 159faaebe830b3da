// Creates a load balancer; listeners are added on its page.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import type { LoadBalancerTypeEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { loadBalancing } from "../../commons/aws-clients.ts";
import type { Choice } from "../../commons/choice.ts";
import { href } from "../../commons/href.ts";
import { NetworkFields } from "../../commons/network-fields.tsx";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";

const TYPES = [
  {
    value: "application",
    label: "Application Load Balancer",
    description: "HTTP and HTTPS, rules",
  },
  { value: "network", label: "Network Load Balancer", description: "TCP and TLS, flows" },
];

const SCHEMES = [
  {
    value: "internal",
    label: "Internal",
    description: "Private addresses: what a VPC link can reach",
  },
  { value: "internet-facing", label: "Internet-facing" },
];

export function CreateLoadBalancer(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [type, setType] = useState("application");
  const [name, setName] = useState("");
  const [scheme, setScheme] = useState("internal");
  const [subnets, setSubnets] = useState<readonly Choice[]>([]);
  const [groups, setGroups] = useState<readonly Choice[]>([]);
  const create = () =>
    action.run(async () => {
      const client = await loadBalancing();
      const { LoadBalancers = [] } = await client.createLoadBalancer({
        Name: name,
        Type: type as LoadBalancerTypeEnum,
        Scheme: scheme === "internal" ? "internal" : "internet-facing",
        Subnets: subnets.map(({ value }) => value),
        SecurityGroups: groups.length === 0 ? undefined : groups.map(({ value }) => value),
      });
      tell({ type: "success", header: `Created load balancer ${name}` });
      await navigate(
        `/load-balancers/${encodeURIComponent(LoadBalancers[0]?.LoadBalancerArn ?? "")}`,
      );
    });
  return (
    <Page
      title="Create load balancer"
      parents={[{ text: "Load balancers", href: href("/load-balancers") }]}
    >
      <PageForm
        submitText="Create load balancer"
        isComplete={name !== "" && subnets.length > 0}
        action={action}
        cancelTo="/load-balancers"
        onSubmit={() => void create()}
      >
        <Container>
          <SpaceBetween size="l">
            <FormField label="Load balancer type" stretch>
              <Tiles
                value={type}
                ariaLabel="Load balancer type"
                onChange={({ detail }) => setType(detail.value)}
                items={TYPES}
              />
            </FormField>
            <FormField label="Load balancer name">
              <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <FormField label="Scheme">
              <RadioGroup
                value={scheme}
                ariaLabel="Scheme"
                onChange={({ detail }) => setScheme(detail.value)}
                items={SCHEMES}
              />
            </FormField>
            <NetworkFields
              subnets={subnets}
              groups={groups}
              subnetsText="Of one VPC; for an Application Load Balancer in two Availability Zones or more"
              groupsText={
                type === "application"
                  ? "The VPC's default one when left empty"
                  : "When left empty, everything is let in, and no group can be added later"
              }
              onSubnets={setSubnets}
              onGroups={setGroups}
            />
          </SpaceBetween>
        </Container>
      </PageForm>
    </Page>
  );
}

// Creates a load balancer; listeners are added on its page.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import type { LoadBalancerTypeEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { loadBalancing } from "../../commons/aws-clients.ts";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { type Choice, networkChoices } from "./choices.ts";

export function CreateLoadBalancer(): ReactNode {
  const navigate = useNavigate();
  const network = useLoaded(networkChoices);
  const action = useAction();
  const [type, setType] = useState("application");
  const [name, setName] = useState("");
  const [scheme, setScheme] = useState("internal");
  const [subnets, setSubnets] = useState<readonly Choice[]>([]);
  const [groups, setGroups] = useState<readonly Choice[]>([]);
  const create = async () => {
    let arn = "";
    const done = await action.run(async () => {
      const { LoadBalancers = [] } = await (
        await loadBalancing()
      ).createLoadBalancer({
        Name: name,
        Type: type as LoadBalancerTypeEnum,
        Scheme: scheme === "internal" ? "internal" : "internet-facing",
        Subnets: subnets.map(({ value }) => value),
        SecurityGroups: groups.length === 0 ? undefined : groups.map(({ value }) => value),
      });
      arn = LoadBalancers[0]?.LoadBalancerArn ?? "";
    });
    if (done) await navigate(`/load-balancers/${encodeURIComponent(arn)}`);
  };
  return (
    <Page
      title="Create load balancer"
      parents={[{ text: "Load balancers", href: href("/load-balancers") }]}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Form
          errorText={action.error}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" href={href("/load-balancers")}>
                Cancel
              </Button>
              <Button
                variant="primary"
                disabled={name === "" || subnets.length === 0}
                loading={action.isRunning}
              >
                Create load balancer
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="l">
              <FormField label="Load balancer type">
                <Tiles
                  value={type}
                  onChange={({ detail }) => setType(detail.value)}
                  items={[
                    {
                      value: "application",
                      label: "Application Load Balancer",
                      description: "HTTP and HTTPS, rules",
                    },
                    {
                      value: "network",
                      label: "Network Load Balancer",
                      description: "TCP and TLS, flows",
                    },
                  ]}
                />
              </FormField>
              <FormField label="Load balancer name">
                <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
              </FormField>
              <FormField label="Scheme">
                <RadioGroup
                  value={scheme}
                  onChange={({ detail }) => setScheme(detail.value)}
                  items={[
                    {
                      value: "internal",
                      label: "Internal",
                      description: "Private addresses: what a VPC link can reach",
                    },
                    { value: "internet-facing", label: "Internet-facing" },
                  ]}
                />
              </FormField>
              <FormField label="Subnets">
                <Multiselect
                  selectedOptions={subnets}
                  options={network.value?.subnets ?? []}
                  filteringType="auto"
                  placeholder="Choose subnets"
                  deselectAriaLabel={({ label }) => `Remove ${label ?? ""}`}
                  statusType={network.isLoading ? "loading" : "finished"}
                  onChange={({ detail }) => setSubnets(detail.selectedOptions as Choice[])}
                />
              </FormField>
              <FormField
                label="Security groups"
                description="The VPC's default one when left empty"
              >
                <Multiselect
                  selectedOptions={groups}
                  options={network.value?.groups ?? []}
                  filteringType="auto"
                  placeholder="Choose security groups"
                  deselectAriaLabel={({ label }) => `Remove ${label ?? ""}`}
                  statusType={network.isLoading ? "loading" : "finished"}
                  onChange={({ detail }) => setGroups(detail.selectedOptions as Choice[])}
                />
              </FormField>
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </Page>
  );
}

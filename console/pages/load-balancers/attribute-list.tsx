// What a load balancer's attributes are set to, grouped as AWS's console groups them.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ReactNode } from "react";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { attributeGroupsOf } from "./attribute-groups.ts";
import { loadBalancerAttributes } from "./load-balancers.ts";

export function AttributeList({
  loadBalancer,
}: {
  readonly loadBalancer: LoadBalancer;
}): ReactNode {
  const arn = loadBalancer.LoadBalancerArn ?? "";
  const loaded = useLoaded(() => loadBalancerAttributes(arn), [arn]);
  const values = loaded.value ?? {};
  const groups = attributeGroupsOf(loadBalancer.Type, values);
  return (
    <Container
      header={
        <Header
          actions={
            <Button href={href(`/load-balancers/${encodeURIComponent(arn)}/attributes`)}>
              Edit
            </Button>
          }
        >
          Attributes
        </Header>
      }
    >
      {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
      {groups.map(({ title, attributes }) => (
        <div key={title}>
          <Header variant="h3">{title}</Header>
          <Details
            items={attributes.map(({ key, label }) => ({ label, value: values[key] ?? "" }))}
          />
        </div>
      ))}
    </Container>
  );
}

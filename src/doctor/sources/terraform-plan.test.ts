import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Inventory } from "../inventory.ts";
import { isUnresolved } from "../unresolved.ts";
import { readTemplateInventory } from "./template-inventory.ts";

const FIXTURE = join(import.meta.dirname, "../../../tests/fixtures/templates/terraform-plan.json");

interface Planned {
  readonly type: string;
  readonly name: string;
  readonly values?: object;
  readonly expressions?: object;
  readonly index?: string | number;
}

/** A plan of the root module; what it does not know is in expressions. */
function plan(resources: readonly Planned[], more: object = {}): Promise<Inventory> {
  const planned = resources.map(({ type, name, values = {}, index }) => ({
    address: `${type}.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`,
    mode: "managed",
    type,
    name,
    index,
    values,
  }));
  const configured = resources.map(({ type, name, expressions = {} }) => ({
    mode: "managed",
    type,
    name,
    expressions,
  }));
  const text = JSON.stringify({
    format_version: "1.2",
    planned_values: { root_module: { resources: planned } },
    configuration: { root_module: { resources: configured } },
    ...more,
  });
  return readTemplateInventory([{ path: "plan.json", text }]);
}

const refersTo = (...references: string[]): object => ({ references });

test("readTerraformPlans() joins what is known after apply by the configuration's references", async () => {
  const inventory = await readTemplateInventory(FIXTURE);
  const [vpcLink] = inventory.vpcLinks;
  const subnetIds = inventory.subnets.map(({ subnet }) => subnet.SubnetId);
  expect(vpcLink?.vpcLink.SubnetIds).toEqual(subnetIds);
  expect(subnetIds).toHaveLength(2);
  const listenerArns = inventory.listeners.map(({ arn }) => arn);
  const certificateArn = inventory.certificates[0]?.arn;
  for (const { integrations, api, routes } of inventory.httpApis) {
    expect(listenerArns).toContain(integrations[0]?.IntegrationUri);
    expect(routes[0]?.Target).toBe(`integrations/aws_apigatewayv2_integration.${api.Name}`);
  }
  for (const { certificateArns, rules } of inventory.listeners) {
    expect(certificateArns).toEqual([certificateArn]);
    const targetGroup = rules[0]?.Actions?.[0]?.TargetGroupArn;
    expect(inventory.targetGroups.map(({ arn }) => arn)).toContain(targetGroup);
  }
  expect(inventory.targetGroups.map(({ targets }) => targets[0]?.target.Id)).toEqual(
    Array.from({ length: 3 }, () => "10.0.0.10"),
  );
});

test("readTerraformPlans() reads security groups with rules inside and beside them", async () => {
  const { securityGroups } = await readTemplateInventory(FIXTURE);
  const byName = new Map(securityGroups.map(({ name, group }) => [name, group]));
  expect(byName.get("balancer")).toEqual({
    groupId: "aws_security_group.balancer",
    ingress: [
      {
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrs: [],
        peerGroupIds: ["aws_security_group.link"],
      },
    ],
    egress: [
      { protocol: "-1", fromPort: -1, toPort: -1, cidrs: ["10.0.0.0/16"], peerGroupIds: [] },
    ],
  });
  expect(byName.get("link")?.egress[0]?.cidrs).toEqual(["0.0.0.0/0"]);
});

test("readTerraformPlans() takes away the egress that nobody wrote, and knows a group's own name", async () => {
  const { securityGroups } = await plan([
    {
      type: "aws_security_group",
      name: "own",
      values: { ingress: [{ protocol: "tcp", from_port: 80, to_port: 80, self: true }] },
    },
  ]);
  expect(securityGroups[0]?.group.egress).toEqual([]);
  expect(securityGroups[0]?.group.ingress[0]?.peerGroupIds).toEqual(["aws_security_group.own"]);
});

test("readTerraformPlans() keeps the ids and ARNs of what exists", async () => {
  const arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/pets/0123";
  const inventory = await plan([
    {
      type: "aws_alb",
      name: "pets",
      values: { id: arn, arn, name: "pets", load_balancer_type: "network", dns_name: "pets.elb" },
    },
    {
      type: "aws_api_gateway_vpc_link",
      name: "pets",
      values: { id: "abc123", target_arns: [arn] },
    },
  ]);
  expect(inventory.loadBalancers[0]?.arn).toBe(arn);
  expect(inventory.loadBalancers[0]?.loadBalancer.DNSName).toBe("pets.elb");
  expect(inventory.restVpcLinks[0]?.vpcLink).toEqual({
    id: "abc123",
    name: "pets",
    targetArns: [arn],
    status: "AVAILABLE",
  });
});

test("readTerraformPlans() chooses the instance of the same index, or the one that is named", async () => {
  const listener = (index: string): Planned => ({
    type: "aws_lb_listener",
    name: "l",
    index,
    expressions: { load_balancer_arn: refersTo("aws_lb.b", "each.key") },
  });
  const { listeners, loadBalancers } = await plan([
    { type: "aws_lb", name: "b", index: "x" },
    { type: "aws_lb", name: "b", index: "y" },
    listener("y"),
    {
      type: "aws_lb_listener",
      name: "named",
      expressions: {
        load_balancer_arn: refersTo('aws_lb.b["x"].arn', 'aws_lb.b["x"]', "aws_lb.b"),
      },
    },
  ]);
  const [x, y] = loadBalancers.map(({ arn }) => arn);
  expect(x).not.toBe(y);
  expect(listeners.map(({ listener: { LoadBalancerArn } }) => LoadBalancerArn)).toEqual([y, x]);
});

test("readTerraformPlans() leaves a URL unresolved that holds more than it refers to", async () => {
  const { restApis } = await plan([
    { type: "aws_lb", name: "nlb", values: { load_balancer_type: "network" } },
    {
      type: "aws_api_gateway_rest_api",
      name: "api",
      values: { id: "api1", root_resource_id: "r1" },
    },
    {
      type: "aws_api_gateway_resource",
      name: "r",
      values: { id: "res1", rest_api_id: "api1", parent_id: "r1", path_part: "pets" },
    },
    {
      type: "aws_api_gateway_method",
      name: "m",
      values: { rest_api_id: "api1", resource_id: "res1", http_method: "GET" },
    },
    {
      type: "aws_api_gateway_integration",
      name: "i",
      values: { rest_api_id: "api1", resource_id: "res1", http_method: "GET", type: "HTTP_PROXY" },
      expressions: { uri: refersTo("aws_lb.nlb.dns_name", "aws_lb.nlb") },
    },
  ]);
  const method = restApis[0]?.resources.find(({ id }) => id === "res1")?.resourceMethods?.["GET"];
  expect(isUnresolved(method?.methodIntegration?.uri)).toBe(true);
});

test("readTerraformPlans() ends where expressions refer to each other", async () => {
  const { listeners } = await plan([
    {
      type: "aws_lb_listener",
      name: "a",
      expressions: { load_balancer_arn: refersTo("aws_lb_listener.b.load_balancer_arn") },
    },
    {
      type: "aws_lb_listener",
      name: "b",
      expressions: {
        load_balancer_arn: refersTo(
          "aws_lb_listener.a.load_balancer_arn",
          "aws_lb_listener.b.load_balancer_arn",
        ),
      },
    },
  ]);
  expect(listeners).toHaveLength(2);
});

test("readTerraformPlans() reads an API's document, and says so where it is not known", async () => {
  const uri = "https://example.com/pets";
  const body = JSON.stringify({
    openapi: "3.0.1",
    paths: { "/pets": { get: { "x-amazon-apigateway-integration": { type: "http_proxy", uri } } } },
  });
  const inventory = await plan([
    { type: "aws_apigatewayv2_api", name: "known", values: { name: "known", body } },
    {
      type: "aws_apigatewayv2_api",
      name: "unknown",
      values: { name: "unknown" },
      expressions: { body: refersTo("aws_lb.x.arn") },
    },
  ]);
  expect(inventory.httpApis[0]?.integrations[0]?.IntegrationUri).toBe(uri);
  expect(inventory.unreadable.map(({ what }) => what)).toEqual(["routes of unknown"]);
});

test("readTerraformPlans() tells targets that a service registers from none", async () => {
  const { targetGroups } = await plan([
    { type: "aws_lb_target_group", name: "served", values: { port: 80, protocol: "HTTP" } },
    { type: "aws_lb_target_group", name: "empty", values: { port: 80, protocol: "HTTP" } },
    {
      type: "aws_ecs_service",
      name: "shop",
      values: { load_balancer: [{ container_port: 80 }] },
      expressions: {
        load_balancer: [{ target_group_arn: refersTo("aws_lb_target_group.served.arn") }],
      },
    },
  ]);
  expect(targetGroups.map(({ targets }) => targets.length)).toEqual([1, 0]);
  expect(isUnresolved(targetGroups[0]?.targets[0]?.target.Id)).toBe(true);
});

test("readTerraformPlans() points at the address in a plan of one line", async () => {
  const text = JSON.stringify(JSON.parse(readFileSync(FIXTURE, "utf8")));
  const { vpcLinks } = await readTemplateInventory([{ path: "plan.json", text }]);
  const { line, column } = vpcLinks[0]?.location ?? { line: 0, column: 0 };
  expect(line).toBe(1);
  expect(text.slice(column - 1)).toMatch(/^"aws_apigatewayv2_vpc_link\.shop"/);
});

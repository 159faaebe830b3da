// The ids and ARNs that resources of a template are given here, so that they find each other: in AWS's form, and with
// the resource's own name in them. They are never sent to AWS.
import { createHash } from "node:crypto";

export interface IdentityPlace {
  readonly region: string;
  readonly account: string;
}

/** What decides about the form of an ARN. */
export interface IdentityOptions {
  /** Load balancers: "application", "network", … */
  readonly balancerType: string;
  /** Listeners: of their load balancer, rules: of their listener; "" when not known. */
  readonly ownerArn: string;
}

export interface Identity {
  /** What Ref gives. */
  readonly ref: string;
  readonly arn: string;
  /** What GetAtt gives of what does not depend on properties. */
  readonly attributes: Readonly<Record<string, string>>;
}

const BALANCER_KINDS: Readonly<Record<string, string>> = { network: "net", gateway: "gwy" };

/** Null for types that no diagnosis needs. `id` is unique among all that is read together. */
export function identityOf(
  type: string,
  id: string,
  place: IdentityPlace,
  options: IdentityOptions,
): Identity | null {
  const gateway = `arn:aws:apigateway:${place.region}::`;
  const ec2 = `arn:aws:ec2:${place.region}:${place.account}`;
  switch (type) {
    case "AWS::ApiGatewayV2::Api":
      return {
        ref: id,
        arn: `${gateway}/apis/${id}`,
        attributes: { ApiId: id, ApiEndpoint: `https://${executeApiHost(id, place)}` },
      };
    case "AWS::ApiGateway::RestApi":
      return {
        ref: id,
        arn: `${gateway}/restapis/${id}`,
        attributes: { RestApiId: id, RootResourceId: rootResourceId(id) },
      };
    case "AWS::ApiGatewayV2::VpcLink":
      return { ref: id, arn: `${gateway}/vpclinks/${id}`, attributes: { VpcLinkId: id } };
    case "AWS::ApiGateway::VpcLink":
      return { ref: id, arn: `${gateway}/vpclinks/${id}`, attributes: { VpcLinkId: id } };
    case "AWS::ApiGatewayV2::Integration":
      return { ref: id, arn: "", attributes: { IntegrationId: id } };
    case "AWS::ApiGatewayV2::Route":
      return { ref: id, arn: "", attributes: { RouteId: id } };
    case "AWS::ApiGateway::Resource":
      return { ref: id, arn: "", attributes: { ResourceId: id } };
    case "AWS::ApiGatewayV2::Deployment":
    case "AWS::ApiGateway::Deployment":
      return { ref: id, arn: "", attributes: { DeploymentId: id } };
    case "AWS::CertificateManager::Certificate":
      return byArn(
        `arn:aws:acm:${place.region}:${place.account}:certificate/${id}`,
        "CertificateArn",
      );
    case "AWS::EC2::SecurityGroup":
      return {
        ref: id,
        arn: `${ec2}:security-group/${id}`,
        attributes: { GroupId: id, Id: id },
      };
    case "AWS::EC2::Subnet":
      return { ref: id, arn: `${ec2}:subnet/${id}`, attributes: { SubnetId: id } };
    case "AWS::EC2::VPC":
      return {
        ref: id,
        arn: `${ec2}:vpc/${id}`,
        attributes: { VpcId: id, DefaultSecurityGroup: defaultGroupId(id) },
      };
    default:
      return balancingIdentity(type, id, place, options);
  }
}

function balancingIdentity(
  type: string,
  id: string,
  place: IdentityPlace,
  options: IdentityOptions,
): Identity | null {
  const prefix = `arn:aws:elasticloadbalancing:${place.region}:${place.account}`;
  const hash = hashOf(id);
  switch (type) {
    case "AWS::ElasticLoadBalancingV2::LoadBalancer": {
      const fullName = `${BALANCER_KINDS[options.balancerType] ?? "app"}/${id}/${hash}`;
      const arn = `${prefix}:loadbalancer/${fullName}`;
      return {
        ref: arn,
        arn,
        attributes: {
          LoadBalancerArn: arn,
          LoadBalancerFullName: fullName,
          LoadBalancerName: id,
          DNSName: `${id.toLowerCase()}-${hash}.elb.${place.region}.amazonaws.com`,
        },
      };
    }
    case "AWS::ElasticLoadBalancingV2::Listener": {
      const owner = /:loadbalancer\/(.+)$/.exec(options.ownerArn)?.[1] ?? `app/unknown/${hash}`;
      return byArn(`${prefix}:listener/${owner}/${id}-${hash}`, "ListenerArn");
    }
    case "AWS::ElasticLoadBalancingV2::ListenerRule": {
      const owner = /:listener\/(.+)$/.exec(options.ownerArn)?.[1] ?? `app/unknown/${hash}/${hash}`;
      return byArn(`${prefix}:listener-rule/${owner}/${id}-${hash}`, "RuleArn");
    }
    case "AWS::ElasticLoadBalancingV2::TargetGroup": {
      const fullName = `targetgroup/${id}/${hash}`;
      const arn = `${prefix}:${fullName}`;
      return {
        ref: arn,
        arn,
        attributes: {
          TargetGroupArn: arn,
          TargetGroupFullName: fullName,
          TargetGroupName: id,
        },
      };
    }
    default:
      return null;
  }
}

function byArn(arn: string, attribute: string): Identity {
  return { ref: arn, arn, attributes: { [attribute]: arn } };
}

/** The host of an API of a template. */
export function executeApiHost(apiId: string, place: IdentityPlace): string {
  return `${apiId.toLowerCase()}.execute-api.${place.region}.amazonaws.com`;
}

/** The id of the resource "/" that every REST API has. */
export function rootResourceId(restApiId: string): string {
  return `${restApiId}.RootResourceId`;
}

/** The security group that a VPC is born with. */
export function defaultGroupId(vpcId: string): string {
  return `${vpcId}.DefaultSecurityGroup`;
}

function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 16);
}

// What a scenario builds with: small methods over the AWS APIs, each of which remembers how to take back what it made.
// Nothing here knows what is right or wrong: a scenario says every setting that matters to it.
import { setTimeout as delay } from "node:timers/promises";
import {
  DeleteCertificateCommand,
  ImportCertificateCommand,
  RequestCertificateCommand,
} from "@aws-sdk/client-acm";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
} from "@aws-sdk/client-ec2";
import type { WireRuntime } from "../wire/runtime.ts";
import { LabApis } from "./lab-apis.ts";
import { LabBalancers } from "./lab-balancers.ts";
import type { CertificateKind, LabAuthority } from "./certificates.ts";
import { createLabClients, LAB_REGION, type LabClients, type LabPlace } from "./lab-clients.ts";
import { type LabTarget, type LabTargetOptions, startLabTarget } from "./lab-target.ts";

export interface LabNetwork {
  readonly vpcId: string;
  readonly subnetIds: string[];
  /** The VPC's default security group. */
  readonly defaultGroupId: string;
}

export interface LabStackOptions extends LabPlace {
  readonly authority: LabAuthority;
  /** False: good certificates are asked of ACM there, whose authority private hops trust. */
  readonly isAuthorityTrusted: boolean;
  readonly runtime: WireRuntime;
}

/** How long anything may take to become what it should be. */
const PATIENCE_MS = 20_000;
const POLL_MS = 25;

export class LabStack {
  readonly place: LabPlace;
  readonly clients: LabClients;
  readonly authority: LabAuthority;
  readonly balancers: LabBalancers;
  readonly apis: LabApis;
  readonly #runtime: WireRuntime;
  readonly #isAuthorityTrusted: boolean;
  /** What takes back what was made, in the order in which it was made. */
  readonly #removals: (() => Promise<unknown>)[] = [];
  readonly #targets: LabTarget[] = [];
  #network: Promise<LabNetwork> | null = null;
  #soonestExpiryMs = Infinity;

  constructor(options: LabStackOptions) {
    const { endpointUrl, account } = options;
    this.place = { endpointUrl, account };
    this.clients = createLabClients(this.place);
    this.authority = options.authority;
    this.#runtime = options.runtime;
    this.#isAuthorityTrusted = options.isAuthorityTrusted;
    this.balancers = new LabBalancers(this);
    this.apis = new LabApis(this);
  }

  /** The account's default VPC. */
  network(): Promise<LabNetwork> {
    this.#network ??= this.#readNetwork();
    return this.#network;
  }

  async #readNetwork(): Promise<LabNetwork> {
    const { ec2 } = this.clients;
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: "default-for-az", Values: ["true"] }] }),
    );
    const vpcId = Subnets[0]?.VpcId ?? "";
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({
        Filters: [
          { Name: "vpc-id", Values: [vpcId] },
          { Name: "group-name", Values: ["default"] },
        ],
      }),
    );
    return {
      vpcId,
      subnetIds: Subnets.map(({ SubnetId = "" }) => SubnetId),
      defaultGroupId: SecurityGroups[0]?.GroupId ?? "",
    };
  }

  /** Registers what takes back something that was made; the last one made goes first. */
  onRemove(removal: () => Promise<unknown>): void {
    this.#removals.push(removal);
  }

  /** A security group that lets nothing in but what is said. */
  async securityGroup(
    name: string,
    allows: readonly AllowedSource[],
    otherVpcId?: string,
  ): Promise<string> {
    const { ec2 } = this.clients;
    const vpcId = otherVpcId ?? (await this.network()).vpcId;
    const { GroupId = "" } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: name, Description: "Postern lab", VpcId: vpcId }),
    );
    this.onRemove(() => ec2.send(new DeleteSecurityGroupCommand({ GroupId })));
    if (allows.length > 0) {
      await ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId,
          IpPermissions: allows.map(({ port, from }) => ({
            IpProtocol: "tcp",
            FromPort: port,
            ToPort: port,
            ...(from.startsWith("sg-")
              ? { UserIdGroupPairs: [{ GroupId: from }] }
              : { IpRanges: [{ CidrIp: from }] }),
          })),
        }),
      );
    }
    return GroupId;
  }

  /** A VPC that has nothing to do with the default one, with a subnet in two zones and a security group that is open. */
  async anotherVpc(): Promise<{ readonly subnetIds: string[]; readonly groupId: string }> {
    const { ec2 } = this.clients;
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.99.0.0/16" }));
    const VpcId = Vpc?.VpcId ?? "";
    this.onRemove(() => ec2.send(new DeleteVpcCommand({ VpcId })));
    const subnetIds: string[] = [];
    for (const [index, zone] of ["a", "b"].entries()) {
      const { Subnet } = await ec2.send(
        new CreateSubnetCommand({
          VpcId,
          CidrBlock: `10.99.${index}.0/24`,
          AvailabilityZone: `${LAB_REGION}${zone}`,
        }),
      );
      const SubnetId = Subnet?.SubnetId ?? "";
      this.onRemove(() => ec2.send(new DeleteSubnetCommand({ SubnetId })));
      subnetIds.push(SubnetId);
    }
    return { subnetIds, groupId: await this.securityGroup("shop-elsewhere", [], VpcId) };
  }

  /** A certificate in ACM, imported from the lab's authority where that is trusted; its ARN. */
  async certificate(names: readonly string[], kind: CertificateKind = "good"): Promise<string> {
    const { acm } = this.clients;
    if (kind === "good" && !this.#isAuthorityTrusted) {
      const [DomainName = "", ...others] = names;
      const SubjectAlternativeNames = others.length === 0 ? undefined : others;
      const issued = await acm.send(
        new RequestCertificateCommand({ DomainName, SubjectAlternativeNames }),
      );
      return this.#removable(issued.CertificateArn);
    }
    const certificate = await this.authority.issue(kind, names);
    this.#soonestExpiryMs = Math.min(this.#soonestExpiryMs, certificate.notAfter.getTime());
    const { leafPem, chainPem, keyPem } = certificate;
    const imported = await acm.send(
      new ImportCertificateCommand({
        Certificate: Buffer.from(leafPem),
        PrivateKey: Buffer.from(keyPem),
        ...(chainPem === "" ? {} : { CertificateChain: Buffer.from(chainPem) }),
      }),
    );
    return this.#removable(imported.CertificateArn);
  }

  #removable(CertificateArn = ""): string {
    this.onRemove(() => this.clients.acm.send(new DeleteCertificateCommand({ CertificateArn })));
    return CertificateArn;
  }

  /** When the first of the certificates made expires. */
  get soonestExpiryMs(): number {
    return this.#soonestExpiryMs;
  }

  /** Starts a backend in this process. */
  async target(options: LabTargetOptions = {}): Promise<LabTarget> {
    const target = await startLabTarget(options, this.#runtime);
    this.#targets.push(target);
    return target;
  }

  /** Waits until it is so; throws with `what` when it does not come about. */
  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const endsAtMs = this.#runtime.clock.monotonicMs() + PATIENCE_MS;
    while (!(await isSo())) {
      if (this.#runtime.clock.monotonicMs() > endsAtMs) {
        throw new Error(`Cannot go on: ${what} did not come about in ${PATIENCE_MS / 1000} s`);
      }
      await delay(POLL_MS);
    }
  }

  /**
   * Takes back everything; what could not be is said, in words. What is refused because something else still goes
   * (a link that is being deleted holds its load balancer) is tried again.
   */
  async remove(): Promise<string[]> {
    const endsAtMs = this.#runtime.clock.monotonicMs() + PATIENCE_MS;
    let refused = await this.#removeOnce();
    while (refused.length > 0 && this.#runtime.clock.monotonicMs() < endsAtMs) {
      await delay(POLL_MS * refused.length);
      refused = await this.#removeOnce();
    }
    await this.close();
    return refused;
  }

  /** One round, the last one made first; what was refused stays for the next. */
  async #removeOnce(): Promise<string[]> {
    const refused: string[] = [];
    for (const removal of this.#removals.splice(0).toReversed()) {
      try {
        await removal();
      } catch (cause) {
        const { name, message } = cause as Error;
        if (/NotFound/.test(name)) continue;
        refused.push(message);
        this.#removals.unshift(removal);
      }
    }
    return refused;
  }

  /** Ends targets and clients; what was made at the endpoint stays. */
  async close(): Promise<void> {
    for (const target of this.#targets.splice(0)) await target.close();
    this.clients.destroy();
  }
}

/** `from`: a security group or an address block. */
export interface AllowedSource {
  readonly port: number;
  readonly from: string;
}

// Links to the load balancers that use something, by name.
import Link from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { balancerName } from "../../commons/endpoints.ts";
import { href } from "../../commons/href.ts";

export function BalancerLinks({ arns }: { readonly arns: readonly string[] }): ReactNode {
  if (arns.length === 0) return "None associated";
  return arns.map((arn) => (
    <div key={arn}>
      <Link href={href(`/load-balancers/${encodeURIComponent(arn)}`)}>{balancerName(arn)}</Link>
    </div>
  ));
}

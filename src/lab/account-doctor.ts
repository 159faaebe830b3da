// The doctor at work on a scenario's account: it reads through the AWS APIs, as it would read AWS, and makes its fixes
// through them. What the scenario saw itself (its journeys) is added to what the account tells.
import { setTimeout as delay } from "node:timers/promises";
import type { DoctorSource } from "../doctor/doctor-source.ts";
import { diagnose, type Diagnosis } from "../doctor/diagnose.ts";
import { NO_EVIDENCE } from "../doctor/evidence.ts";
import { examine } from "../doctor/examine.ts";
import { createAwsCaller } from "../doctor/fixing/aws-caller.ts";
import { describeCall, describeDeployment } from "../doctor/fixing/describe-call.ts";
import { makeFixes } from "../doctor/fixing/make-fixes.ts";
import { planFixes } from "../doctor/fixing/plan-fixes.ts";
import { readAwsInventory } from "../doctor/sources/aws-source.ts";
import { gatherEvidence } from "../doctor/sources/evidence-source.ts";
import { type AwsClients, createAwsClients } from "../doctor/sources/aws-clients.ts";
import { readTemplateInventory } from "../doctor/sources/template-inventory.ts";
import { LAB_REGION, type LabPlace } from "./lab-clients.ts";
import type { LabDiagnosisOptions, LabDoctor, MadeFix } from "./lab-doctor.ts";

/** `trustedCas`: what the Postern was started with beside its own authority. */
export function createAccountDoctor(trustedCas: readonly string[]): LabDoctor {
  return {
    async diagnose(place, options) {
      const diagnosis = await withAccount(place, (clients) =>
        examineAccount(clients, { ...options, trustedCas }),
      );
      return {
        findings: diagnosis.findings,
        mend: (codes) => withAccount(place, (clients) => mendAccount(clients, diagnosis, codes)),
      };
    },
    async diagnoseTemplate(text) {
      const inventory = await readTemplateInventory([{ path: "template.yaml", text }]);
      return examine(inventory, NO_EVIDENCE, { nowMs: Date.now(), codes: null }).findings;
    },
  };
}

async function withAccount<Result>(
  place: LabPlace,
  action: (clients: AwsClients) => Promise<Result>,
): Promise<Result> {
  const clients = await createAwsClients({
    endpoint: place.endpointUrl,
    region: LAB_REGION,
    profile: null,
    credentials: { accessKeyId: place.account, secretAccessKey: "lab" },
  });
  try {
    return await action(clients);
  } finally {
    clients.close();
  }
}

function examineAccount(
  clients: AwsClients,
  options: LabDiagnosisOptions & { readonly trustedCas: readonly string[] },
): Promise<Diagnosis> {
  const { trustedCas, journeys } = options;
  const nowMs = Date.now();
  const source: DoctorSource = {
    async readInventory() {
      return options.imagineInventory(await readAwsInventory(clients, { nowMs, trustedCas }));
    },
    async gatherEvidence(inventory) {
      const gathered = await gatherEvidence(inventory, clients, { nowMs, probes: true });
      // Only its own requests: others are made by other scenarios at the same time.
      const evidence = options.imagineEvidence({ ...gathered.evidence, journeys });
      return { ...gathered, evidence };
    },
    caller: createAwsCaller(clients),
  };
  return diagnose([source], { nowMs, codes: null, apiId: null });
}

async function mendAccount(
  clients: AwsClients,
  { examined }: Diagnosis,
  codes: ReadonlySet<string>,
): Promise<readonly MadeFix[]> {
  const [account] = examined;
  if (account === undefined) return [];
  const { fixes, skipped } = planFixes(account, codes);
  const { made, failed } = await makeFixes(fixes, {
    caller: createAwsCaller(clients),
    pause: (durationMs) => delay(durationMs),
    onStep: () => {},
  });
  const [failure] = failed;
  if (failure !== undefined) throw new Error(`Cannot mend: ${failure.failure}`);
  const [skip] = skipped;
  if (made.length === 0 && skip !== undefined) throw new Error(`Cannot mend: ${skip.why}`);
  const shown = new Set<string>();
  return made.map(({ title, calls, deploys }) => {
    const lines = [...calls.map(describeCall), ...deploys.map(describeDeployment)];
    const others = lines.filter((line) => !shown.has(line));
    for (const line of others) shown.add(line);
    return { title, calls: others };
  });
}

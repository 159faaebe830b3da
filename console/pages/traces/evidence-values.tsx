// Evidence as names and values. What is nested is shown nested, to a depth that a person still reads.
import type { ReactNode } from "react";
import { evidenceLabel } from "./journey-text.ts";
import "./way.css";

const DEPTH_MAX = 3;

export interface EvidenceValuesProps {
  readonly values: Readonly<Record<string, unknown>>;
  readonly depth?: number;
}

export function EvidenceValues({ values, depth = 0 }: EvidenceValuesProps): ReactNode {
  return (
    <dl className="way-values">
      {Object.entries(values).map(([name, value]) => (
        <div key={name}>
          <dt>{evidenceLabel(name)}</dt>
          <dd>
            <EvidenceValue value={value} depth={depth} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function EvidenceValue(props: { readonly value: unknown; readonly depth: number }): ReactNode {
  const { value, depth } = props;
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "string") return value;
  if (typeof value !== "object" || depth >= DEPTH_MAX) return JSON.stringify(value);
  if (!Array.isArray(value)) {
    const values = value as Readonly<Record<string, unknown>>;
    if (Object.keys(values).length === 0) return "–";
    return <EvidenceValues values={values} depth={depth + 1} />;
  }
  const items: readonly unknown[] = value;
  if (items.length === 0) return "none";
  if (items.every((item) => typeof item !== "object" || item === null)) return items.join("\n");
  return items.map((item, at) => (
    <div key={at}>
      <EvidenceValue value={item} depth={depth + 1} />
    </div>
  ));
}

// Values of a plan's resources. What is planned is taken as it is; what is known after apply only is what the
// configuration's expression refers to, where that is one resource (or, for lists, some): its id or ARN is the one
// that it has already, or one made here. A plan does not tell how an expression joins what it refers to, so texts
// that are put together of several parts stay unresolved.
import { createHash } from "node:crypto";
import {
  isObject,
  listOf,
  objectOf,
  textOf,
  type JsonObject,
} from "../../services/openapi/json-value.ts";
import { isUnresolved, unresolved } from "../unresolved.ts";
import { identityOf, type Identity, type IdentityPlace } from "./template-identity.ts";
import {
  ADDRESS_LENGTH_MAX,
  calledModule,
  lastModuleName,
  parentModule,
  type PlannedResource,
} from "./terraform-planned.ts";
import { terraformTypes } from "./terraform-types.ts";

/** References that lead to references. */
const FOLLOWED_MAX = 40;
/** Of one expression. */
const REFERENCES_MAX = 1_000;
/** In one plan. */
const FOLLOWING_STEPS_MAX = 1_000_000;
const BLOCK_DEPTH_MAX = 20;

/** Attributes that are lists: every reference is one or more of their entries. */
const LISTS: ReadonlySet<string> = new Set([
  "subnets",
  "subnet_ids",
  "security_groups",
  "security_group_ids",
  "target_arns",
  "target_group_arns",
  "cidr_blocks",
  "ipv6_cidr_blocks",
  "prefix_list_ids",
  "subject_alternative_names",
]);
/** Attributes that hold a URL or an ARN: a reference to anything but an ARN is only a part of them. */
const LOCATORS: ReadonlySet<string> = new Set(["uri", "integration_uri"]);
const IDENTIFYING: ReadonlySet<string> = new Set(["arn", "id", "invoke_arn"]);
/** Attributes of resources → of identities. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  dns_name: "DNSName",
  root_resource_id: "RootResourceId",
  default_security_group_id: "DefaultSecurityGroup",
  api_endpoint: "ApiEndpoint",
};

export interface PlannedIdentity {
  readonly id: string;
  readonly arn: string;
  readonly attributes: Identity["attributes"];
}

/** A value that a reference leads to, and the attribute it was found at. */
interface Target {
  readonly attribute: string;
  readonly value: string;
}

export class TerraformReferences {
  readonly #configuration: JsonObject;
  readonly #variables: JsonObject;
  readonly #place: IdentityPlace & { readonly prefix: string };
  readonly #byAddress = new Map<string, PlannedResource>();
  /** All instances of a resource, by the address without index. */
  readonly #instances = new Map<string, PlannedResource[]>();
  readonly #identities = new Map<PlannedResource, PlannedIdentity>();
  /** What references came to; nothing while one is being followed, as Terraform has none that lead to themselves. */
  readonly #followedTo = new Map<string, readonly Target[]>();
  #followed = 0;
  #stepsLeft = FOLLOWING_STEPS_MAX;

  /** `place.prefix`: what tells its resources from those of other plans that are read with it; "" for the only one. */
  constructor(
    root: JsonObject,
    planned: readonly PlannedResource[],
    place: IdentityPlace & { readonly prefix: string },
  ) {
    this.#configuration = objectOf(objectOf(root["configuration"])["root_module"]);
    this.#variables = objectOf(root["variables"]);
    this.#place = place;
    for (const resource of planned) {
      this.#byAddress.set(resource.address, resource);
      const address = `${within(resource.module)}${resource.type}.${resource.name}`;
      const known = this.#instances.get(address);
      if (known === undefined) this.#instances.set(address, [resource]);
      else known.push(resource);
    }
  }

  /** Every attribute and block of a resource. */
  values(resource: PlannedResource): unknown {
    const { values, unknown, expressions } = resource;
    return this.#merged({ values, unknown, expressions, resource, depth: 0 });
  }

  /** The id and ARN that a resource has, or will be known by here. */
  identity(resource: PlannedResource): PlannedIdentity {
    const known = this.#identities.get(resource);
    if (known !== undefined) return known;
    const made = this.#makeIdentity(resource);
    this.#identities.set(resource, made);
    return made;
  }

  #makeIdentity(resource: PlannedResource): PlannedIdentity {
    const { values } = resource;
    const type = terraformTypes.get(resource.type)?.type ?? "";
    const id = textOf(values["id"]) ?? `${this.#place.prefix}${idOf(resource.address)}`;
    const owner = values["load_balancer_arn"] ?? this.#expressed(resource, "load_balancer_arn");
    const listener = values["listener_arn"] ?? this.#expressed(resource, "listener_arn");
    const made = identityOf(type, id, this.#place, {
      balancerType: textOf(values["load_balancer_type"]) ?? "application",
      ownerArn: textOf(owner) ?? textOf(listener) ?? "",
    });
    const attributes: Record<string, string> = { ...made?.attributes };
    for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
      const value = textOf(values[name]);
      if (value !== undefined) attributes[attribute] = value;
    }
    return {
      id,
      arn: textOf(values["arn"]) ?? (id.startsWith("arn:") ? id : (made?.arn ?? "")),
      attributes,
    };
  }

  #expressed(resource: PlannedResource, name: string): unknown {
    const expression = resource.expressions[name];
    return isObject(expression) ? this.#resolved(name, expression, resource) : undefined;
  }

  #merged(part: {
    readonly values: JsonObject;
    readonly unknown: unknown;
    readonly expressions: JsonObject;
    readonly resource: PlannedResource;
    readonly depth: number;
  }): JsonObject {
    const { values, expressions, resource, depth } = part;
    const unknown = objectOf(part.unknown);
    const names = new Set([...Object.keys(values), ...Object.keys(expressions)]);
    const entries: [string, unknown][] = [];
    for (const name of names) {
      const expression = expressions[name];
      const blocks = blocksOf(expression);
      if (blocks !== null && depth < BLOCK_DEPTH_MAX) {
        const planned = Array.isArray(values[name]) ? listOf(values[name]) : [values[name]];
        const count = (values[name] ?? undefined) === undefined ? blocks.length : planned.length;
        const merged = Array.from({ length: count }, (_, index) => {
          const value = objectOf(planned[index]);
          return this.#merged({
            values: value,
            unknown: listOf(unknown[name])[index] ?? unknown[name],
            expressions: blockFor(value, blocks, index),
            resource,
            depth: depth + 1,
          });
        });
        entries.push([name, merged]);
      } else {
        entries.push([
          name,
          this.#value(name, values[name], unknown[name], { expression, resource }),
        ]);
      }
    }
    return Object.fromEntries(entries);
  }

  #value(
    name: string,
    planned: unknown,
    unknown: unknown,
    { expression, resource }: { expression: unknown; resource: PlannedResource },
  ): unknown {
    const isPartlyUnknown = LISTS.has(name) && JSON.stringify(unknown ?? "").includes("true");
    const isKnown = planned !== undefined && planned !== null;
    if (isKnown && !isPartlyUnknown) return planned;
    // Not written: the provider chooses.
    if (!isObject(expression)) return planned;
    if (planned === null && unknown !== true && resource.unknown !== undefined) return undefined;
    const resolved = this.#resolved(name, expression, resource);
    if (!LISTS.has(name) || !isKnown) return resolved;
    const known = listOf(planned).filter((entry) => entry !== null);
    return [...new Set([...known, ...listOf(resolved)])];
  }

  #resolved(name: string, expression: JsonObject, resource: PlannedResource): unknown {
    if (Object.hasOwn(expression, "constant_value")) return expression["constant_value"];
    const found = this.#targets(expression, resource.module, resource.index);
    if (LISTS.has(name)) {
      const known = found.filter((entry) => !isUnresolved(entry.value));
      return (known.length > 0 ? known : found).map((entry) => entry.value);
    }
    const usable = found.filter(
      ({ attribute, value }) =>
        !isUnresolved(value) && (!LOCATORS.has(name) || IDENTIFYING.has(attribute)),
    );
    const [only, ...others] = [...new Set(usable.map(({ value }) => value))];
    if (only !== undefined && others.length === 0) return only;
    return unresolved(`${resource.address}.${name}, known after apply`);
  }

  /** What an expression refers to, as far as that can be followed. */
  #targets(expression: JsonObject, module: string, index: PlannedResource["index"]): Target[] {
    const references = listOf(expression["references"])
      .slice(0, REFERENCES_MAX)
      .flatMap((entry) => textOf(entry) ?? [])
      .filter((entry) => entry.length <= ADDRESS_LENGTH_MAX);
    const specific = references.filter(
      (entry) => !references.some((other) => isPartOf(entry, other)),
    );
    this.#stepsLeft -= 1;
    if (this.#followed >= FOLLOWED_MAX || this.#stepsLeft < 0) return [];
    this.#followed += 1;
    try {
      return specific.flatMap((reference) => this.#follow(reference, module, index));
    } finally {
      this.#followed -= 1;
    }
  }

  #follow(reference: string, module: string, index: PlannedResource["index"]): readonly Target[] {
    const key = JSON.stringify([reference, module, index]);
    const known = this.#followedTo.get(key);
    if (known !== undefined) return known;
    this.#followedTo.set(key, []);
    const found = this.#followAnew(reference, module, index);
    this.#followedTo.set(key, found);
    return found;
  }

  #followAnew(
    reference: string,
    module: string,
    index: PlannedResource["index"],
  ): readonly Target[] {
    const [kind = "", name = ""] = reference.split(/[.[]/);
    if (kind === "var") return this.#variable(name, module);
    if (kind === "module") return this.#output(reference, module);
    if (["local", "each", "count", "path", "data", "terraform", "self"].includes(kind)) return [];
    const parts = /^([\w-]+\.[\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(?:\.([\w-]+))?/.exec(
      reference,
    );
    if (parts === null) return [];
    const address = `${within(module)}${parts[1]}`;
    const all = this.#instances.get(address) ?? [];
    const indexed = this.#byAddress.get(`${address}${parts[2] ?? ""}`);
    const same = all.find((entry) => entry.index === index && index !== undefined);
    const chosen = indexed ?? (parts[2] === undefined ? same : undefined);
    const attribute = parts[3] ?? "id";
    return (chosen === undefined ? all : [chosen]).flatMap((resource) =>
      this.#attribute(resource, attribute).map((value) => ({ attribute, value })),
    );
  }

  #attribute(resource: PlannedResource, attribute: string): string[] {
    const planned = resource.values[attribute];
    if (planned !== undefined && planned !== null) return textsIn(planned);
    const identity = this.identity(resource);
    const isOurs = terraformTypes.has(resource.type);
    if (isOurs && attribute === "arn" && identity.arn !== "") return [identity.arn];
    if (isOurs && attribute === "id")
      return [isArnType(resource.type) ? identity.arn : identity.id];
    const known = identity.attributes[ATTRIBUTES[attribute] ?? ""];
    if (known !== undefined) return [known];
    const expression = resource.expressions[attribute];
    if (!isObject(expression)) return [unresolved(`${resource.address}.${attribute}`)];
    return this.#texts(expression, resource.module, resource.index);
  }

  #variable(name: string, module: string): Target[] {
    if (module === "") {
      const value = objectOf(this.#variables[name])["value"];
      return textsIn(value).map((text) => ({ attribute: "var", value: text }));
    }
    const parent = parentModule(module);
    const calls = objectOf(this.#configurationOf(parent)["module_calls"]);
    const call = objectOf(calls[lastModuleName(module)]);
    const expression = objectOf(objectOf(call["expressions"])[name]);
    if (Object.hasOwn(expression, "constant_value")) {
      const texts = textsIn(expression["constant_value"]);
      return texts.map((text) => ({ attribute: "var", value: text }));
    }
    return this.#targets(expression, parent, undefined);
  }

  #output(reference: string, module: string): Target[] {
    const parts = /^(module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?)\.([\w-]+)/.exec(reference);
    if (parts === null) return [];
    const [, call = "", name = "", output = ""] = parts;
    const called = calledModule(this.#configurationOf(module), name);
    const expression = objectOf(objectOf(objectOf(called["outputs"])[output])["expression"]);
    return this.#targets(expression, `${within(module)}${call}`, undefined);
  }

  #texts(expression: JsonObject, module: string, index: PlannedResource["index"]): string[] {
    if (Object.hasOwn(expression, "constant_value")) return textsIn(expression["constant_value"]);
    return this.#targets(expression, module, index).map(({ value }) => value);
  }

  #configurationOf(module: string): JsonObject {
    if (module === "") return this.#configuration;
    return calledModule(this.#configurationOf(parentModule(module)), lastModuleName(module));
  }
}

function within(module: string): string {
  return module === "" ? "" : `${module}.`;
}

/** "aws_lb.main" of "aws_lb.main.arn" */
function isPartOf(part: string, whole: string): boolean {
  return (
    whole.length > part.length && whole.startsWith(part) && /[.[]/.test(whole[part.length] ?? "")
  );
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value)
    ? value.flatMap((entry) => textOf(entry) ?? [])
    : [textOf(value) ?? []].flat();
}

/** Blocks of a configuration; null for an expression. */
function blocksOf(expression: unknown): JsonObject[] | null {
  if (Array.isArray(expression)) return expression.map(objectOf);
  if (!isObject(expression)) return null;
  const isExpression = "constant_value" in expression || "references" in expression;
  return isExpression || Object.keys(expression).length === 0 ? null : [expression];
}

/** Sets are planned in another order than they are written: the block whose constants are those of the values. */
function blockFor(value: JsonObject, blocks: readonly JsonObject[], index: number): JsonObject {
  const alike = blocks.find((block) =>
    Object.entries(block).every(([name, expression]) => {
      if (!isObject(expression) || !Object.hasOwn(expression, "constant_value")) return true;
      return JSON.stringify(expression["constant_value"]) === JSON.stringify(value[name]);
    }),
  );
  return alike ?? blocks[index] ?? {};
}

/** Whose id is their ARN. */
function isArnType(type: string): boolean {
  return /^aws_(?:lb|alb)(?:_|$)|^aws_acm_/.test(type);
}

/** An address as it may stand in an ARN, a host name and before a slash. */
function idOf(address: string): string {
  const id = address.replaceAll(/[^A-Za-z0-9._-]/g, "-");
  if (id === address) return id;
  return `${id}-${createHash("sha256").update(address).digest("hex").slice(0, 6)}`;
}

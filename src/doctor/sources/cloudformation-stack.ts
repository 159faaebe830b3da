// One stack of a CloudFormation template: its parameters, conditions, mappings and outputs as functions ask for them,
// and its resources with functions resolved. Everything is worked out when asked for, once, and what refers to itself
// is an unresolved value.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
import { isObject, objectOf, textOf, type JsonObject } from "../../services/openapi/json-value.ts";
import type { SourceLocation } from "../inventory.ts";
import { unresolved } from "../unresolved.ts";
import { isUnknown, type Evaluator, type Truth } from "./cloudformation-evaluator.ts";
import { intrinsicFunctions, truthOf } from "./cloudformation-functions.ts";
import { parameterValue } from "./cloudformation-parameters.ts";
import { NESTING_MAX, type CloudFormationWorld } from "./cloudformation-world.ts";
import { expandServerless } from "./sam-resources.ts";
import type { TemplateDocument } from "./template-file.ts";
import { identityOf, type Identity } from "./template-identity.ts";
import { INVENTORY_TYPES, registersTargets, type TemplateResource } from "./template-resource.ts";

const STACK_TYPES: ReadonlySet<string> = new Set([
  "AWS::CloudFormation::Stack",
  "AWS::Serverless::Application",
]);
const ASSET_HASH = /\b[0-9a-f]{64}\b/;
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const DYNAMIC_REFERENCE = /\{\{resolve:([^{}]*)\}\}/g;

export interface StackPlace {
  /** What tells its resources from those of other stacks; "" for the only one. */
  readonly prefix: string;
  readonly name: string;
  readonly nesting: number;
  /** The value somebody gave to a parameter; undefined when nobody did. */
  readonly parameter: (name: string) => unknown;
}

export class CloudFormationStack implements Evaluator {
  readonly document: TemplateDocument;
  readonly #world: CloudFormationWorld;
  readonly #place: StackPlace;
  readonly #resources: ReadonlyMap<string, JsonObject>;
  /** SAM's names for what it generates: "Api.Stage" → the stage's logical id. */
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #known = new Map<string, unknown>();
  readonly #inProgress = new Set<string>();

  constructor(document: TemplateDocument, world: CloudFormationWorld, place: StackPlace) {
    this.document = document;
    this.#world = world;
    this.#place = place;
    const { resources, aliases } = expandServerless(document);
    this.#resources = resources;
    this.#aliases = aliases;
    for (const [name, output] of Object.entries(objectOf(document.root["Outputs"]))) {
      const exported = objectOf(objectOf(output)["Export"])["Name"];
      if (exported === undefined) continue;
      const exportName = textOf(this.evaluate(exported));
      if (exportName !== undefined) world.export(exportName, () => this.output(name));
    }
  }

  get region(): string | undefined {
    return this.#world.region;
  }

  /** Resources that a diagnosis needs, those of nested stacks among them. */
  resources(): TemplateResource[] {
    const found: TemplateResource[] = [];
    for (const [logicalId, resource] of this.#resources) {
      const type = textOf(resource["Type"]) ?? "";
      const wanted = INVENTORY_TYPES.has(type) || registersTargets(type) || STACK_TYPES.has(type);
      if (!wanted || !this.#exists(resource)) continue;
      const nested = STACK_TYPES.has(type) ? this.#nested(logicalId) : undefined;
      if (nested !== undefined) found.push(...nested.resources());
      else if (!STACK_TYPES.has(type)) found.push(this.#resource(logicalId, type, resource));
    }
    return found;
  }

  /** The paths of templates that nested stacks were made of. */
  nestedPaths(): string[] {
    const paths: string[] = [];
    for (const [logicalId, resource] of this.#resources) {
      if (!STACK_TYPES.has(textOf(resource["Type"]) ?? "")) continue;
      const nested = this.#nested(logicalId);
      if (nested !== undefined) paths.push(nested.document.path, ...nested.nestedPaths());
    }
    return paths;
  }

  /** Nested stacks whose template was not found, and why nothing is known of what they hold. */
  missingStacks(): SourceLocation[] {
    const missing: SourceLocation[] = [];
    for (const [logicalId, resource] of this.#resources) {
      if (!STACK_TYPES.has(textOf(resource["Type"]) ?? "") || !this.#exists(resource)) continue;
      const nested = this.#nested(logicalId);
      if (nested === undefined) missing.push(this.#locationOf(logicalId, resource));
      else missing.push(...nested.missingStacks());
    }
    return missing;
  }

  evaluate(value: unknown): unknown {
    const tooDeep = unresolved("functions that are nested too deep");
    return this.#world.within(this.document.path, () => this.#evaluated(value), tooDeep);
  }

  #evaluated(value: unknown): unknown {
    if (typeof value === "string") {
      return value.includes("{{resolve:")
        ? value.replace(DYNAMIC_REFERENCE, (_whole, what: string) => unresolved(what))
        : value;
    }
    if (Array.isArray(value)) {
      const list = value
        .map((entry) => this.evaluate(entry))
        .filter((entry) => entry !== undefined);
      this.document.positions.copy(value, list);
      return list;
    }
    if (!isObject(value)) return value;
    const keys = Object.keys(value);
    const call = keys.length === 1 ? intrinsicFunctions.get(keys[0] ?? "") : undefined;
    if (call !== undefined) {
      const result = call(value[keys[0] ?? ""], this);
      this.document.positions.copy(value, result);
      return result;
    }
    return this.#evaluatedObject(value);
  }

  #evaluatedObject(value: JsonObject): JsonObject {
    const entries: [string, unknown][] = [];
    for (const [key, entry] of Object.entries(value)) {
      // A whole object may be included beside other keys, as in an OpenAPI document.
      if (key === "Fn::Transform") {
        const included = intrinsicFunctions.get(key)?.(entry, this);
        if (isObject(included)) entries.push(...Object.entries(included));
        continue;
      }
      const evaluated = this.evaluate(entry);
      if (evaluated !== undefined) entries.push([key, evaluated]);
    }
    const object = Object.fromEntries(entries);
    this.document.positions.copy(value, object);
    return object;
  }

  ref(name: string): unknown {
    if (name.startsWith("AWS::")) return this.#pseudoParameter(name);
    const parameters = objectOf(this.document.root["Parameters"]);
    if (Object.hasOwn(parameters, name)) {
      return this.#once(`parameter ${name}`, () =>
        parameterValue(name, objectOf(parameters[name]), this.#place.parameter(name)),
      );
    }
    const logicalId = this.#aliases.get(name) ?? name;
    const resource = this.#resources.get(logicalId);
    if (resource === undefined) return unresolved(`Ref to ${name}, which is not in the template`);
    const identity = this.#identity(logicalId, resource);
    if (identity !== null) return identity.ref;
    return this.#refByProperty(logicalId, resource);
  }

  /** Stages are referred to by name; of everything else nothing is known. */
  #refByProperty(logicalId: string, resource: JsonObject): unknown {
    const type = textOf(resource["Type"]);
    if (type === "AWS::ApiGatewayV2::Stage" || type === "AWS::ApiGateway::Stage") {
      return this.#property(logicalId, "StageName");
    }
    return unresolved(`Ref to ${logicalId} (${type ?? "no type"})`);
  }

  attribute(name: string, attribute: string): unknown {
    const logicalId = this.#aliases.get(name) ?? name;
    const resource = this.#resources.get(logicalId);
    const what = `GetAtt of ${name}.${attribute}`;
    if (resource === undefined) {
      // SAM writes `${Api.Stage}` where a Ref is meant.
      const alias = this.#aliases.get(`${name}.${attribute}`);
      return alias === undefined
        ? unresolved(`${what}, which is not in the template`)
        : this.ref(alias);
    }
    const output = /^Outputs\.(.+)$/.exec(attribute)?.[1];
    if (output !== undefined) return this.#nested(logicalId)?.output(output) ?? unresolved(what);
    const identity = this.#identity(logicalId, resource);
    if (identity !== null && Object.hasOwn(identity.attributes, attribute)) {
      return identity.attributes[attribute];
    }
    const hasProperty = Object.hasOwn(objectOf(resource["Properties"]), attribute);
    if (identity !== null && hasProperty) return this.#property(logicalId, attribute);
    const alias = this.#aliases.get(`${name}.${attribute}`);
    return alias === undefined ? unresolved(what) : this.ref(alias);
  }

  condition(name: string): Truth {
    const conditions = objectOf(this.document.root["Conditions"]);
    if (!Object.hasOwn(conditions, name)) return "there is no such condition";
    const make = (): Truth =>
      this.#world.within(
        this.document.path,
        () => truthOf(conditions[name], this),
        "it is nested too deep",
      );
    const truth = this.#once(`condition ${name}`, make);
    return typeof truth === "boolean" ? truth : "it cannot be known";
  }

  mapping(map: string, first: string, second: string): unknown {
    let value: unknown = this.document.root["Mappings"];
    for (const key of [map, first, second]) {
      if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
      value = value[key];
    }
    return value;
  }

  importedValue(name: string): unknown {
    return this.#world.importedValue(name);
  }

  include(location: string): unknown {
    return this.#world.finder.beside(location, this.document.path)?.root;
  }

  /** The value of an output. */
  output(name: string): unknown {
    const outputs = objectOf(this.document.root["Outputs"]);
    if (!Object.hasOwn(outputs, name)) return unresolved(`output ${name}, which does not exist`);
    return this.#once(`output ${name}`, () => this.evaluate(objectOf(outputs[name])["Value"]));
  }

  #pseudoParameter(name: string): unknown {
    const { region, account } = this.#world;
    switch (name) {
      case "AWS::NoValue":
        return undefined;
      case "AWS::Region":
        return region ?? unresolved("AWS::Region, which was not given");
      case "AWS::AccountId":
        return account ?? unresolved("AWS::AccountId, which was not given");
      case "AWS::Partition":
        return region?.startsWith("cn-") === true ? "aws-cn" : "aws";
      case "AWS::URLSuffix":
        return region?.startsWith("cn-") === true ? "amazonaws.com.cn" : "amazonaws.com";
      case "AWS::StackName":
        return this.#place.name;
      default:
        return unresolved(name);
    }
  }

  #exists(resource: JsonObject): boolean {
    const condition = textOf(resource["Condition"]);
    return condition === undefined || this.condition(condition) !== false;
  }

  #identity(logicalId: string, resource: JsonObject): Identity | null {
    const type = textOf(resource["Type"]) ?? "";
    const make = (): Identity | null =>
      identityOf(type, `${this.#place.prefix}${logicalId}`, this.#world.place, {
        balancerType: textOf(this.#property(logicalId, "Type")) ?? "application",
        ownerArn:
          textOf(this.#property(logicalId, "LoadBalancerArn")) ??
          textOf(this.#property(logicalId, "ListenerArn")) ??
          "",
      });
    const identity = this.#once(`identity ${logicalId}`, make);
    return isIdentity(identity) ? identity : null;
  }

  #property(logicalId: string, name: string): unknown {
    const properties = objectOf(this.#resources.get(logicalId)?.["Properties"]);
    if (!Object.hasOwn(properties, name)) return undefined;
    return this.#once(`property ${logicalId}.${name}`, () => this.evaluate(properties[name]));
  }

  #resource(logicalId: string, type: string, resource: JsonObject): TemplateResource {
    const identity = this.#identity(logicalId, resource);
    const location = this.#locationOf(logicalId, resource);
    const { positions } = this.document;
    return {
      type,
      id: `${this.#place.prefix}${logicalId}`,
      label: logicalId,
      arn: identity?.arn ?? "",
      attributes: identity?.attributes ?? {},
      properties: objectOf(this.evaluate(objectOf(resource["Properties"]))),
      location,
      locate: (value) => {
        const position = positions.of(value);
        return position === undefined ? location : { ...location, ...position };
      },
    };
  }

  #locationOf(logicalId: string, resource: JsonObject): SourceLocation {
    const { path, positions } = this.document;
    const position = positions.of(resource) ?? { line: 0, column: 0 };
    return { file: path, ...position, address: logicalId };
  }

  #nested(logicalId: string): CloudFormationStack | undefined {
    const nested = this.#once(`stack ${logicalId}`, () => this.#openNested(logicalId));
    return nested instanceof CloudFormationStack ? nested : undefined;
  }

  #openNested(logicalId: string): CloudFormationStack | undefined {
    const resource = objectOf(this.#resources.get(logicalId));
    const document = this.#nestedDocument(resource);
    if (document === undefined || this.#place.nesting >= NESTING_MAX) return undefined;
    if (!this.#world.admitsStack()) return undefined;
    const parameters = objectOf(objectOf(resource["Properties"])["Parameters"]);
    return new CloudFormationStack(document, this.#world, {
      prefix: `${this.#place.prefix}${logicalId}-`,
      name: `${this.#place.name}-${logicalId}`,
      nesting: this.#place.nesting + 1,
      parameter: (name) =>
        Object.hasOwn(parameters, name) ? this.evaluate(parameters[name]) : undefined,
    });
  }

  #nestedDocument(resource: JsonObject): TemplateDocument | undefined {
    const { finder } = this.#world;
    const properties = objectOf(resource["Properties"]);
    const assetPath = textOf(objectOf(resource["Metadata"])["aws:asset:path"]);
    const url = this.evaluate(properties["TemplateURL"] ?? properties["Location"]);
    for (const path of [assetPath, isUnknown(url) ? undefined : textOf(url)]) {
      const found = path === undefined ? undefined : finder.beside(path, this.document.path);
      if (found !== undefined) return found;
    }
    const hash = ASSET_HASH.exec(textOf(url) ?? "")?.[0];
    return hash === undefined ? undefined : finder.asset(hash);
  }

  /** Worked out once; what asks for itself on the way is unresolved. */
  #once(key: string, make: () => unknown): unknown {
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#inProgress.has(key)) return unresolved(`circular reference: ${key}`);
    this.#inProgress.add(key);
    try {
      const value = make();
      this.#known.set(key, value);
      return value;
    } finally {
      this.#inProgress.delete(key);
    }
  }
}

function isIdentity(value: unknown): value is Identity {
  return isObject(value) && "ref" in value;
}

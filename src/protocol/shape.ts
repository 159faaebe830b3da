// The shapes of a service's inputs and outputs, compiled from the schemas that the SDK clients carry, one step at a
// time as requests need them: EC2 has thousands and an installation uses a few dozen. A shape knows the names its
// members bear in every protocol, so that the walks over values ask no trait twice.
// https://smithy.io/2.0/spec/model.html
import { NormalizedSchema } from "@smithy/core/schema";

/** How a timestamp is written: by the protocol's default, as RFC 3339 text, as an HTTP date or as epoch seconds. */
export type TimestampFormat = "default" | "date-time" | "http-date" | "epoch-seconds";

export interface SimpleShape {
  readonly kind: "string" | "number" | "integer" | "boolean" | "blob" | "unit";
}

export interface TimestampShape {
  readonly kind: "timestamp";
  readonly format: TimestampFormat;
}

export interface ListShape {
  readonly kind: "list";
  readonly member: Shape;
  /** The name of an element in XML and query strings: "member" unless the model says otherwise. */
  readonly memberXmlName: string;
}

export interface MapShape {
  readonly kind: "map";
  readonly value: Shape;
  readonly keyXmlName: string;
  readonly valueXmlName: string;
}

export interface StructureShape {
  readonly kind: "structure";
  readonly name: string;
  /** Exactly one member is set in a union. */
  readonly union: boolean;
  readonly members: readonly Member[];
}

export type Shape = SimpleShape | TimestampShape | ListShape | MapShape | StructureShape;

/** Where restJson1 puts a member of an input or output; `name` is the header's or query parameter's. */
export type HttpBinding =
  | { readonly in: "label" | "query" | "header"; readonly name: string }
  | { readonly in: "query-params" | "payload" | "status" | "body" };

/** A member of a structure, with its name in every protocol. */
export interface Member {
  /** The name in the SDK's types, which handlers see. */
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
  /** restJson1; the other JSON protocol and CBOR use `name`. */
  readonly jsonName: string;
  /** awsQuery both ways, and ec2Query's answers. */
  readonly xmlName: string;
  /** ec2Query's requests. */
  readonly ec2QueryName: string;
  /** The list or map stands without an element of its own around it. */
  readonly flattened: boolean;
  /** A union of events that an output gives one after the other. */
  readonly isEventStream: boolean;
  /** A modelled exception. */
  readonly isError: boolean;
  readonly http: HttpBinding;
}

// Numbers of the schemas' own encoding: @smithy/types, SchemaRef and the sentinels in @smithy/core/schema.
const STRING_SCHEMA = 0;
const NUMERIC_SCHEMA = 1;
const BOOLEAN_SCHEMA = 2;
const TIMESTAMP_SCHEMAS: readonly (TimestampFormat | undefined)[] = [
  undefined,
  undefined,
  undefined,
  undefined,
  "default",
  "date-time",
  "http-date",
  "epoch-seconds",
];
const BLOB_SCHEMA = 21;
const STRUCTURE_MEMBER_NAMES = 4;
const STRUCTURE_REQUIRED_COUNT = 6;

const STRING: SimpleShape = Object.freeze({ kind: "string" });
const NUMBER: SimpleShape = Object.freeze({ kind: "number" });
const INTEGER: SimpleShape = Object.freeze({ kind: "integer" });
const BOOLEAN: SimpleShape = Object.freeze({ kind: "boolean" });
const BLOB: SimpleShape = Object.freeze({ kind: "blob" });
const UNIT: SimpleShape = Object.freeze({ kind: "unit" });

/** The shapes of one service; each is compiled once and shared. */
export class ShapeTable {
  readonly #shapes = new Map<unknown, Shape>();
  readonly #fractionalMembers: ReadonlySet<string> | undefined;

  /** Schemas call whole and fractional numbers the same: see `ServiceDefinition.fractionalMembers`. */
  constructor(fractionalMembers: ReadonlySet<string> | undefined) {
    this.#fractionalMembers = fractionalMembers;
  }

  /** The shape of a schema as an SDK client exports it, or of a reference to one. */
  shapeOf(schema: unknown): Shape {
    // The schema types of the SDK are tuples of deferred references; `of` is what tells them apart.
    return this.compile(NormalizedSchema.of(schema as never));
  }

  /** The shape of a structure's member. */
  memberShape(name: string, schema: NormalizedSchema): Shape {
    const shape = this.compile(schema);
    if (shape !== NUMBER || this.#fractionalMembers === undefined) return shape;
    return this.#fractionalMembers.has(name) ? NUMBER : INTEGER;
  }

  compile(schema: NormalizedSchema): Shape {
    const key = schema.getSchema();
    let shape = this.#shapes.get(key);
    if (shape === undefined) {
      shape = this.#compileNew(schema);
      this.#shapes.set(key, shape);
    }
    return shape;
  }

  #compileNew(schema: NormalizedSchema): Shape {
    if (schema.isUnitSchema()) return UNIT;
    if (schema.isStructSchema()) return new CompiledStructure(this, schema);
    if (schema.isListSchema()) return new CompiledList(this, schema);
    if (schema.isMapSchema()) return new CompiledMap(this, schema);
    const simple = schema.getSchema();
    if (simple === STRING_SCHEMA) return STRING;
    if (simple === NUMERIC_SCHEMA) return NUMBER;
    if (simple === BOOLEAN_SCHEMA) return BOOLEAN;
    if (simple === BLOB_SCHEMA) return BLOB;
    const format = typeof simple === "number" ? TIMESTAMP_SCHEMAS[simple] : undefined;
    if (format !== undefined) return { kind: "timestamp", format };
    throw new TypeError(
      `Cannot compile the schema of ${String(schema.getName(true))}: its type is not known`,
    );
  }
}

class CompiledList implements ListShape {
  readonly kind = "list";
  readonly memberXmlName: string;
  readonly #table: ShapeTable;
  readonly #value: NormalizedSchema;

  constructor(table: ShapeTable, schema: NormalizedSchema) {
    this.#table = table;
    this.#value = schema.getValueSchema();
    this.memberXmlName = text(this.#value.getMergedTraits().xmlName) ?? "member";
  }

  get member(): Shape {
    return this.#table.compile(this.#value);
  }
}

class CompiledMap implements MapShape {
  readonly kind = "map";
  readonly keyXmlName: string;
  readonly valueXmlName: string;
  readonly #table: ShapeTable;
  readonly #value: NormalizedSchema;

  constructor(table: ShapeTable, schema: NormalizedSchema) {
    this.#table = table;
    this.#value = schema.getValueSchema();
    this.keyXmlName = text(schema.getKeySchema().getMergedTraits().xmlName) ?? "key";
    this.valueXmlName = text(this.#value.getMergedTraits().xmlName) ?? "value";
  }

  get value(): Shape {
    return this.#table.compile(this.#value);
  }
}

class CompiledStructure implements StructureShape {
  readonly kind = "structure";
  readonly name: string;
  readonly union: boolean;
  readonly #table: ShapeTable;
  readonly #schema: NormalizedSchema;
  #members: readonly Member[] | undefined;

  constructor(table: ShapeTable, schema: NormalizedSchema) {
    this.#table = table;
    this.#schema = schema;
    this.name = schema.getName() ?? "";
    this.union = schema.isUnionSchema();
  }

  get members(): readonly Member[] {
    this.#members ??= this.#compileMembers();
    return this.#members;
  }

  #compileMembers(): Member[] {
    // [3, namespace, name, traits, memberNames, memberSchemas, requiredCount]: the required members come first.
    const raw = this.#schema.getSchema() as readonly unknown[];
    const names = raw[STRUCTURE_MEMBER_NAMES] as readonly string[];
    const requiredCount = (raw[STRUCTURE_REQUIRED_COUNT] as number | undefined) ?? 0;
    const required = new Set(names.slice(0, requiredCount));
    const members: Member[] = [];
    for (const [name, schema] of this.#schema.structIterator()) {
      members.push(
        compileMember(name, schema, required.has(name), this.#table.memberShape(name, schema)),
      );
    }
    return members;
  }
}

function compileMember(
  name: string,
  schema: NormalizedSchema,
  required: boolean,
  shape: Shape,
): Member {
  const traits = schema.getMergedTraits();
  const xmlName = text(schema.getMemberTraits().xmlName) ?? name;
  return {
    name,
    required,
    shape,
    jsonName: text(traits.jsonName) ?? name,
    xmlName,
    ec2QueryName:
      text(traits["ec2QueryName"]) ?? xmlName.charAt(0).toUpperCase() + xmlName.slice(1),
    flattened: Boolean(traits.xmlFlattened),
    isEventStream: isEventStream(schema, traits),
    isError: traits.error !== undefined,
    http: isEventStream(schema, traits) ? { in: "body" } : httpBinding(name, traits),
  };
}

type Traits = ReturnType<NormalizedSchema["getMergedTraits"]>;

const UNSUPPORTED_TRAITS = [
  "httpPrefixHeaders",
  "streaming",
  "eventHeader",
  "xmlAttribute",
] as const;

function isEventStream(schema: NormalizedSchema, traits: Traits): boolean {
  return Boolean(traits["streaming"]) && schema.isUnionSchema();
}

function httpBinding(name: string, traits: Traits): HttpBinding {
  for (const trait of UNSUPPORTED_TRAITS) {
    if (traits[trait] !== undefined) {
      throw new TypeError(`Cannot compile the member ${name}: the trait ${trait} is not known`);
    }
  }
  if (traits.httpLabel) return { in: "label", name };
  if (traits.httpQuery !== undefined) return { in: "query", name: text(traits.httpQuery) ?? name };
  if (traits.httpHeader !== undefined) {
    return { in: "header", name: text(traits.httpHeader) ?? name };
  }
  if (traits.httpQueryParams) return { in: "query-params" };
  if (traits.httpPayload) return { in: "payload" };
  if (traits.httpResponseCode) return { in: "status" };
  return { in: "body" };
}

function text(trait: unknown): string | undefined {
  return typeof trait === "string" ? trait : undefined;
}

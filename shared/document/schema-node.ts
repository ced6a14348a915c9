import * as z from 'zod';
import type { Path } from './problem.ts';

/** The part of JSON Schema that remedies are made from. */
export interface SchemaNode {
  /** The kind of value, with its article: `a duration`. */
  readonly title?: string;
  readonly type?: string;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** The JSON Schema of what a zod schema takes in. Draft 7, which every editor knows. */
export function jsonSchema(schema: z.ZodType): SchemaNode {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    // zod leaves out the examples of what is transformed, as if they showed the output. Here they show the input.
    override: ({ zodSchema, jsonSchema: own }) => {
      const examples = z.globalRegistry.get(zodSchema)?.examples;
      if (Array.isArray(examples)) {
        own.examples = examples;
      }
    },
  }) as SchemaNode;
}

/** The part of the schema that describes the value at a path; empty where it says nothing. */
export function schemaNode(root: SchemaNode, path: Path): SchemaNode {
  return path.reduce<SchemaNode>((node, segment) => step(node, segment), root);
}

function step(node: SchemaNode, segment: string | number): SchemaNode {
  for (const { properties, additionalProperties, items } of [node, ...(node.anyOf ?? [])]) {
    const next = typeof segment === 'number' ? items : (properties?.[segment] ?? additionalProperties);
    if (typeof next === 'object') {
      return next;
    }
  }
  return {};
}

/** The keys that a map at this node may have. */
export function knownKeys(node: SchemaNode): string[] {
  return [node, ...(node.anyOf ?? [])].flatMap(({ properties }) => Object.keys(properties ?? {}));
}

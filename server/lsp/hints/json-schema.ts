/** The parts of a JSON Schema that completion reads: what stands at a path, which keys and which words it knows. */

export interface JsonSchema {
  description?: string;
  type?: string;
  enum?: readonly string[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
}

/** All sides of what may stand at the path; [] where the schema knows nothing. */
export function schemasAt(schema: JsonSchema, path: readonly (string | number)[]): JsonSchema[] {
  return path.reduce((sides, step) => sides.flatMap((side) => sidesOf(below(side, step))), sidesOf(schema));
}

/** The description of what stands at the path, as written nearest to it. */
export function descriptionAt(schema: JsonSchema, path: readonly (string | number)[]): string | undefined {
  const last = path.at(-1);
  if (last === undefined) return schema.description;
  const outer = schemasAt(schema, path.slice(0, -1));
  return outer.map((side) => below(side, last)?.description).find((text) => text !== undefined);
}

function below({ properties, additionalProperties, items }: JsonSchema, step: string | number): JsonSchema | undefined {
  if (typeof step === 'number') return items;
  const own = properties && Object.hasOwn(properties, step) ? properties[step] : undefined;
  return own ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
}

function sidesOf(schema: JsonSchema | undefined): JsonSchema[] {
  if (!schema) return [];
  return schema.anyOf ? schema.anyOf.flatMap(sidesOf) : [schema];
}

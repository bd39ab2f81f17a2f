/** The JSON Schemas: editors use those of the configuration and of model files, programs that of the report. */
import { z } from 'zod';
import { configShape } from '../../server/config-shape.ts';
import { dialectShape } from '../../server/manifests/dialect-shape.ts';
import { modelShape } from '../../server/models/shape.ts';
import { reportShape } from '../../server/report/json-shape.ts';
import { formatted, type Output } from './output.ts';

/** rules/schema/*.schema.json, from the very shapes that validate. */
export function schemas(): Promise<Output[]> {
  const shapes = { config: configShape, dialect: dialectShape, model: modelShape, report: reportShape };
  return Promise.all(
    Object.entries(shapes).map(([name, shape]) =>
      formatted(
        `rules/schema/${name}.schema.json`,
        JSON.stringify(z.toJSONSchema(shape, { target: 'draft-7', io: 'input' })),
      ),
    ),
  );
}

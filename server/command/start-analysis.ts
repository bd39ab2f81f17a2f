/** The analysis thread of the language server, with the rules and models that ship. */
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { readTypeScript } from '../facts/typescript.ts';
import { isFile } from '../input/read.ts';
import { runAnalysis, type ThreadPort } from '../lsp/analysis/analysis-thread.ts';
import { collectingAtRest, ofV8, type Rest } from '../lsp/at-rest.ts';
import { warmingUp } from '../lsp/analysis/warm-up.ts';
import type { Model } from '../models/model.ts';
import { init } from './init.ts';
import { earlierAnswers } from './earlier-answers.ts';
import { pageOf } from './pages.ts';

/** Runs until the port is closed; `rest` says how the thread tidies up, which one that is not alone in its process does not. */
export function startAnalysis(port: ThreadPort, rest: Rest = ofV8): void {
  const earlier = earlierAnswers();
  runAnalysis(
    warmingUp(collectingAtRest(port, rest), () => void readTypeScript('warm.ts', 'export {};')),
    {
      rules,
      // The generated file was validated when it was written; its literals are wider than the model's types.
      models: models as unknown as Model[],
      ...(earlier ? { earlier } : {}),
      page: pageOf,
      createConfig(directory) {
        const made = init(directory);
        if (!made.isDone && !isFile(made.file)) throw new Error(made.text.trim());
        return { path: made.file };
      },
    },
  );
}

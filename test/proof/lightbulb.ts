/** One example in an editor, fixed at the lightbulb. */
import assert from 'node:assert/strict';
import { type Editor, startEditor } from '../lsp/client.ts';
import { serverProcess } from '../lsp/servers.ts';
import { during } from './during.ts';

export type Sources = Readonly<Record<string, string>>;

export interface Lightbulb {
  open(): Promise<void>;
  /** The rules that speak, in the order of the files. */
  found(): Promise<string[]>;
  /** Takes the first fix of the rule. */
  fix(rule: string): Promise<void>;
  /** Replaces what the expression finds in any of the files. */
  write(what: RegExp, text: string): Promise<void>;
  texts(): Sources;
}

/** The sources as files of the folder of that name. */
export function lightbulb(editor: Editor, folder: string, sources: Sources): Lightbulb {
  const paths = Object.keys(sources).map((path) => `${folder}/${path}`);
  const own = (path: string): string => path.slice(folder.length + 1);
  return {
    async open() {
      for (const path of paths) await editor.open(path, sources[own(path)] ?? '');
    },
    async found() {
      const perFile = await Promise.all(paths.map((path) => editor.diagnostics(path)));
      return perFile.flat().map(({ code }) => String(code));
    },
    async fix(rule) {
      for (const path of paths) {
        const diagnostic = (await editor.diagnostics(path)).find(({ code }) => code === rule);
        if (!diagnostic) continue;
        const [action] = await editor.codeActions(path, diagnostic.range, [diagnostic], ['quickfix']);
        return editor.apply(action?.edit ?? assert.fail(`${rule} has a fix`));
      }
      assert.fail(`${rule} is found`);
    },
    async write(what, text) {
      for (const path of paths) {
        const [written = ''] = what.exec(editor.text(path)) ?? [];
        if (written) await editor.change(path, written, text);
      }
    },
    texts: () => Object.fromEntries(paths.map((path) => [own(path), editor.text(path)])),
  };
}

// An editor with these folders open, each with its sources.
function editorOn(folders: Readonly<Record<string, Sources>>): Promise<Editor> {
  const files = Object.entries(folders).flatMap(([name, sources]) =>
    Object.entries(sources).map(([path, text]) => [`${name}/${path}`, text] as const),
  );
  return startEditor({
    files: Object.fromEntries(files),
    folders: Object.keys(folders),
    server: () => serverProcess('stdio'),
  });
}

/** Registers an editor with the suite around it; the function gives the sources of a folder after the fix of a rule. */
export function fixedIn(folders: Readonly<Record<string, Sources>>): (name: string, rule: string) => Promise<Sources> {
  const editor = editorDuring(folders);
  return (name, rule) => mended(editor(), name, folders[name] ?? {}, rule);
}

/** Registers an editor with the suite around it. */
export function editorDuring(folders: Readonly<Record<string, Sources>>): () => Editor {
  return during(
    () => editorOn(folders),
    (editor) => editor.end(),
  );
}

// The sources after the one fix of the one rule that speaks.
async function mended(editor: Editor, name: string, sources: Sources, rule: string): Promise<Sources> {
  const bulb = lightbulb(editor, name, sources);
  await bulb.open();
  assert.deepEqual(await bulb.found(), [rule]);
  await bulb.fix(rule);
  assert.deepEqual(await bulb.found(), []);
  return bulb.texts();
}

/** package.json as VS Code reads it, held against the sources of the extension and the rules. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { invocations } from '../../client/tool-invocations.ts';
import { ruleTitles } from '../../client/rule-titles.ts';
import { rules } from '../../rules/index.ts';
import { readSettings, settingsShape } from '../../server/lsp/protocol/settings.ts';
import { literalsAndCode, sourcesBelow } from '../harness/sources.ts';

const { contributes } = manifest;
const contributed = contributes.commands.map(({ command }) => command);
const views = Object.values(contributes.views).flat();
const client = sourcesBelow('client').map(({ path, text }) => ({ path, text, ...literalsAndCode(text) }));
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const menus = Object.entries(contributes.menus).flatMap(([menu, items]) => items.map((item) => ({ menu, ...item })));

function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

describe('manifest of the extension', () => {
  it('contributes the commands that are registered, and no others', () => {
    const registered = client
      .filter(({ path }) => path.startsWith('client/commands/'))
      .flatMap(({ text }) => [...text.matchAll(/^ +'(bailiwick\.\w+)': /gm)].map(([, id = '']) => id));
    assert.ok(registered.length > 0);
    assert.deepEqual(sorted(registered), sorted(contributed));
  });

  it('has menus, welcome texts and sources that name commands and views that there are', () => {
    const focus = views.map(({ id }) => `${id}.focus`);
    const known = new Set([...contributed, ...focus, ...views.map(({ id }) => id)]);
    const named = [
      ...menus.map(({ command }) => command),
      ...contributes.keybindings.map(({ command }) => command),
      ...contributes.viewsWelcome.flatMap(({ contents }) => commandsIn(contents)),
      ...steps.flatMap(({ description }) => commandsIn(description)),
      ...steps.flatMap(({ completionEvents }) => completionEvents.flatMap((event) => event.split(':')[1] ?? [])),
    ];
    assert.deepEqual(
      named.filter((id) => id.startsWith('bailiwick.') && !known.has(id)),
      [],
    );
    const shown = contributes.viewsWelcome.map(({ view }) => view);
    assert.deepEqual(
      shown.filter((id) => !views.some((view) => view.id === id)),
      [],
    );
  });

  it('asks in its clauses only for context keys that the extension sets', () => {
    const clauses = [
      ...contributes.commands.map((command) => ('enablement' in command ? command.enablement : '')),
      ...menus.map(({ when }) => when),
      ...contributes.keybindings.map(({ when }) => when),
      ...views.map((view) => ('when' in view ? view.when : '')),
      ...contributes.viewsWelcome.map(({ when }) => when),
    ];
    const asked = clauses.flatMap((clause) => clause?.match(/bailiwick\.\w+(?=\s*(?:[!=&|]|$))/g) ?? []);
    const set = client.flatMap(({ literals }) => literals).filter((literal) => /^bailiwick\.\w+$/.test(literal));
    const ids = new Set([...views.map(({ id }) => id), ...contributed]);
    assert.deepEqual(
      sorted(asked).filter((key) => !ids.has(key) && !set.includes(key)),
      [],
    );
  });

  it('puts every command into the category Bailiwick', () => {
    assert.deepEqual(sorted(contributes.commands.map(({ category }) => category)), ['Bailiwick']);
  });

  it('is never woken by everything', () => {
    const isNarrow = (event: string): boolean => /^onLanguage:\w+$|^workspaceContains:.*\w{3}/.test(event);
    assert.deepEqual(
      manifest.activationEvents.filter((event) => !isNarrow(event)),
      [],
    );
  });

  it('takes the configuration file from no workspace that is not trusted, and nothing else', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual(restrictedConfigurations, ['bailiwick.config']);
    for (const setting of restrictedConfigurations) assert.ok(setting in contributes.configuration.properties);
  });

  it('knows every rule with its title', () => {
    const titles = Object.fromEntries(rules.map(({ meta }) => [meta.id, meta.title]));
    assert.deepEqual(ruleTitles(manifest), titles);
  });

  it('has a setting for everything that the server reads, with a default that the server takes', () => {
    const own = ['trace.server'];
    const properties: Record<
      string,
      { default: unknown; scope: string; enum?: unknown[]; enumDescriptions?: unknown[] }
    > = contributes.configuration.properties;
    const named = Object.entries(properties).map(([key, setting]) => [key.replace('bailiwick.', ''), setting] as const);
    assert.deepEqual(sorted(named.map(([name]) => name)), sorted([...Object.keys(settingsShape.shape), ...own]));
    const defaults = Object.fromEntries(named.map(([name, setting]) => [name, setting.default]));
    assert.deepEqual(readSettings(defaults, []).problems, []);
    for (const [name, setting] of named) {
      assert.equal(setting.enum?.length, setting.enumDescriptions?.length, name);
      assert.match(setting.scope, /^(resource|window)$/, name);
    }
  });

  it('contributes the tools that are registered, and no others', () => {
    const names = Object.keys(invocations).map((name) => `bailiwick_${name}`);
    assert.deepEqual(sorted(contributes.languageModelTools.map(({ name }) => name)), sorted(names));
  });

  it('names files that exist', () => {
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...views.map(({ icon }) => icon),
      ...contributes.yamlValidation.map(({ url }) => url),
      ...steps.map(({ media }) => media.svg ?? media.markdown),
    ];
    const root = new URL('../../', import.meta.url);
    assert.deepEqual(
      files.filter((file) => !existsSync(fileURLToPath(new URL(file, root)))),
      [],
    );
  });
});

function commandsIn(text: string): string[] {
  return [...text.matchAll(/\(command:([\w.]+)/g)].map(([, id = '']) => id);
}

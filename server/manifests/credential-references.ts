/** Moves a credential out of a manifest: the product asks for it, or takes it from a variable that is named there. */
import type { Document, MapTree } from '../documents/document.ts';
import type { DocumentEdits } from '../documents/edits/edits.ts';
import { entryAt, itemsOf, textOf, valueAt, walk } from '../documents/tree.ts';
import type { Edit, Fix } from '../finding.ts';
import type { ReferenceRow } from './dialect.ts';
import type { CredentialPlace } from './manifest.ts';

/** The fix by which the product reads the credential from where secrets are kept; none where the product cannot. */
export function referred(edits: DocumentEdits, place: CredentialPlace): Fix[] {
  const reference = place.server?.reference ?? place.reference;
  if (!reference) return [];
  const name = nameOf(place, reference);
  const found =
    toInput(edits, place, reference, name) ??
    toName(edits, place, reference, name) ??
    toValue(edits, place, reference, name);
  return found ? [{ ...found, safety: 'suggestion' }] : [];
}

type Found = { title: string; edits: Edit[] } | undefined;

/** What the variable is called that takes the credential in: by the place where it stands. */
function nameOf({ setting, server }: CredentialPlace, { prefix = '' }: ReferenceRow): string {
  const words = (text: string): string =>
    text
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .replace(/[^A-Za-z\d]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .toUpperCase();
  const own = setting?.kind === 'variable' ? setting.name : '';
  const isGeneral = !setting || setting.kind === 'url' || /^(?:proxy-)?authorization$/i.test(setting.name);
  const suffix = isGeneral ? 'TOKEN' : words(setting.name.replace(/^x-/i, ''));
  const name = own ? words(own) : [words(server?.name ?? ''), suffix].filter(Boolean).join('_');
  return name.startsWith(prefix) ? name : `${prefix}${name}`;
}

/** VS Code asks once, masked, and keeps the answer in the store of the system. */
function toInput(
  edits: DocumentEdits,
  { credential, document, server }: CredentialPlace,
  reference: ReferenceRow,
  name: string,
): Found {
  if (reference.inputs === undefined || !server) return undefined;
  const holder = holderOf(document, server.container);
  if (!holder) return undefined;
  const id = name.toLowerCase().replaceAll('_', '-');
  const list = valueAt(holder, reference.inputs);
  const isAsked = itemsOf(list).some((input) => textOf(valueAt(input, 'id')) === id);
  const input = { type: 'promptString', id, description: name, password: true };
  const asked = isAsked
    ? []
    : list?.kind === 'list'
      ? edits.append(document, list, input)
      : edits.set(document, holder, reference.inputs, [input]);
  const value = edits.replaceText(document, credential.text, `\${input:${id}}`, credential.from, credential.to);
  return asked && value && { title: `Ask for it once as \`${id}\`, masked`, edits: [...value, ...asked] };
}

/** The map that holds the servers, in which the prompts stand beside them. */
function holderOf(document: Document, container: unknown): MapTree | undefined {
  for (const root of document.roots)
    for (const { tree } of walk(root))
      if (tree.kind === 'map' && tree.entries.some(({ value }) => value === container)) return tree;
  return undefined;
}

/** Codex is given the name of a variable in a key of its own. */
function toName(
  edits: DocumentEdits,
  { document, server, setting, variable }: CredentialPlace,
  { names }: ReferenceRow,
  name: string,
): Found {
  if (!names || !server || !variable?.entry) return undefined;
  const gone = edits.remove(document, variable.entry);
  const isBearer = setting?.kind === 'header' && /^authorization$/i.test(setting.name);
  const key = setting?.kind === 'header' ? (isBearer ? names.bearer : names.headers) : names.env;
  if (!gone || key === undefined || entryAt(server.root, key)) return undefined;
  const value = isBearer ? name : setting?.kind === 'header' ? { [setting.name]: name } : [name];
  const added = edits.set(document, server.root, key, value);
  return added && { title: `Take it from the variable \`${name}\``, edits: [...gone, ...added] };
}

function toValue(
  edits: DocumentEdits,
  { credential, document }: CredentialPlace,
  { value }: ReferenceRow,
  name: string,
): Found {
  if (value === undefined) return undefined;
  const reference = value.replace('NAME', name);
  const changed = edits.replaceText(document, credential.text, reference, credential.from, credential.to);
  return changed && { title: `Refer to \`${reference}\``, edits: changed };
}

/** Settings by which a container reaches its host, as compose files, Kubernetes, `docker run` and devcontainers write them. */
import type { Entry, MapTree, TextTree, Tree } from '../documents/document.ts';
import { isTrue, itemsOf, placeOf, scalarOf, textOf, valueAt } from '../documents/tree.ts';
import type { Place } from '../finding.ts';
import type { Escape } from './manifest.ts';

const runFlags: [RegExp, string][] = [
  [/^--privileged(?:=true)?$/, 'has every right on the host'],
  [/^--(?:net|network|pid|ipc|userns)=host$/, 'shares what should be kept apart with the host'],
  [
    /^--cap-add=(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|NET_ADMIN|DAC_READ_SEARCH)$/i,
    'is a right by which a container becomes the host',
  ],
  [/^--security-opt=(?:seccomp|apparmor)[=:]unconfined$/, 'takes the filter of system calls away'],
];

/** What flags of `docker run` let a container do. */
export function flagged(args: readonly TextTree[]): Escape[] {
  return args.flatMap((text, index): Escape[] => {
    const before = args[index - 1]?.value ?? '';
    const whole = /^--(?:net|network|pid|ipc|userns|cap-add|security-opt)$/.test(before)
      ? `${before}=${text.value}`
      : text.value;
    const effect = runFlags.find(([pattern]) => pattern.test(whole))?.[1];
    // A flag whose value stands alone would take the next argument for it.
    const alone = whole === text.value ? { member: text } : {};
    if (effect !== undefined) return [{ at: placeOf(text), shown: whole, effect, confidence: 'high', ...alone }];
    const mount = before === '--mount' ? text.value : /^--mount=(.+)$/.exec(text.value)?.[1];
    const source = sourceOf(mount);
    const volume =
      source !== undefined
        ? `${source}:`
        : /^(?:-v|--volume)$/.test(before)
          ? text.value
          : /^(?:-v|--volume=)(.+)$/.exec(text.value)?.[1];
    const found = volume === undefined ? undefined : mountEffect(volume);
    return found ? [{ at: placeOf(text), shown: text.value, ...found }] : [];
  });
}

export const capabilities = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|DAC_READ_SEARCH)$/i;
export const socketEffect = 'hands over the socket of Docker, by which the container starts any other with every right';

/** What a mount lets a container do; undefined for one of a single directory. */
export function mountEffect(volume: string): Pick<Escape, 'effect' | 'confidence'> | undefined {
  // Whoever manages containers needs it, and says so; whether that is wanted here no file tells.
  if (/^\/(?:var\/)?run\/(?:docker|podman\/podman|containerd\/containerd)\.sock\b/.test(volume))
    return { effect: socketEffect, confidence: 'medium' };
  if (/^(?:\/|~\/?|\$HOME\/?|\$\{HOME\}\/?|\/home\/[^/:]+\/?|\/Users\/[^/:]+\/?|\/root\/?|\/etc\/?):/.test(volume))
    return { effect: 'opens the disk or the home of the host', confidence: 'high' };
  return undefined;
}

/** Mounts of a compose service that open the host. */
export function mounts(volumes: Tree | undefined): Escape[] {
  return itemsOf(volumes).flatMap((item) => {
    const source = textOf(item) ?? `${textOf(valueAt(item, 'source')) ?? ''}:`;
    const found = mountEffect(source);
    return found ? [{ at: placeOf(item), shown: source, ...found, member: item }] : [];
  });
}

/** What `type=bind,src=/,dst=/host` mounts. */
export function sourceOf(mount: string | undefined): string | undefined {
  return /(?:^|,)(?:source|src)=([^,]+)/.exec(mount ?? '')?.[1];
}

/** What of the host is mounted: `~/.aws:/root/.aws:ro`, `source=…,target=…`, or a map with a source. */
export function mounted(volumes: Tree | undefined): { at: Place; source: string }[] {
  return itemsOf(volumes).flatMap((item) => {
    const text = textOf(item);
    const source = textOf(valueAt(item, 'source')) ?? sourceOf(text) ?? text?.split(/:(?![-=?])/)[0];
    return source === undefined ? [] : [{ at: placeOf(item), source }];
  });
}

/** A volume of a pod that opens the host. */
export function hostPath(volume: Tree): Escape[] {
  const path = valueAt(volume, 'hostPath.path');
  const found = path?.kind === 'text' ? mountEffect(`${path.value}:`) : undefined;
  return found && path?.kind === 'text' ? [{ at: placeOf(path), shown: path.value, ...found, member: volume }] : [];
}

/** The entries of the key that are true. */
export function trueEntries(
  map: MapTree,
  key: string,
  effect: string,
  confidence: Escape['confidence'] = 'high',
): Escape[] {
  return map.entries.flatMap((entry) =>
    entry.key === key && isTrue(entry.value) ? [ofEntry(entry, effect, confidence)] : [],
  );
}

/** The entries of the keys whose value fits. */
export function namedEntries(map: MapTree, keys: string[], value: RegExp, effect: string): Escape[] {
  return map.entries.flatMap((entry) =>
    keys.includes(entry.key) && value.test(scalarOf(entry.value) ?? '') ? [ofEntry(entry, effect, 'high')] : [],
  );
}

function ofEntry(entry: Entry, effect: string, confidence: Escape['confidence']): Escape {
  const at = { file: entry.at.file, start: entry.at.start, end: entry.value.end };
  return { at, shown: `${entry.key}: ${scalarOf(entry.value) ?? ''}`, effect, confidence, member: entry };
}

/** The items of a list that fit. */
export function listed(map: Tree | undefined, key: string, pattern: RegExp, effect: string): Escape[] {
  return itemsOf(valueAt(map, key)).flatMap((item) => {
    const text = textOf(item);
    return text !== undefined && pattern.test(text)
      ? [{ at: placeOf(item), shown: text, effect, confidence: 'high', member: item }]
      : [];
  });
}

/** What V8 compiled of the bundles, kept on the disk for later starts of a Node that does not keep it by itself. */
import { readFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { attempt } from '../input/attempt.ts';
import { keepFile, prune } from './kept-files.ts';

interface Loading {
  exports: unknown;
  _compile(content: string, filename: string): unknown;
}

type Wrapped = (
  exports: unknown,
  require: NodeJS.Require,
  loading: Loading,
  file: string,
  directory: string,
) => unknown;

interface CodeCache {
  /** Where the bundles lie. */
  bundles: string;
  /** Large ones; the last is what only a run needs that reads code. */
  names: readonly [string, ...string[]];
  /** Where it is kept. */
  directory: string;
  /** Names what was built: nothing of another build is taken. */
  build: string;
}

const extension = '.code';
// Of this build and of those before it, for one or two versions of Node.
const limits = { files: 16, bytes: 32 * 2 ** 20 };
const sumLength = 4;

/**
 * Runs the bundles out of what V8 compiled of them in an earlier process. The first process that reads code keeps that
 * at its end, when all is compiled that a run needs; where it cannot be kept or read, all is compiled as ever.
 */
export function keepCode({ bundles, names, directory, build }: CodeCache): void {
  const prototype = module.prototype as unknown as Loading;
  const { _compile: compile } = prototype;
  const files = new Set(names.map((name) => join(bundles, name)));
  const fresh = new Map<string, Script>();
  let isReadingCode = false;

  // oxlint-disable-next-line no-underscore-dangle -- so Node calls what every loader of modules puts itself before.
  prototype._compile = function (this: Loading, content, filename): unknown {
    if (!files.has(filename)) return compile.call(this, content, filename);
    isReadingCode ||= basename(filename) === names.at(-1);
    const name = `${build.slice(0, 16)}-${process.version}-${process.arch}-${basename(filename)}${extension}`;
    const cachedData = attempt(() => whole(readFileSync(join(directory, name))), nothing);
    const script = new Script(module.wrap(content), { filename, ...(cachedData ? { cachedData } : {}) });
    if (!cachedData || script.cachedDataRejected) fresh.set(name, script);
    const run = script.runInThisContext() as Wrapped;
    return run.call(this.exports, this.exports, createRequire(filename), this, filename, dirname(filename));
  };

  process.once('exit', () => {
    if (!isReadingCode || fresh.size === 0) return;
    for (const [name, script] of fresh) keepFile(directory, name, withSum(script.createCachedData()));
    prune(directory, extension, limits);
  });
}

const nothing = (): undefined => undefined;

function withSum(data: Buffer): Buffer {
  const sum = Buffer.alloc(sumLength);
  sum.writeUInt32LE(crc32(data));
  return Buffer.concat([sum, data]);
}

// V8 looks at the length of the source and at its own version, and believes the rest.
function whole(kept: Buffer): Buffer | undefined {
  const data = kept.subarray(sumLength);
  return kept.length > sumLength && kept.readUInt32LE(0) === crc32(data) ? data : undefined;
}

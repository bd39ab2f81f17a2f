/** `walk-hash DIRECTORY`: what asking the file system costs: a bare walk and a SHA-256 over the bytes of every file. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [directory = '.'] = process.argv.slice(2);
const buffer = Buffer.allocUnsafeSlow(4 * 1024 * 1024);
const hash = createHash('sha256');
const pending = [directory];
let files = 0;

for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const path = join(at, entry.name);
    if (entry.isDirectory()) pending.push(path);
    else if (entry.isFile()) {
      const descriptor = openSync(path, 'r');
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      closeSync(descriptor);
      hash.update(buffer.subarray(0, length));
      files++;
    }
  }
}
process.stdout.write(`${files} ${hash.digest('hex')}\n`);

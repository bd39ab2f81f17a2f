/** Runs contenders in processes of their own, in turn, and keeps what each run took. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import type { Contender } from './contenders/contender.ts';
import type { Usage } from './programs/usage.ts';

export interface Run {
  exitCode: number | null;
  wallMs: number;
  /** Of the process and those that it started; undefined where it cannot be told. */
  usage?: Usage;
  stdout: string;
  stderr: string;
}

/** The runs of one contender, by round. */
export interface Measurement {
  contender: Contender;
  runs: Run[];
}

const time = '/usr/bin/time';
const canTime = process.platform === 'linux' && existsSync(time);

/** Interleaved rounds after one that is checked and thrown away; each round starts with another contender. */
export async function measure(
  contenders: Contender[],
  rounds: number,
  usageProgram: string,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const measurements = contenders.map((contender): Measurement => ({ contender, runs: [] }));
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const measurement = measurements[(turn + round) % contenders.length];
      if (!measurement) continue;
      const { contender, runs } = measurement;
      contender.before?.();
      const run = await runOnce(contender, usageProgram);
      const complaint = contender.complaint(run);
      if (complaint !== undefined) throw new Error(`${contender.name}: ${complaint}`);
      say(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}: ${contender.name} ${run.wallMs.toFixed(0)} ms`);
      if (round > 0) runs.push(run);
    }
  }
  return measurements;
}

/** One run from start to exit. */
export function runOnce({ command, isNode }: Contender, usageProgram: string): Promise<Run> {
  const [program = '', ...args] = command;
  const isTimed = !isNode && canTime;
  const [file, list] = isNode
    ? [program, ['--require', usageProgram, ...args]]
    : isTimed
      ? [time, ['-f', '%M %U %S', program, ...args]]
      : [program, args];
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(file, list, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    let wallMs = 0;
    const texts = ['', '', ''];
    for (const descriptor of [1, 2, 3]) {
      child.stdio[descriptor]?.on('data', (chunk: Buffer) => (texts[descriptor - 1] += chunk.toString()));
    }
    child.on('exit', () => (wallMs = performance.now() - started));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      const [stdout = '', stderr = '', report = ''] = texts;
      const usage = isTimed ? timedUsage(stderr) : report ? (JSON.parse(report) as Usage) : undefined;
      resolve({ exitCode, wallMs, ...(usage ? { usage } : {}), stdout, stderr });
    });
  });
}

function timedUsage(stderr: string): Usage | undefined {
  const [, kilobytes, user, system] = /(\d+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? [];
  if (kilobytes === undefined) return undefined;
  return { cpuMs: (Number(user) + Number(system)) * 1000, peakBytes: Number(kilobytes) * 1024 };
}

/** Loaded before a contender with `--require`: reports at the end, through descriptor 3, what the process used. */
import { readFileSync, writeSync } from 'node:fs';
import process from 'node:process';

export interface Usage {
  cpuMs: number;
  peakBytes: number;
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage: Usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: ownPeak() ?? maxRSS * 1024 };
  writeSync(3, JSON.stringify(usage));
});

// On Linux maxRSS is at least what the parent held when it forked; the kernel's own mark starts with the program.
function ownPeak(): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

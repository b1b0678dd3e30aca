import { spawn, type ChildProcess } from 'node:child_process';
import { repoRoot } from '../vscode/paths.ts';

const running = new Set<ChildProcess>();

/** How a program ended. */
interface Outcome {
  /** 124 at the time limit, -1 when it was ended by a signal or couldn't be started. */
  readonly exitCode: number;
}

/**
 * Runs a Node program in the repository's root, in a process group of its own, so that all of it can be ended.
 *
 * @param limit milliseconds after which it is killed
 * @param show receives what it prints, as it comes
 */
export function runNode(
  args: readonly string[],
  { env, limit, show }: { env: NodeJS.ProcessEnv; limit: number; show: (text: string) => void },
): Promise<Outcome> {
  return new Promise((resolve) => {
    const program = spawn(process.execPath, args, {
      cwd: repoRoot,
      detached: process.platform !== 'win32',
      env: { ...process.env, ...colors(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(program);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      end(program, 'SIGKILL');
    }, limit);
    const done = (exitCode: number) => {
      clearTimeout(timer);
      running.delete(program);
      resolve({ exitCode: isLate ? 124 : exitCode });
    };
    for (const stream of [program.stdout, program.stderr]) stream.setEncoding('utf8').on('data', show);
    // Not at "exit": there may be more to read.
    program.once('close', (exitCode) => done(exitCode ?? -1));
    program.once('error', () => done(-1));
  });
}

/** Ends every program that runs, with all that it started. */
export function endAll(signal: NodeJS.Signals): void {
  for (const program of running) end(program, signal);
}

function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has just ended.
  }
}

/** Programs don't print to a terminal themselves, so they're told that this one does. */
function colors(): NodeJS.ProcessEnv {
  return process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
}

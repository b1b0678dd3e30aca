// `npm test`: runs every stage, whatever became of the ones before, and ends with the line "N passed, N failed". With
// arguments, only what they name: see CONTRIBUTING.md.
import { readArguments, type Request } from './runner/arguments.ts';
import { endAll } from './runner/programs.ts';
import { notRun, runStage, type Result } from './runner/runStage.ts';
import { checks, testStages, type Stage } from './runner/stages.ts';
import { summaryOf } from './runner/summary.ts';
import { untilStopped } from './vscode/until-stopped.ts';

void untilStopped().then((exitCode) => {
  endAll('SIGTERM');
  process.exit(exitCode);
});

const request = requested();
if (request.long) process.env['TEST_LONG'] = '1';
const results = new Map<string, Result>();
await Promise.all(wanted(checks).map((stage) => runAndPrintAtEnd(stage)));
for (const stage of wanted(testStages)) await runAndPrint(stage);

const all = [...checks, ...testStages].flatMap(({ name }) => results.get(name) ?? []);
process.exitCode = all.some(({ failed, passed }) => failed > 0 || passed === 0) ? 1 : 0;
process.stdout.write(`\n${summaryOf(all)}`);

function requested(): Request {
  try {
    return readArguments(process.argv.slice(2), nameOf([...checks, ...testStages]), nameOf(testStages));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** The stages that were asked for, and those that they need. */
function wanted(stages: readonly Stage[]): Stage[] {
  const named = [...checks, ...testStages].filter(({ name }) => request.stages.includes(name));
  const needed = named.flatMap(({ needs = [] }) => needs);
  return stages.filter(
    ({ name }) => request.stages.length === 0 || request.stages.includes(name) || needed.includes(name),
  );
}

/** For stages that run side by side: their outputs don't mix. */
async function runAndPrintAtEnd(stage: Stage): Promise<void> {
  let output = '';
  results.set(stage.name, await runStage(stage, request, (text) => (output += text)));
  process.stdout.write(`\n=== ${stage.name} ===\n${output}`);
}

async function runAndPrint(stage: Stage): Promise<void> {
  process.stdout.write(`\n=== ${stage.name} ===\n`);
  const missing = (stage.needs ?? []).filter((name) => results.get(name)?.failed !== 0);
  if (missing.length > 0) {
    const result = notRun(stage, `Not run, because this failed: ${missing.join(', ')}.`);
    process.stdout.write(`${result.failures.map(({ message }) => message).join('\n')}\n`);
    results.set(stage.name, result);
    return;
  }
  results.set(stage.name, await runStage(stage, request, (text) => process.stdout.write(text)));
}

function nameOf(stages: readonly Stage[]): string[] {
  return stages.map(({ name }) => name);
}

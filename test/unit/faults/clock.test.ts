import { deepEqual, equal, match } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { campaigns } from './campaign.ts';
import type { Slept } from './sleeper.ts';
import { missingIn, tally } from './tally.ts';

const second = 1_000;
const hour = 3_600 * second;

describe('a walk over a whole campaign', () => {
  const { campaignOf } = campaigns();

  for (const skew of [-50 * second, 200 * second]) {
    it(`bears a server whose clock is ${skew / second} s ahead`, async () => {
      const made = await campaignOf(850, { clock: () => Date.now() + skew });
      const reading = await made.read();
      deepEqual(reading.rows, made.held());
      await tally('clock skew', 1, made.wrongWith(reading));
    });
  }

  for (const skew of [-hour, hour]) {
    it(`stops when the server's clock is ${skew / hour} h ahead of ours, and goes on when it is not`, async () => {
      let ahead = 0;
      const made = await campaignOf(850, { clock: () => Date.now() + ahead });
      made.pages.listen(() => {
        if (made.pages.count === 4) ahead = skew;
      });
      const stopped = await made.read();
      match(
        stopped.error?.message ?? '',
        /^Kore\.ai finds the time in the token wrong \(HTTP 401: error verifying the jwt/u,
      );
      const late = await made.late();
      ahead = 0;
      const reading = await made.read();
      equal(reading.error, undefined);
      deepEqual(reading.rows, made.held());
      await tally('clock skew', 1, { ...made.wrongWith(reading), late });
    });
  }

  // A machine that sleeps stops the clock of its timers (Linux), while the time of day goes on. Of what was under way some requests
  // arrive with a token that has run out, others find their connection lost…
  it('goes on when the time of day is an hour later at once', async () => {
    const { now } = Date;
    const made = await campaignOf(850, { clock: () => Date.now() });
    made.pages.listen(() => {
      if (made.pages.count !== 4) return;
      Date.now = () => now() + hour;
      made.server.intercept(() => true, { kind: 'reset', at: 'body' }, 2);
    });
    const reading = await made.read().finally(() => (Date.now = now));
    equal(reading.error, undefined);
    deepEqual(reading.rows, made.held());
    deepEqual(reading.findings, []);
    await tally('asleep for an hour', 1, made.wrongWith(reading));
  });

  // … or all timers are due at once when it wakes up (macOS, Windows), as in a process that was stopped.
  it('goes on when it was asleep for much longer than any timer lasts', async function () {
    if (process.platform === 'win32') this.skip();
    // To start a second Node takes a while on a busy machine.
    this.timeout(60_000);
    const made = await campaignOf(2_000);
    const { origin } = made.server;
    const sleeper = spawn(
      process.execPath,
      ['--import=tsx', `${import.meta.dirname}/sleeper.ts`, origin, made.campaign.id],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      const slept = json(sleeper.stdout) as Promise<Slept>;
      await until('eight pages are asked for', () => made.server.seen.length >= 8);
      made.server.intercept(() => true, { kind: 'stall' }, 4);
      await until('four more pages are asked for', () => made.server.seen.length >= 12);
      sleeper.kill('SIGSTOP');
      await pause(2 * second, 'the process is stopped longer than its time limits');
      sleeper.kill('SIGCONT');
      const { rows, error, unhandled } = await slept;
      equal(error, undefined);
      deepEqual(rows, JSON.parse(JSON.stringify(made.held())));
      equal(unhandled, 0);
      await tally('asleep for an hour', 1, {
        lost: missingIn(made.held(), rows),
        doubled: missingIn(rows, made.held()),
      });
    } finally {
      sleeper.kill('SIGKILL');
    }
  });
});

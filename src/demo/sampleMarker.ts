import { get } from 'node:http';

/** What `GET /` answers, without a token: how another window recognises a sample server that already runs. */
export const sampleMarker = { 'kore-campaign-explorer': 'sample-server' };

const PATIENCE = 1000;
const text = JSON.stringify(sampleMarker);

/** Whether a sample server answers at this origin. Never rejects, and never takes longer than a second. */
export function isSampleServer(origin: string): Promise<boolean> {
  return readStart(origin).then(
    (answer) => answer === text,
    () => false,
  );
}

/** Reads no more than tells a marker from anything else: whatever listens there may be large or endless. */
async function readStart(origin: string): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE);
  return new Promise((resolve, reject) => {
    // No agent: a pooled connection would outlive the question.
    get(new URL('/', origin), { agent: false, signal }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        answer += chunk;
        if (answer.length > text.length) response.destroy();
      });
      response.on('close', () => {
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`status ${String(response.statusCode)}`));
      });
      response.on('error', reject);
    }).on('error', reject);
  });
}

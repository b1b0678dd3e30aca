// The sample server as a program of its own, so that it takes neither time nor memory from the client that is measured.
import { startSampleServer, type SampleServerOptions } from '../../src/demo/sampleServer.ts';

const options = JSON.parse(process.argv[2] ?? '') as SampleServerOptions;
const { origin } = await startSampleServer({ requestsPerMinute: Infinity, ...options });
process.send?.(origin);
// Its starter wants it no longer, or has ended.
process.once('disconnect', () => process.exit());

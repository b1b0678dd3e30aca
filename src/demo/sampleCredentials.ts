/** What a client needs to know of an app on the sample server: the same four values as for a real Kore.ai app. */
export interface SampleCredentials {
  streamId: string;
  accountId: string;
  clientId: string;
  clientSecret: string;
}

/** The sample app. Its secret is in the published source and opens nothing but made-up data on loopback. */
export const sampleCredentials: SampleCredentials = {
  streamId: 'st-5a3b1e00-7c41-5d2e-9f10-00000000de30',
  accountId: '6a0000000000000000de3000',
  clientId: 'cs-5a3b1e00-2b6f-5c8d-8a20-00000000de30',
  clientSecret: 'public-sample-not-a-secret--opens-only-the-made-up-data-of-the-sample-server',
};

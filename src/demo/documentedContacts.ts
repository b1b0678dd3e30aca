import type { SampleContact } from './sampleTypes.ts';

/**
 * The rows that Kore.ai's page "Get All Contact Details Of Voice Campaigns-v2" shows, character for character,
 * masked digits included. The page says `totalResults: 4` above these three rows: so does the sample server.
 */
export const documentedContacts: readonly SampleContact[] = [
  {
    phoneNumber: '919876543210',
    uniqueId: '',
    dialerOutcome: '',
    numberOfAttemptsSoFar: 2,
    botSessionId: '685d3c819e81807087b6xxxx',
    agentDispositionCodes: [],
    botOutboundStatus: 'userHangUp',
    botOutboundStatusDetail: 'Client side',
  },
  {
    phoneNumber: '125xxxx0200',
    uniqueId: '',
    dialerOutcome: 'completed',
    numberOfAttemptsSoFar: 1,
    botSessionId: '685d3c4a6b208b1e96a1xxxx',
    agentDispositionCodes: ['System Generated'],
    botOutboundStatus: 'userHangUp',
    botOutboundStatusDetail: 'user_hangup',
  },
  {
    phoneNumber: '911234567890',
    uniqueId: '',
    dialerOutcome: 'completed',
    numberOfAttemptsSoFar: 1,
    botSessionId: '685d3c479e81807087b6xxxx',
    agentDispositionCodes: ['Requires Supervisor Attention'],
    botOutboundStatus: 'agentHangUp',
    botOutboundStatusDetail: 'agent_hangup',
  },
];

export const documentedTotal = 4;

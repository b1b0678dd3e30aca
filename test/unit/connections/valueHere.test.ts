import { equal } from 'node:assert/strict';
import { valueHere } from '../../../src/connections/valueHere.ts';

const remote = { defaultValue: '', globalValue: 'http://remote:1', globalRemoteValue: 'http://remote:1' };

describe('the value of a setting on this machine', () => {
  it('is the one in the local user settings, not the one of the remote machine', () => {
    equal(valueHere({ ...remote, globalLocalValue: 'http://here:1' } as object), 'http://here:1');
  });

  it('is the default where only the remote machine has another', () => {
    equal(valueHere({ ...remote, globalLocalValue: undefined } as object), '');
  });

  it('is the one in the user settings where VS Code does not tell the two apart', () => {
    equal(valueHere({ defaultValue: '', globalValue: 'http://here:1' }), 'http://here:1');
    equal(valueHere({ defaultValue: '' }), '');
  });

  it('is never one of the workspace', () => {
    equal(valueHere({ defaultValue: '', workspaceValue: 'http://folder:1' } as object), '');
  });

  it('is undefined for an unknown setting, and may be false', () => {
    equal(valueHere(undefined), undefined);
    equal(valueHere({ defaultValue: true, globalValue: false }), false);
  });
});

import { strict as assert } from 'node:assert';
import { useWorkbench } from './session.ts';

describe('the workbench', () => {
  const session = useWorkbench();

  it('has the campaigns in the activity bar', async () => {
    const { workbench } = session;
    await workbench.activity('Kore Campaigns').waitFor();
    await workbench.openView('Kore Campaigns');
    assert.ok(await workbench.activity('Kore Campaigns').isVisible());
  });
});

import { useWorkbench } from './session.ts';

describe('the workbench', () => {
  const session = useWorkbench();

  it('has the campaigns in the activity bar', async () => {
    const { workbench } = session;
    await workbench.activity('Explorer').click();
    await workbench.activity('Kore Campaigns').click();
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
  });
});

import { strict as assert } from 'node:assert';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { useWorkbench } from './session.ts';

const name = 'Payment reminders October';
const row = new RegExp(`^Campaign, ${name}`, 'u');
const campaign = sampleCampaigns.find((one) => one.name === name);
assert.ok(campaign);
const phoneNumbers = Array.from(
  { length: campaign.contactCount },
  (_, position) => sampleContactAt(campaign, position).phoneNumber,
);

describe('an export', () => {
  const session = useWorkbench({
    // So slow that a file's name can be taken before all 13 pages are here.
    server: () => ({ latency: 2_000 }),
    settings: { 'koreCampaigns.requestsPerMinute': 6_000 },
  });

  async function startExport(format: string): Promise<void> {
    const { workbench } = session;
    const { page, quickInput, tree } = workbench;
    await tree.openMenu(row);
    await workbench.pickFromMenu('Export Contacts…');
    await quickInput.row(format).waitFor();
    await page.keyboard.type(format);
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Fields').waitFor();
    await page.keyboard.press('Enter');
  }

  it('that can’t put its file in place offers another file, and asks for no page again', async function () {
    this.timeout(180_000);
    const { server, workbench, workspace } = session;
    await startExport('Excel (XLSX)');
    await workbench.quickInput.saveAs(join(workspace, 'taken.xlsx'));
    await workbench.notification(/Exporting contacts/u).waitFor();
    mkdirSync(join(workspace, 'taken.xlsx', 'in the way'), { recursive: true });
    const problem = /was not exported\. Couldn’t write “taken\.xlsx”/u;
    await workbench.notification(problem).waitFor();
    await workbench.screenshot('export-save-as');
    const asked = server.seen.length;
    await workbench.answerNotification(problem, 'Save As…');
    await workbench.quickInput.saveAs(join(workspace, 'contacts.xlsx'));
    assert.equal(
      await workbench.notificationText(/Exported/u),
      `Exported 1,234 contacts of “${name}” to contacts.xlsx.`,
    );
    assert.equal(server.seen.length, asked);
    const [sheet] = await readExcelFile(readFileSync(join(workspace, 'contacts.xlsx')));
    const column = sheet?.data[0]?.indexOf('phoneNumber') ?? -1;
    assert.deepEqual(
      sheet?.data.slice(1).map((cells) => cells[column]),
      phoneNumbers,
    );
    assert.deepEqual(
      readdirSync(workspace).filter((entry) => entry !== '.vscode'),
      ['contacts.xlsx', 'taken.xlsx'],
    );
  });

  it('as CSV is separated by semicolons where a person chose that', async () => {
    const { workbench, workspace } = session;
    await startExport('CSV (Semicolon)');
    await workbench.quickInput.saveAs(join(workspace, 'contacts.csv'));
    await workbench.notification(/Exported/u).waitFor();
    const [header, ...lines] = readFileSync(join(workspace, 'contacts.csv'), 'utf8').trimEnd().split('\r\n');
    assert.ok(header?.startsWith('\ufeff"botSessionId";"phoneNumber";"dialerOutcome"'), header);
    assert.deepEqual(
      lines.map((line) => line.split(';')[1]),
      phoneNumbers.map((phoneNumber) => `"${phoneNumber}"`),
    );
  });
});

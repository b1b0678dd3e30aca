import * as vscode from 'vscode';
import { isOn, noFilter, readFilter, type CampaignFilter } from '../contacts/campaignFilter.ts';

const stateKey = 'koreCampaigns.campaignFilter';

/** The filter on the campaigns of all connections; it outlives the window. */
export class ActiveFilter implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private current: CampaignFilter;

  /** @param state keeps the filter for this workspace */
  constructor(private readonly state: vscode.Memento) {
    this.current = readFilter(state.get(stateKey));
    void this.setContext();
  }

  get value(): CampaignFilter {
    return this.current;
  }

  async set(filter: CampaignFilter): Promise<void> {
    if (JSON.stringify(filter) === JSON.stringify(this.current)) return;
    this.current = filter;
    this.changed.fire();
    await this.setContext();
    await this.state.update(stateKey, isOn(filter) ? filter : undefined);
  }

  async clear(): Promise<void> {
    await this.set(noFilter);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private setContext(): Thenable<unknown> {
    return vscode.commands.executeCommand('setContext', 'koreCampaigns.filtered', isOn(this.current));
  }
}

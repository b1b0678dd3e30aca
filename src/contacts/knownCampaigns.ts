import type { CampaignStatus } from '../kore/shapes.ts';

/** The name and status that the service told last of each campaign, by whichever request. Kept through a refresh. */
export class KnownCampaigns {
  private readonly known = new Map<string, CampaignStatus>();
  private readonly listeners = new Set<(campaignId: string) => void>();

  /** Undefined for a campaign that nothing has been told of. */
  get(campaignId: string): CampaignStatus | undefined {
    return this.known.get(campaignId);
  }

  /** Takes over what is told; what is empty there tells nothing. */
  learn({ id, name, status }: CampaignStatus): void {
    if (id === '') return;
    const before = this.known.get(id);
    const now = { id, name: name || (before?.name ?? ''), status: status || (before?.status ?? '') };
    if (before?.name === now.name && before.status === now.status) return;
    this.known.set(id, now);
    for (const listener of this.listeners) listener(id);
  }

  /** @param listener called with the ID of a campaign whose name or status has changed @returns ends the subscription */
  listen(listener: (campaignId: string) => void): { readonly dispose: () => void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }
}

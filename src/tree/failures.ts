import type * as vscode from 'vscode';
import { asError, isNotSignedIn } from '../kore/errors.ts';
import { noticeNode, type ListNode, type RangeNode, type TreeNode } from './nodes.ts';

/** What could not be loaded, by node id; kept so that a node that failed is not asked for again until a person wants it. */
export class Failures {
  /** Another map whenever something is forgotten, so that what began before fails into the old one. */
  private failed = new Map<string, Error>();

  constructor(private readonly log: vscode.LogOutputChannel) {}

  of({ id }: TreeNode): Error | undefined {
    return this.failed.get(id);
  }

  forget(): void {
    this.failed = new Map();
  }

  forgetBelow({ id }: TreeNode): void {
    this.failed = new Map(
      [...this.failed].filter(([failed]) => failed !== id && !failed.startsWith(`${id}/`)),
    );
  }

  /**
   * What `load` finds, or a row that tells why it could not; nothing when it was overtaken.
   * @param shown the node under which the failure is told; undefined for the root of the tree
   */
  async guard(
    node: ListNode | RangeNode,
    shown: TreeNode | undefined,
    overtaken: AbortSignal,
    load: (overtaken: AbortSignal) => Promise<TreeNode[]>,
  ): Promise<TreeNode[]> {
    const { open } = node.kind === 'range' ? node.owner : node;
    const { failed } = this;
    const failedBefore = failed.get(node.id);
    if (failedBefore) return [noticeNode(shown, { about: 'failed', error: failedBefore, open })];
    try {
      return await load(overtaken);
    } catch (reason) {
      if (overtaken.aborted) return [];
      const error = asError(reason);
      if (isNotSignedIn(error)) this.log.info(error.message);
      else this.log.error(error.message);
      failed.set(node.id, error);
      return [noticeNode(shown, { about: 'failed', error, open })];
    }
  }
}

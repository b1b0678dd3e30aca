import type * as vscode from 'vscode';
import { asError, isNotSignedIn } from '../kore/errors.ts';
import { noticeNode, type ListNode, type RangeNode, type TreeNode } from './nodes.ts';

/** Thrown where only some rows of a node could be loaded; `cause` is the failure. */
export class IncompleteRows extends Error {
  override readonly name = 'IncompleteRows';

  constructor(
    readonly rows: readonly TreeNode[],
    override readonly cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

interface Failure {
  readonly error: Error;
  /** The rows that could be loaded. */
  readonly rows: readonly TreeNode[];
}

/** What could not be loaded, by node id; kept so that a node that failed is not asked for again until a person wants it. */
export class Failures {
  /** Another map whenever something is forgotten, so that what began before fails into the old one. */
  private failed = new Map<string, Failure>();

  constructor(private readonly log: vscode.LogOutputChannel) {}

  of({ id }: TreeNode): Error | undefined {
    return this.failed.get(id)?.error;
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
   * The rows that `load` returns, with a row for a failure behind those that could be loaded; nothing when it was overtaken.
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
    const told = ({ error, rows }: Failure) => [
      ...rows,
      // Behind other rows, whose notices count from 0.
      noticeNode(shown, { about: 'failed', error, open }, rows.length > 0 ? -1 : 0),
    ];
    if (failedBefore) return told(failedBefore);
    try {
      return await load(overtaken);
    } catch (reason) {
      if (overtaken.aborted) return [];
      const failure =
        reason instanceof IncompleteRows
          ? { error: reason.cause, rows: reason.rows }
          : { error: asError(reason), rows: [] };
      const { error } = failure;
      if (isNotSignedIn(error)) this.log.info(error.message);
      else this.log.error(error.message);
      failed.set(node.id, failure);
      return told(failure);
    }
  }
}

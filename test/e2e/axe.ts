import axe from 'axe-core';
import type { Frame } from 'playwright-core';

/** What axe-core finds wrong in a page, a line each; none where nothing is. */
export async function violations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  const { violations: found } = await frame.evaluate<axe.AxeResults>('axe.run()');
  return found.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 5)
        .map(({ html }) => html)
        .join(' | ')}`,
  );
}

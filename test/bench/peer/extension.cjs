// The peer of the side bar's ranges: one flat list that grows by a hundred rows with each "load more", as many extensions do it.
const { performance } = require('node:perf_hooks');
const vscode = require('vscode');

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  let count = 100;
  const rows = {
    onDidChangeTreeData: changed.event,
    getChildren: () => Array.from({ length: count }, (_, index) => index),
    getTreeItem: (index) => {
      const item = new vscode.TreeItem(`Row ${index + 1}`);
      item.id = String(index);
      item.description = 'completed · 1 attempt';
      item.iconPath = new vscode.ThemeIcon('pass');
      item.command = { command: 'loadMore.open', title: 'Open', arguments: [index] };
      return item;
    },
    getParent: () => undefined,
  };
  const view = vscode.window.createTreeView('loadMore.rows', { treeDataProvider: rows });
  context.subscriptions.push(
    view,
    vscode.commands.registerCommand('loadMore.open', () => undefined),
    // What it takes until the new row is there, told in the title: a click on "load more", whose page is here already.
    vscode.commands.registerCommand('loadMore.growTo', async (rowsWanted) => {
      let took = 0;
      while (count < rowsWanted) {
        const begin = performance.now();
        count += 100;
        changed.fire(undefined);
        await view.reveal(count - 1, { select: false });
        took = performance.now() - begin;
      }
      view.title = `grown in ${took.toFixed(0)} ms`;
    }),
    vscode.commands.registerCommand('loadMore.start', () =>
      vscode.commands.executeCommand('loadMore.growTo', 10_000),
    ),
  );
};

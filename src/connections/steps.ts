import * as vscode from 'vscode';

/** What a person did with a step: gave an answer (and, where answers are offered, typed something on the way), went back, or left. */
export type StepOutcome<T = string> = { readonly answer: T; readonly typed?: string } | 'back' | 'left';

interface StepFrame {
  readonly title: string;
  /** Counted from 1; without it, the step stands alone. */
  readonly step?: number | undefined;
  readonly totalSteps?: number | undefined;
  readonly canGoBack: boolean;
  /** Whether the person leaves by clicking elsewhere. Without it the step stays open: ids are copied from a browser. */
  readonly isPassing?: boolean;
}

/** A step that asks for a text, checked with every key typed. */
export interface TextStep extends StepFrame {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string | undefined;
  readonly password?: boolean;
  /** @returns what is wrong, as a sentence, or undefined */
  readonly problem: (text: string) => string | undefined;
  /** What to know about a text that has no problem. */
  readonly remark?: ((text: string) => string) | undefined;
}

/** An answer that is offered. */
export type Offer<A extends string = string> = vscode.QuickPickItem & { readonly answer: A };

/** A step that offers answers. */
export interface PickStep<A extends string = string> extends StepFrame {
  readonly placeholder: string;
  readonly items: readonly Offer<A>[];
  readonly active?: string | undefined;
}

/** A step that offers answers of which any number may be chosen. */
export interface ManyStep extends StepFrame {
  readonly placeholder: string;
  readonly items: readonly Offer[];
  readonly chosen: readonly string[];
}

/** Asks for a text. */
export function askText(step: TextStep): Promise<StepOutcome> {
  const input = vscode.window.createInputBox();
  input.prompt = step.prompt;
  input.placeholder = step.placeholder;
  input.value = step.value ?? '';
  input.password = step.password ?? false;
  return show(input, step, (settle) => [
    input.onDidChangeValue((text) => {
      input.validationMessage = text === '' ? undefined : (step.problem(text) ?? remarkOn(text, step));
    }),
    input.onDidAccept(() => {
      const problem = step.problem(input.value);
      if (problem === undefined) settle({ answer: input.value.trim() });
      else input.validationMessage = problem;
    }),
  ]);
}

function remarkOn(text: string, { remark }: TextStep): vscode.InputBoxValidationMessage | undefined {
  return remark && { message: remark(text), severity: vscode.InputBoxValidationSeverity.Info };
}

/** Asks to choose. */
export function askPick<A extends string>(step: PickStep<A>): Promise<StepOutcome<A>> {
  const pick = vscode.window.createQuickPick<Offer<A>>();
  pick.placeholder = step.placeholder;
  pick.items = step.items;
  pick.matchOnDescription = true;
  const active = step.items.find(({ answer }) => answer === step.active);
  // Set to none, it would take the first item's place too.
  if (active) pick.activeItems = [active];
  return show(pick, step, (settle) => [
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen) settle({ answer: chosen.answer, typed: pick.value.trim() });
    }),
  ]);
}

/** Asks to choose any number, none included. */
export function askMany(step: ManyStep): Promise<StepOutcome<readonly string[]>> {
  const pick = vscode.window.createQuickPick<Offer>();
  pick.placeholder = step.placeholder;
  pick.canSelectMany = true;
  pick.items = step.items;
  pick.selectedItems = step.items.filter(({ answer }) => step.chosen.includes(answer));
  return show(pick, step, (settle) => [
    pick.onDidAccept(() => settle({ answer: pick.selectedItems.map(({ answer }) => answer) })),
  ]);
}

async function show<T>(
  input: vscode.QuickInput & Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton'>,
  { title, step, totalSteps, canGoBack, isPassing = false }: StepFrame,
  listen: (settle: (outcome: StepOutcome<T>) => void) => vscode.Disposable[],
): Promise<StepOutcome<T>> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = !isPassing;
  input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  const toDispose: vscode.Disposable[] = [input];
  try {
    return await new Promise((resolve) => {
      toDispose.push(
        ...listen(resolve),
        input.onDidTriggerButton(() => resolve('back')),
        input.onDidHide(() => resolve('left')),
      );
      input.show();
    });
  } finally {
    vscode.Disposable.from(...toDispose).dispose();
  }
}

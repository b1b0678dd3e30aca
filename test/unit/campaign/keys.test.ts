import { equal } from 'node:assert/strict';
import { isShortcut, type Key } from '../../../media/shared/keys.ts';

const pressed = (key: string, code: string, held: Partial<Key> = { ctrlKey: true }): Key => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a shortcut of a webview', () => {
  const layouts: Record<string, readonly [c: string, a: string, f: string]> = {
    Cyrillic: ['с', 'ф', 'а'],
    Greek: ['ψ', 'α', 'φ'],
    Hebrew: ['ב', 'ש', 'כ'],
    Arabic: ['ؤ', 'ش', 'ب'],
    Thai: ['แ', 'ฟ', 'ด'],
    Devanagari: ['म', 'ो', 'ि'],
    Kana: ['そ', 'ち', 'は'],
  };
  for (const [layout, [c, a, f]] of Object.entries(layouts)) {
    it(`goes by the place of its key on a ${layout} layout`, () => {
      equal(isShortcut(pressed(c, 'KeyC'), 'c'), true);
      equal(isShortcut(pressed(a, 'KeyA'), 'a'), true);
      equal(isShortcut(pressed(f, 'KeyF'), 'f'), true);
      equal(isShortcut(pressed(c, 'KeyC'), 'a'), false);
    });
  }

  it('goes by the letter that is typed on a Latin layout, wherever its key is', () => {
    equal(isShortcut(pressed('a', 'KeyQ'), 'a'), true);
    equal(isShortcut(pressed('j', 'KeyC'), 'c'), false);
    equal(isShortcut(pressed('ğ', 'KeyE'), 'e'), false);
    equal(isShortcut(pressed(',', 'KeyW'), 'w'), false);
    equal(isShortcut(pressed('C', 'KeyC'), 'c'), true);
  });

  it('is Ctrl or Cmd alone: AltGr and other combinations are something else', () => {
    equal(isShortcut(pressed('c', 'KeyC', { metaKey: true }), 'c'), true);
    equal(isShortcut(pressed('c', 'KeyC', {}), 'c'), false);
    equal(isShortcut(pressed('c', 'KeyC', { ctrlKey: true, altKey: true }), 'c'), false);
    equal(isShortcut(pressed('C', 'KeyC', { ctrlKey: true, shiftKey: true }), 'c'), false);
    equal(isShortcut(pressed('С', 'KeyC', { ctrlKey: true, shiftKey: true }), 'c', true), true);
  });

  it('is no key without a letter', () => {
    equal(isShortcut(pressed('Process', 'KeyC'), 'c'), false);
    equal(isShortcut(pressed('Dead', 'KeyC'), 'c'), false);
    equal(isShortcut(pressed('1', 'Digit1'), 'a'), false);
  });
});

import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Prints a file while it grows.
 *
 * @returns a function that prints what is left and stops
 */
export function follow(file: string): () => void {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(64 * 1024);
  const print = () => {
    for (let length = readSync(descriptor, buffer); length > 0; length = readSync(descriptor, buffer)) {
      process.stdout.write(buffer.subarray(0, length).toString());
    }
  };
  const timer = setInterval(print, 100);
  return () => {
    clearInterval(timer);
    print();
    closeSync(descriptor);
  };
}

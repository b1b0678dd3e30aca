const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

/** Appends to one file and never rotates: these logs live as long as one run. */
class Logger {
  #file;
  #level = 2;
  #raw = false;

  constructor(file) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  clearFormatters() {
    this.#raw = true;
  }

  setPattern() {
    this.#raw = false;
  }

  flush() {}

  drop() {}

  write(level, message) {
    if (level < this.#level) {
      return;
    }
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      appendFileSync(this.#file, this.#raw ? message : `${time} [${levels[level]}] ${message}\n`);
    } catch {
      // The data folder may be removed before the last line is written.
    }
  }
}

for (const [index, name] of ['trace', 'debug', 'info', 'warn', 'error', 'critical'].entries()) {
  Logger.prototype[name] = function (message) {
    this.write(index, message);
  };
}

const create = async (_name, file) => new Logger(file);

module.exports = {
  createRotatingLogger: create,
  createAsyncRotatingLogger: create,
  setFlushOn() {},
  setLevel() {},
  shutdown() {},
};

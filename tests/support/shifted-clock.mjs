import { readFileSync } from 'node:fs';

// Loaded with --import: on SIGUSR2, shifts this process's Date by the milliseconds in the file
// CLOCK_FILE. Monotonic clocks are not affected.
const Machine = globalThis.Date;
let shift = 0;

globalThis.Date = class Date extends Machine {
  constructor(...args) {
    super(...(args.length === 0 ? [Machine.now() + shift] : args));
  }
  static now() {
    return Machine.now() + shift;
  }
};

process.on('SIGUSR2', () => {
  shift = Number(readFileSync(process.env.CLOCK_FILE, 'utf8'));
});

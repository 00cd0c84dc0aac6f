import { readFileSync } from 'node:fs';

// Given to Node with --import: the clock of this process alone, moved by as many milliseconds as stand in
// the file CLOCK_FILE, each time that it is told so (SIGUSR2). What measures time without it goes on.
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

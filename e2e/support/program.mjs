// The program itself, as an outsider uses it on the command line.
import { execFile } from 'node:child_process';
import { expect } from './app.mjs';

// Runs `onedoor` with arguments; gives how it ended and what it said.
export function onedoor(...args) {
  const program = process.env.ONEDOOR_PROGRAM;
  expect(program, 'ONEDOOR_PROGRAM is set by `cargo xtask test browser`').toBeTruthy();
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout) => resolve({ code: error ? error.code : 0, words: stdout.trim() }));
  });
}

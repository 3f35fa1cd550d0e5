// The verifier beside the page: what it is sent, and what it says. Asks the network for its own two files
// and then for nothing.
import init, { Verifier } from './verifier.js';

const ready = init({ module_or_path: new URL('./verifier_bg.wasm', import.meta.url) });
const tell = (text) => self.postMessage(text);
const broken = (error) => tell(JSON.stringify({ told: 'BROKEN', detail: String(error) }));
ready.then(() => tell('{"told":"READY"}'), broken);

let verifier;

// A file is read and checked; with a place, it is checked with the byte there changed.
self.onmessage = async ({ data: [file, place] }) => {
  try {
    await ready;
    if (!verifier || place === undefined) {
      verifier?.free();
      verifier = undefined;
      verifier = new Verifier(new Uint8Array(await file.arrayBuffer()));
    }
    if (place === undefined) verifier.check(tell);
    else verifier.check_changed(place, tell);
  } catch (error) {
    broken(error);
  }
};
